/**
 * The session of a bridge in the broker beside it, as the bridge sees it. It is a session like any
 * other, and what it is to get and to publish goes through a connection; but a bridge stands on both
 * sides of its packets, and has to know and do a little that no packet can say.
 */
import type { PacketId } from '#runtime/mqtt/packet.ts';
import type { Core } from '../core.ts';
import type { Log } from '../log.ts';
import { Message } from '../message.ts';
import { route } from '../route.ts';
import type { Session } from './session.ts';

export class LocalSession {
  readonly clientId: string;
  readonly #core: Core;

  constructor(core: Core, clientId: string) {
    this.#core = core;
    this.clientId = clientId;
  }

  /** The broker's log, which is the bridge's too. */
  get log(): Log {
    return this.#core.log;
  }

  /** The session has begun and has not ended. */
  get exists(): boolean {
    return this.#session !== undefined;
  }

  /** What it has subscribed to. */
  get filters(): readonly string[] {
    return [...(this.#session?.subscriptions ?? [])].map(([filter]) => filter);
  }

  /** Messages that wait for the bridge, or for its acknowledgement. */
  get unsettled(): number {
    return this.#session?.unsettled().length ?? 0;
  }

  /** Messages of QoS 2 that the broker lets a client of 5.0 have under way. */
  get receiveMaximum(): number {
    const { maxInflightMessages } = this.#core.settings;
    return maxInflightMessages === 0 ? 65_535 : maxInflightMessages;
  }

  /**
   * A packet id for a packet that is the bridge's own: it is none that a message to the bridge has, and
   * none gets it for the next 65,534 messages.
   */
  takePacketId(): PacketId {
    return this.#session?.outgoing.takeId() ?? 1;
  }

  /**
   * The other broker knows nothing more of the messages of QoS 2 that it had begun to send here: their PUBREL
   * will never come [MQTT5-3.2.2-5].
   */
  forgetIncoming(): void {
    const incoming = this.#session?.incoming;
    if (incoming !== undefined) for (const [packetId] of incoming) incoming.take(packetId);
  }

  /** A retained message about the bridge, which the bridge itself does not get. */
  announce(topic: string, text: string): void {
    const payload = new TextEncoder().encode(text);
    route(this.#core, Message.of(topic, payload, 1, true, { publisher: this.clientId }));
  }

  get #session(): Session | undefined {
    return this.#core.sessions.get(this.clientId);
  }
}
