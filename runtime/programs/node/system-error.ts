import type { SystemErrorCode } from '#runtime/ports.ts';
import { SystemError } from '#runtime/ports.ts';

/** The codes of Node's errors that the runtime knows by the same name. */
const KNOWN: ReadonlySet<string> = new Set<SystemErrorCode>([
  'EACCES',
  'EADDRINUSE',
  'EADDRNOTAVAIL',
  'ECONNREFUSED',
  'ECONNRESET',
  'EEXIST',
  'EFBIG',
  'EHOSTUNREACH',
  'EINVAL',
  'EISDIR',
  'ELOOP',
  'EMFILE',
  'ENETUNREACH',
  'ENOENT',
  'ENOMEM',
  'ENOSPC',
  'ENOTDIR',
  'ENOTFOUND',
  'EPERM',
  'EPIPE',
  'EPROTO',
  'EROFS',
  'ETIMEDOUT',
]);

/** Node's name resolution has several ways to say that a name leads nowhere. */
const LOOKUP: ReadonlySet<string> = new Set([
  'EAI_AGAIN',
  'EAI_FAIL',
  'EAI_NODATA',
  'EAI_NONAME',
  'ENODATA',
  'ESERVFAIL',
]);

/** An error of Node as the runtime's; what it has no name for is `EIO`, with Node's message. */
export function systemError(error: unknown, subject?: string): SystemError {
  // Happy Eyeballs: several addresses, all refused.
  const cause = error instanceof AggregateError && error.errors.length > 0 ? (error.errors[0] as unknown) : error;
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  if (KNOWN.has(code)) return new SystemError(code as SystemErrorCode, subject);
  if (LOOKUP.has(code)) return new SystemError('ENOTFOUND', subject);
  // The other end of TLS may object at any time: a certificate is asked for, the key was the wrong one.
  const isTls = code.startsWith('ERR_SSL_');
  return new SystemError(isTls ? 'EPROTO' : 'EIO', subject, cause instanceof Error ? cause.message : String(cause));
}

/** What a call about a file comes to. @throws SystemError that names the file */
export async function aboutFile<Value>(path: string, promise: Promise<Value>): Promise<Value> {
  try {
    return await promise;
  } catch (error) {
    throw systemError(error, path);
  }
}
