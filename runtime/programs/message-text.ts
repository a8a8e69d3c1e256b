import type { Publish } from '#runtime/mqtt/packet.ts';
import type { Process } from '#runtime/pi/process.ts';
import { concatenate } from '#runtime/concatenate.ts';
import { localTime } from '#runtime/pi/time/local-time.ts';
import { formatMessage } from './message-format.ts';
import type { Settings } from './settings.ts';

/**
 * What mosquitto_sub and mosquitto_rr print for a message: the payload and a newline; with -v the topic
 * before it, and `(null)` for an empty payload; with -F whatever is asked for. An empty payload without
 * -v prints nothing, not even the newline.
 * @param process whose clock says what time it is, and whose `TZ` in which zone
 * @param complain for a payload that should have been JSON
 */
export function messageText(
  message: Publish,
  { format, pretty, verbose, noNewline }: Pick<Settings, 'format' | 'pretty' | 'verbose' | 'noNewline'>,
  { clock, env }: Pick<Process, 'clock' | 'env'>,
  complain: (text: string) => void,
): Uint8Array | undefined {
  const { topic, payload } = message;
  const end = encoder.encode(noNewline ? '' : '\n');
  if (format !== undefined) {
    const source = {
      time: localTime(clock.now(), env['TZ']),
      pretty,
      noJson: () => complain(`Error: Message payload is not valid JSON on topic ${topic}.\n`),
    };
    return concatenate([formatMessage(format, message, source), end]);
  }
  if (payload.length === 0) {
    return verbose && !noNewline ? encoder.encode(`${topic} (null)\n`) : undefined;
  }
  return concatenate([encoder.encode(verbose ? `${topic} ` : ''), payload, end]);
}

const encoder = new TextEncoder();
