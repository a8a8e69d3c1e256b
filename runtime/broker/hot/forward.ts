/**
 * Messages of QoS 0 that go on as they came: to clients who are sent the same bytes that the
 * publisher sent. Packets with the same header and topic that follow each other are forwarded
 * together, as one piece of the chunk they lie in, and looked up once.
 *
 *     30 08 00 03 61 2f 62 31 32 33  30 08 00 03 61 2f 62 34 35 36  30 09 00 …
 *     └──────────────────── one piece ──────────────────────────────┘
 */
import type { Connection } from '../connection.ts';
import type { Session } from '../session.ts';
import type { Target } from '../subscription.ts';
import type { TopicEntry } from '../topic-entry.ts';

/**
 * @param at of the first packet's first byte
 * @param payloadAt of its payload: what lies before it is what the others must have, too
 * @param to where it ends
 * @returns where the last one ends; 0: somebody is to be sent something else, or has no room
 */
export function forward(
  connection: Connection,
  entry: TopicEntry<Session>,
  chunk: Uint8Array,
  at: number,
  payloadAt: number,
  to: number,
): number {
  const { targets } = entry;
  if (entry.groups.length > 0) return 0;
  const form = connection.negotiated.level === 5 ? 5 : 4;
  for (let index = 0; index < targets.length; index++) if (!takes(targets[index]!, form)) return 0;
  const end = endOfRun(chunk, at, payloadAt - at, to - at);
  for (let index = 0; index < targets.length; index++) {
    const receiver = targets[index]!.subscriber.connection!;
    receiver.output.append(chunk, at, end);
    receiver.flushSoon();
  }
  return end;
}

function takes(target: Target<Session>, form: 4 | 5): boolean {
  const { connection } = target.subscriber;
  return (
    connection !== undefined &&
    connection.forwards === form &&
    !connection.output.blocked &&
    target.identifiers === undefined &&
    target.own === target
  );
}

/** Where the run of packets ends that are as long as the first, and agree with it in their first bytes. */
function endOfRun(chunk: Uint8Array, at: number, agreeing: number, length: number): number {
  let end = at + length;
  while (end + length <= chunk.length) {
    for (let i = 0; i < agreeing; i++) if (chunk[end + i] !== chunk[at + i]) return end;
    end += length;
  }
  return end;
}
