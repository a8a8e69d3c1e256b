/** How much may be under way, wait, or be sent at once. 0 is no limit for most of them. */
import { ConfigError } from '../config-error.ts';
import type { ConfigOption } from '../option.ts';
import { integerOption } from '../option-kinds.ts';
import { atol, firstWord, invalidValue } from '../read-value.ts';

const MEMORY =
  'this broker cannot hold its memory to a limit. Take the line out; max_connections, max_packet_size, max_queued_bytes and max_queued_messages say what clients may cost.';

/** 0, no limit, is what it can do. */
const memoryLimit: ConfigOption = {
  name: 'memory_limit',
  kind: 'integer',
  scope: 'global',
  value: 'NUMBER',
  default: '0',
  unit: 'bytes',
  range: { min: 0, max: 0 },
  refused: MEMORY,
  reloaded: true,
  take(_, rest) {
    const limit = atol(firstWord('memory_limit', rest));
    if (limit < 0) throw invalidValue('memory_limit', limit);
    if (limit > 0) throw new ConfigError(`Error: "memory_limit ${limit}": ${MEMORY}`);
  },
};

export const LIMIT_OPTIONS: readonly ConfigOption[] = [
  integerOption('global', 'max_inflight_bytes', { default: 0, unit: 'bytes', min: 0, below: 0, isLong: true }),
  integerOption('global', 'max_inflight_messages', {
    default: 20,
    unit: 'messages',
    min: 0,
    max: 65_535,
    below: 0,
    complaint: 'Error: max_inflight_messages must be <= 65535.',
  }),
  integerOption('global', 'max_keepalive', { default: 65_535, unit: 'seconds', min: 10, max: 65_535 }),
  integerOption('global', 'max_packet_size', { default: 0, unit: 'bytes', min: 20 }),
  integerOption('global', 'max_queued_bytes', { default: 0, unit: 'bytes', min: 0, below: 0, isLong: true }),
  integerOption('global', 'max_queued_messages', { default: 1_000, unit: 'messages', min: 0, below: 0 }),
  memoryLimit,
  integerOption('global', 'message_size_limit', {
    default: 0,
    unit: 'bytes',
    min: 0,
    max: 268_435_455,
    notice: 'Note: It is recommended to replace `message_size_limit` with `max_packet_size`.',
    // It is unsigned there.
    printed: (value) => value >>> 0,
  }),
];
