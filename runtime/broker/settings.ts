/**
 * What can be set for the broker as a whole, with the names of mosquitto.conf(5) in camel case and its
 * defaults; what may differ from listener to listener is in `listener.ts`.
 */
export interface Settings {
  /** Messages of QoS 1 and 2 that may be on their way to one client at a time; 0: no limit. */
  readonly maxInflightMessages: number;
  /** Bytes of payloads that may be so before the next message waits; 0: no limit. One may go, however large it is. */
  readonly maxInflightBytes: number;
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
  /** Whether messages may be retained. */
  readonly retainAvailable: boolean;
  /** Seconds after which the session of a client that is away is forgotten at the latest; 0: no limit. */
  readonly persistentClientExpiration: number;
  /** Keeps messages of QoS 0, too, for a client that is away. */
  readonly queueQos0Messages: boolean;
  /** Sends at the QoS that was granted, even what was published at a lower one. */
  readonly upgradeOutgoingQos: boolean;
  /** Gives out no retained message whose publisher may not publish to its topic any more. */
  readonly checkRetainSource: boolean;
  /** What every client's id must begin with; '': anything. */
  readonly clientidPrefixes: string;
  /** Whether the log says who connects and disconnects. */
  readonly connectionMessages: boolean;
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
  maxInflightBytes: 0,
  maxQueuedMessages: 1000,
  maxQueuedBytes: 0,
  maxPacketSize: 0,
  messageSizeLimit: 0,
  maxKeepalive: 65_535,
  retainAvailable: true,
  persistentClientExpiration: 0,
  queueQos0Messages: false,
  upgradeOutgoingQos: false,
  checkRetainSource: true,
  clientidPrefixes: '',
  connectionMessages: true,
  sysInterval: 10,
  maxBacklogBytes: 4 * 1024 * 1024,
};
