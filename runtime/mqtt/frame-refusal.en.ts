import type { Refusal } from './refusal.en.ts';

/** What a framer refuses: all that a page needs before the first packet. */
export const FRAME_REFUSALS = {
  'remaining-length': {
    kind: 'malformed',
    text: 'The remaining length goes on after its fourth byte',
  },
  'packet-too-large': {
    kind: 'packet-too-large',
    text: 'The packet has {bytes} bytes; at most {maximum} are taken',
  },
} as const satisfies Record<string, Refusal>;
