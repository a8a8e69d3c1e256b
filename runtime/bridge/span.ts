/**
 * A bridge while it stands: two connections, one to the broker here and one to the broker far away, and
 * every packet of one goes on into the other. Nothing of a message stays with the bridge. It keeps its
 * packet id on the way, and so do the acknowledgements on their way back, so that the two brokers shake
 * hands with each other; what is under way is in their sessions, and after an interruption, wherever it
 * came, they go on where they were:
 *
 *     here                          the bridge                     far away
 *     PUBLISH sensor/t, QoS 2, 7 →  another topic, the same 7  →   PUBLISH haus1/sensor/t, QoS 2, 7
 *     PUBREC 7                   ←                             ←   PUBREC 7
 *     PUBREL 7                   →                             →   PUBREL 7
 *     PUBCOMP 7                  ←                             ←   PUBCOMP 7
 *
 * For that both connections end together: a broker sends again what was not acknowledged when its client
 * comes back, and only then. The bridge's own packets (it says that it stands, and subscribes) get ids of
 * the session here that no message has.
 */
import { closing } from '#runtime/broker/close-reason.ts';
import type { Log } from '#runtime/broker/log.ts';
import { RESULT } from '#runtime/client/result.ts';
import type { Result } from '#runtime/client/result.ts';
import type { BridgeValues } from '#runtime/config/values.ts';
import type { Acknowledgement, Connack, Packet, PacketId, Publish } from '#runtime/mqtt/packet.ts';
import { REASON } from '#runtime/mqtt/reason.ts';
import type { ByteStream, Clock } from '#runtime/ports.ts';
import { End } from './end.ts';
import { SUBSCRIBE_ID } from './local-end.ts';
import type { LocalEnd } from './local-end.ts';
import type { BridgeNames } from './names.ts';
import { outbound, inbound, sizeOf } from './passage.ts';
import { levelOf, remoteConnect } from './remote-connect.ts';
import type { RemoteManners } from './remote-connect.ts';
import {
  receivedAnswerLine,
  receivedLine,
  refusedLine,
  sendingAnswerLine,
  sendingLine,
  subscribeLine,
  tooLargeLine,
  unsubscribeLine,
} from './sayings.ts';
import { StandIn } from './stand-in.ts';
import type { TopicRules } from './topic-rules.ts';

/** What all attempts of one bridge share. */
export interface SpanPlan {
  readonly clock: Clock;
  readonly log: Log;
  readonly values: BridgeValues;
  readonly names: BridgeNames;
  readonly rules: TopicRules;
  readonly local: LocalEnd;
}

/** How it ended: refused with the code of a CONNACK, or lost, before or after it stood. */
export type SpanEnd = { readonly refused: number } | { readonly stood: boolean };

export interface SpanOwner {
  /** Both brokers have let the bridge in. */
  stands(): void;
  /** Once, last. */
  ended(how: SpanEnd): void;
}

/** Options of a subscription of 5.0, as they stand in the packet: No Local, Retain As Published. */
const OPTIONS_OF_5 = 0x0c;

export class Span {
  readonly #plan: SpanPlan;
  readonly #owner: SpanOwner;
  readonly #manners: RemoteManners;
  readonly #id: string;
  readonly #remote: End;
  #local: End | undefined;
  #refused: number | undefined;
  #stands = false;
  #over = false;
  /** The bridge's own packets that the other broker has not answered. */
  readonly #own = new Set<PacketId>();
  /** Messages of QoS 2 that went out at QoS 1, for the other broker takes no more. */
  readonly #lowered = new Set<PacketId>();
  readonly #insteadOfRemote = new StandIn((answer) => this.#local?.acknowledge(answer));
  readonly #insteadOfLocal = new StandIn((answer) => this.#answerRemote(answer));
  #lastMessage: number;
  #dropping = false;

