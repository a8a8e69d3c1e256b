import { refusing } from './error.ts';
import { REFUSALS } from './refusal.en.ts';

/** The error for one of the codec's refusals. */
export const refusal = refusing(REFUSALS);
