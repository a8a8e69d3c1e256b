/**
 * What a mosquitto.conf says, by the names of mosquitto.conf(5). `OPTIONS` (options.ts) fills it in;
 * what a file does not name has its default.
 */
export type LogType = 'error' | 'warning' | 'notice' | 'info' | 'debug' | 'subscribe' | 'unsubscribe';

/** What may be said of each listener. Absent: the default. */
export interface ListenerValues {
  /** Clients at a time; -1: no limit. */
  max_connections?: number;
  max_qos?: 0 | 1 | 2;
  max_topic_alias?: number;
}

export interface NamedListener extends ListenerValues {
  readonly port: number;
  /** Address or name to bind; absent: every address of this machine. */
  readonly host?: string;
}

/** The listener that is there without being named: `port`, `bind_address`, and port 1883. */
export interface DefaultListener extends ListenerValues {
  port?: number;
  bind_address?: string;
}

export interface ConfigValues {
  /** Absent: true where only this machine can connect, false elsewhere. */
  allow_anonymous?: boolean;
  allow_zero_length_clientid: boolean;
  auto_id_prefix: string;
  max_inflight_messages: number;
  max_keepalive: number;
  max_packet_size: number;
  max_queued_bytes: number;
  max_queued_messages: number;
  message_size_limit: number;
  /** Seconds; 0: never. */
  persistent_client_expiration: number;
  queue_qos0_messages: boolean;
  retain_available: boolean;
  /** Seconds; 0: nothing under `$SYS`. */
  sys_interval: number;
  /** Where the log goes; `[]`: nowhere. Absent: standard error. */
  log_dest?: readonly ('stdout' | 'stderr')[];
  log_timestamp: boolean;
  log_timestamp_format?: string;
  log_type?: readonly LogType[];
  pid_file?: string;
  user?: string;
  readonly default_listener: DefaultListener;
  readonly listeners: NamedListener[];
}

export const defaultValues = (): ConfigValues => ({
  allow_zero_length_clientid: true,
  auto_id_prefix: 'auto-',
  log_timestamp: true,
  max_inflight_messages: 20,
  max_keepalive: 65_535,
  max_packet_size: 0,
  max_queued_bytes: 0,
  max_queued_messages: 1_000,
  message_size_limit: 0,
  persistent_client_expiration: 0,
  queue_qos0_messages: false,
  retain_available: true,
  sys_interval: 10,
  default_listener: {},
  listeners: [],
});

/** Whether the default listener was given something of its own: then it is there, beside those that have a name. */
export const isNamed = ({ port, bind_address, max_connections = -1, max_qos = 2 }: DefaultListener): boolean =>
  port !== undefined || bind_address !== undefined || max_connections !== -1 || max_qos !== 2;

/** `mosquitto -v`: everything. */
export const ALL_LOG_TYPES: readonly LogType[] = [
  'error',
  'warning',
  'notice',
  'info',
  'debug',
  'subscribe',
  'unsubscribe',
];

/** Without `log_type` and `-v`. */
export const DEFAULT_LOG_TYPES: readonly LogType[] = ['error', 'warning', 'notice', 'info'];
