import type { SystemError } from '#runtime/ports.ts';
import type { Failure } from '../protocol.ts';

export const failureOf = ({ code, subject }: SystemError): Failure =>
  subject === undefined ? { code } : { code, subject };
