import type { Publish } from '#runtime/mqtt/packet.ts';
import { concatenate, formatMessage } from './message-format.ts';
import type { Settings } from './settings.ts';

/**
 * What mosquitto_sub prints for a message: the payload and a newline; with -v the topic before it, and
 * `(null)` for an empty payload; with -F whatever is asked for. An empty payload without -v prints
 * nothing, not even the newline.
 */
export function messageText(
  message: Publish,
  { format, verbose, noNewline }: Pick<Settings, 'format' | 'verbose' | 'noNewline'>,
): Uint8Array | undefined {
  const end = encoder.encode(noNewline ? '' : '\n');
  if (format !== undefined) return concatenate([formatMessage(format, message), end]);
  const { topic, payload } = message;
  if (payload.length === 0) {
    return verbose && !noNewline ? encoder.encode(`${topic} (null)\n`) : undefined;
  }
  return concatenate([encoder.encode(verbose ? `${topic} ` : ''), payload, end]);
}

const encoder = new TextEncoder();