  /** @param stream to the other broker */
  constructor(plan: SpanPlan, manners: RemoteManners, stream: ByteStream, owner: SpanOwner) {
    const { clock, values, names, local } = plan;
    this.#plan = plan;
    this.#owner = owner;
    this.#manners = manners;
    this.#id = names.localClientId;
    this.#lastMessage = clock.now();
    this.#remote = new End(stream, remoteConnect(values, names, manners, local.session.receiveMaximum), clock, {
      take: (packet) => this.#takeRemote(packet),
      balance: () => this.#balance(),
      ended: (result) => this.#lostRemote(result),
    });
  }

  /** When a message last went either way, on the clock. */
  get lastMessage(): number {
    return this.#lastMessage;
  }

  open(): void {
    this.#plan.log.notice?.(`Bridge ${this.#plan.names.remoteClientId} sending CONNECT`);
    this.#remote.open();
  }

  /** Ends both connections without a DISCONNECT: the other broker publishes the will, which says so. */
  close(): void {
    this.#remote.close(RESULT.success);
  }

  #takeRemote(packet: Packet): void {
    switch (packet.type) {
      case 'CONNACK':
        return this.#takeConnack(packet);
      case 'PUBLISH':
        return this.#passIn(packet);
      case 'PUBREL':
        this.#plan.log.debug?.(receivedAnswerLine(this.#id, packet));
        if (!this.#insteadOfLocal.release(packet.packetId)) this.#local?.acknowledge(packet);
        return;
      case 'PUBACK':
      case 'PUBREC':
      case 'PUBCOMP':
        this.#plan.log.debug?.(receivedAnswerLine(this.#id, packet));
        return this.#takeAnswer(packet);
      case 'SUBACK':
        this.#plan.log.debug?.(`Received SUBACK from ${this.#id}`);
        return this.#takeSuback(packet.packetId, packet.reasonCodes);
      case 'UNSUBACK':
        this.#plan.log.debug?.(`Received UNSUBACK from ${this.#id}`);
        this.#own.delete(packet.packetId);
        return;
      case 'DISCONNECT':
        this.#plan.log.notice?.(`Received DISCONNECT from ${this.#id} (${packet.reasonCode})`);
        return this.#remote.close(RESULT.noConnection);
      default:
        return this.#remote.close(RESULT.protocol);
    }
  }

  #takeConnack({ reasonCode, sessionPresent, properties }: Connack): void {
    const { log, local, values } = this.#plan;
    log.debug?.(`Received CONNACK on connection ${this.#id}.`);
    // [MQTT5-3.2.0-2]
    if (this.#local !== undefined) return this.#remote.close(RESULT.protocol);
    if (reasonCode !== 0) {
      log.error?.(refusedLine(reasonCode, levelOf(values)));
      this.#refused = reasonCode;
      return this.#remote.close(RESULT.connectionRefused);
    }
    this.#remote.accepted(properties);
    // [MQTT-3.1.2-6] [MQTT5-3.2.2-5]
    if (!sessionPresent) local.session.forgetIncoming();
    this.#local = new End(local.connect(), local.connectPacket(this.#window()), this.#plan.clock, {
      take: (packet) => this.#takeLocal(packet),
      balance: () => this.#balance(),
      ended: () => this.#lostLocal(),
    });
    this.#local.open();
  }

  /** Its notification is one of the messages that the other broker takes at a time [MQTT5-3.3.4-7]. */
  #window(): number {
    const { receiveMaximum } = this.#remote.limits;
    return Math.max(1, receiveMaximum < 65_535 && this.#tellsRemote ? receiveMaximum - 1 : receiveMaximum);
  }

  #takeLocal(packet: Packet): void {
    switch (packet.type) {
      case 'CONNACK':
        return this.#takeLocalConnack(packet);
      case 'PUBLISH':
        return this.#passOut(packet);
      case 'PUBREL':
        if (!this.#insteadOfRemote.release(packet.packetId)) this.#answerRemote(packet);
        return;
      case 'PUBACK':
      case 'PUBREC':
      case 'PUBCOMP':
        return this.#answerRemote(packet);
      case 'SUBACK':
        return;
      case 'DISCONNECT':
        this.#plan.log.warning?.(
          `Warning: The broker has closed the local end of bridge ${this.#id} (reason code ${packet.reasonCode}).`,
        );
        return this.#local?.close(RESULT.noConnection);
      default:
        return this.#local?.close(RESULT.protocol);
    }
  }

  #takeLocalConnack({ reasonCode, properties }: Connack): void {
    const { log, local } = this.#plan;
    if (reasonCode !== 0) {
      log.error?.(`Error: The broker does not let the local end of bridge ${this.#id} in (reason code ${reasonCode}).`);
      return this.#local?.close(RESULT.connectionRefused);
    }
    this.#local?.accepted(properties);
    this.#stands = true;
    this.#owner.stands();
    this.#tellRemote();
    this.#askRemote();
    const subscriptions = local.subscriptions(this.#remote.limits.maximumQoS);
    if (subscriptions.length > 0) this.#local?.send({ type: 'SUBSCRIBE', packetId: SUBSCRIBE_ID, subscriptions });
  }

  get #tellsRemote(): boolean {
    const { notifications, notifications_local_only: localOnly } = this.#plan.values;
    return notifications && !localOnly;
  }

  #tellRemote(): void {
    if (!this.#tellsRemote) return;
    const { maximumQoS, retainAvailable, receiveMaximum } = this.#remote.limits;
    const message = {
      type: 'PUBLISH',
      dup: false,
      retain: retainAvailable && this.#manners.retain,
      topic: this.#plan.names.stateTopic,
      payload: new TextEncoder().encode('1'),
    } as const;
    // A broker that takes one message at a time shall take one of those that wait.
    if (maximumQoS === 0 || receiveMaximum === 1) this.#remote.send({ ...message, qos: 0 });
    else this.#remote.send({ ...message, qos: 1, packetId: this.#ownId() });
  }

  /** One packet a rule, as Mosquitto. */
  #askRemote(): void {
    const { log, rules, values } = this.#plan;
    const isOf5 = levelOf(values) === 5;
    for (const { filter, qos, wanted } of rules.requests) {
      if (!wanted && !values.bridge_attempt_unsubscribe) continue;
      const packetId = this.#ownId();
      if (wanted) {
        log.debug?.(subscribeLine(this.#id, packetId, { filter, qos }, isOf5 ? OPTIONS_OF_5 : 0));
        const subscription = { filter, qos, ...(isOf5 && { noLocal: true, retainAsPublished: true }) };
        this.#remote.send({ type: 'SUBSCRIBE', packetId, subscriptions: [subscription] });
      } else {
        log.debug?.(unsubscribeLine(this.#id, packetId, filter));
        this.#remote.send({ type: 'UNSUBSCRIBE', packetId, filters: [filter] });
      }
    }
  }

  #ownId(): PacketId {
    const packetId = this.#plan.local.session.takePacketId();
    this.#own.add(packetId);
    return packetId;
  }

  #takeSuback(packetId: PacketId, reasonCodes: readonly number[]): void {
    this.#own.delete(packetId);
    if (reasonCodes.every((code) => code < REASON.unspecifiedError)) return;
    this.#plan.log.warning?.(`Warning: The other broker refuses a subscription of bridge ${this.#id}.`);
  }

  /** What a broker here has for the other side. */
  #passOut(packet: Publish): void {
    const { log, rules, values } = this.#plan;
    const { limits } = this.#remote;
    const { packetId } = packet;
    this.#lastMessage = this.#plan.clock.now();
    const message = outbound(packet, rules, limits, values.bridge_outgoing_retain);
    const limit = Math.min(limits.maximumPacketSize, values.bridge_max_packet_size || Infinity);
    const size = sizeOf(message, levelOf(values), limit);
    if (size === undefined || size > limit) {
      log.notice?.(
        size === undefined
          ? `Dropping outgoing PUBLISH for ${this.#id}: '${packet.topic}' has no valid name on the other side`
          : tooLargeLine(this.#id, size),
      );
      this.#insteadOfRemote.take(packet);
      return;
    }
    log.debug?.(sendingLine(this.#id, message));
    if (packetId !== undefined) {
      this.#insteadOfRemote.forget(packetId);
      this.#lowered.delete(packetId);
      if (packet.qos === 2 && message.qos === 1) this.#lowered.add(packetId);
    }
    this.#remote.send(message);
    if (message.qos === 0) this.#insteadOfRemote.take(packet);
  }

  /** What the other side has for the broker here. */
  #passIn(packet: Publish): void {
    const { log, rules, clock } = this.#plan;
    const local = this.#local;
    if (local === undefined) return this.#remote.close(RESULT.protocol);
    this.#lastMessage = clock.now();
    const message = inbound(packet, rules);
    if (sizeOf(message, levelOf(this.#plan.values), Infinity) === undefined) {
      log.notice?.(`Dropping PUBLISH from ${this.#id}: '${packet.topic}' has no valid name on this side`);
      this.#insteadOfLocal.take(packet);
      return;
    }
    log.debug?.(receivedLine(this.#id, message));
    // Only while the other broker is slow, too: see `#balance`.
    if (packet.qos === 0 && local.isBlocked && this.#remote.isBlocked) return this.#drop();
    if (packet.packetId !== undefined) this.#insteadOfLocal.forget(packet.packetId);
    local.send(message);
  }

  #drop(): void {
    if (this.#dropping) return;
    this.#dropping = true;
    this.#plan.log.notice?.(
      `Incoming messages are being dropped for bridge ${this.#id}: the other broker is too slow.`,
    );
  }

  /** Of the other broker, for what came from here. */
  #takeAnswer(answer: Acknowledgement): void {
    const { type, packetId } = answer;
    if (type === 'PUBACK' && this.#own.delete(packetId)) return;
    if (type === 'PUBACK' && this.#lowered.delete(packetId)) this.#insteadOfRemote.received(packetId);
    else this.#local?.acknowledge(answer);
  }

  #answerRemote(answer: Acknowledgement): void {
    this.#plan.log.debug?.(sendingAnswerLine(this.#id, answer));
    this.#remote.acknowledge(answer);
  }

  /**
   * Takes no more from one side while the other holds more than it likes; but never keeps both waiting, or
   * two brokers that each wait for the other to read would wait for ever.
   */
  #balance(): void {
    const local = this.#local;
    if (local === undefined) return;
    const remoteIsSlow = this.#remote.isBlocked;
    if (remoteIsSlow) local.pause();
    else local.resume();
    if (local.isBlocked && !remoteIsSlow) this.#remote.pause();
    else this.#remote.resume();
    if (!local.isBlocked) this.#dropping = false;
  }

  #lostRemote(result: Result): void {
    if (this.#over) return;
    const { log } = this.#plan;
    const reason =
      result === RESULT.keepAlive ? 'keep-alive' : result === RESULT.protocol ? 'protocol' : 'connection-lost';
    const { level, text } = closing(reason);
    if (result !== RESULT.success) log[level]?.(`Client ${this.#id} ${text}`);
    this.#end();
  }

  #lostLocal(): void {
    if (this.#over) return;
    this.#plan.log.notice?.(`Bridge ${this.#id} has lost its local end.`);
    this.#end();
  }

  #end(): void {
    this.#over = true;
    this.#remote.close(RESULT.success);
    this.#local?.close(RESULT.success);
    this.#owner.ended(this.#refused === undefined ? { stood: this.#stands } : { refused: this.#refused });
  }
}
