/**
 * Messages of QoS 0 that go on as they came: to clients who are sent the same bytes that the
 * publisher sent. Packets with the same header and topic that follow each other are forwarded
 * together, as one piece of the chunk they lie in, and looked up once.
 *
 *     30 08 00 03 61 2f 62 31 32 33  30 08 00 03 61 2f 62 34 35 36  30 09 00 …
 *     └──────────────────────── one piece ────────────────────────┘
 *
 * Who cannot be sent those, for it speaks another version, has an identifier for its subscription or
 * does not read at the moment, gets each by itself; the others do not wait for that.
 */
import type { Connection } from '../connection.ts';
import { Message } from '../message.ts';
import { giveTo, giveToOneOf } from '../route.ts';
import type { Session } from '../session/session.ts';
import type { Target } from '../matching/subscription.ts';
import type { TopicEntry } from '../matching/topic-entry.ts';

/** Where the parts of a packet begin. */
export interface Layout {
  readonly at: number;
  readonly topicAt: number;
  readonly topicEnd: number;
  readonly payloadAt: number;
  readonly end: number;
}

/**
 * @param first the first packet; the others lie as it does
 * @returns where the last one ends
 */
export function forward(
  connection: Connection,
  session: Session,
  entry: TopicEntry<Session>,
  chunk: Uint8Array,
  first: Layout,
): number {
  const { core, negotiated } = connection;
  const { targets, groups } = entry;
  const form = negotiated.level === 5 ? 5 : 4;
  // A member of a group may be a target, too: it gets the first message twice before the second.
  const end = groups.length > 0 ? first.end : endOfRun(chunk, first);
  const payload = first.end - first.payloadAt;
  const count = (end - first.at) / (first.end - first.at);
  core.traffic.receivePublishes(count, payload);
  let single: Message[] | undefined;
  for (let index = 0; index < targets.length; index++) {
    const target = targets[index]!;
    const { rights } = target.subscriber;
    if (rights !== undefined && !rights.mayRead(entry.topic)) continue;
    if (takes(target, form) && (target.qos === 0 || !core.settings.upgradeOutgoingQos)) {
      const receiver = target.subscriber.connection!;
      receiver.output.append(chunk, first.at, end);
      core.traffic.sendPublishes(count, payload);
      receiver.flushSoon();
    } else {
      single ??= messagesOf(session, entry.topic, chunk, first, end);
      for (const message of single) giveTo(core, target, message);
    }
  }
  for (let index = 0; index < groups.length; index++) {
    single ??= messagesOf(session, entry.topic, chunk, first, end);
    for (const message of single) giveToOneOf(core, groups[index]!, message);
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

/** Where the run of packets ends that are as long as the first, and agree with it in all before the payload. */
function endOfRun(chunk: Uint8Array, { at, payloadAt, end: next }: Layout): number {
  const agreeing = payloadAt - at;
  const length = next - at;
  let end = next;
  while (end + length <= chunk.length) {
    for (let i = 0; i < agreeing; i++) if (chunk[end + i] !== chunk[at + i]) return end;
    end += length;
  }
  return end;
}

function messagesOf(session: Session, topic: string, chunk: Uint8Array, first: Layout, end: number): Message[] {
  const { at, topicAt, topicEnd, payloadAt, end: next } = first;
  const messages: Message[] = [];
  for (let by = 0; at + by < end; by += next - at) {
    messages.push(
      new Message(topic, chunk, topicAt + by, topicEnd + by, payloadAt + by, next + by, 0, false, session.clientId),
    );
  }
  return messages;
}
