import { randomBytes } from 'node:crypto';
import type { Random } from '#runtime/ports.ts';

/** The system's random bytes. */
export const nodeRandom: Random = { bytes: (length) => randomBytes(length) };
