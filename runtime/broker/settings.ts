import type { QoS } from '#runtime/mqtt/packet.ts';

/** What can be set, with the names of mosquitto.conf(5) in camel case and its defaults. */
export interface Settings {
  /** Messages of QoS 1 and 2 that may be on their way to one client at a time; 0: no limit. */
  readonly maxInflightMessages: number;
  /** Messages that may wait behind those for one client, there or away; 0: no limit. */
  readonly maxQueuedMessages: number;
  /** Bytes of topics and payloads that may wait so; 0: no limit. */
  readonly maxQueuedBytes: number;
  /** Bytes of the largest packet taken from a client; 0: what the standard allows. */
  readonly maxPacketSize: number;
  /** Bytes of the largest payload that is passed on; 0: no limit. */
  readonly messageSizeLimit: number;
  /**
   * Seconds; a client of 5.0 that asks for more, or for none, is told this one instead; one of 3.1
   * or 3.1.1 cannot be told. 0: whatever a client asks for.
   */
  readonly maxKeepalive: number;
  /** The highest QoS that a client may publish at, and is granted. */
  readonly maxQos: QoS;
  /** Whether messages may be retained. */
  readonly retainAvailable: boolean;
  /** Topic aliases that a client of 5.0 may use. */
  readonly maxTopicAlias: number;
  /** Seconds after which the session of a client that is away is forgotten at the latest; 0: no limit. */
  readonly persistentClientExpiration: number;
  /** Clients at a time; -1: no limit. */
  readonly maxConnections: number;
  /** Lets clients in whom nobody has vouched for; nobody can yet, so false shuts everybody out. */
  readonly allowAnonymous: boolean;
  /** Gives an id to a client of 3.1.1 that brings none. */
  readonly allowZeroLengthClientid: boolean;
  /** What such an id begins with. */
  readonly autoIdPrefix: string;
  /** Keeps messages of QoS 0, too, for a client that is away. */
  readonly queueQos0Messages: boolean;
  /** Seconds between what the broker says under `$SYS`; 0: it says nothing there. */
  readonly sysInterval: number;
  /**
   * Bytes that may wait for a client that does not read, before messages of QoS 0 are dropped and
   * no more is read from it. Ours: Mosquitto counts packets, however large they are.
   */
  readonly maxBacklogBytes: number;
}

export const DEFAULT_SETTINGS: Settings = {
  maxInflightMessages: 20,
  maxQueuedMessages: 1000,
  maxQueuedBytes: 0,
  maxPacketSize: 0,
  messageSizeLimit: 0,
  maxKeepalive: 65_535,
  maxQos: 2,
  retainAvailable: true,
  maxTopicAlias: 10,
  persistentClientExpiration: 0,
  maxConnections: -1,
  allowAnonymous: true,
  allowZeroLengthClientid: true,
  autoIdPrefix: 'auto-',
  queueQos0Messages: false,
  sysInterval: 10,
  maxBacklogBytes: 4 * 1024 * 1024,
};
