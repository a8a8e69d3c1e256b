/**
 * What a mosquitto.conf says, by the names of mosquitto.conf(5). The option table fills it in; what a
 * file does not name has its default.
 */
export type LogType =
  'error' | 'warning' | 'notice' | 'info' | 'debug' | 'subscribe' | 'unsubscribe' | 'internal' | 'websockets';

/** Who may come in. With `per_listener_settings true` each listener has its own, otherwise all share one. */
export interface SecurityValues {
  /** Absent: false. Where no listener is named only this machine can connect, and then it may, whatever is said here. */
  allow_anonymous?: boolean;
  allow_zero_length_clientid?: boolean;
  auto_id_prefix?: string;
  password_file?: string;
  acl_file?: string;
  psk_file?: string;
}

/** What may be said of each listener. Absent: the default. */
export interface ListenerValues extends SecurityValues {
  bind_interface?: string;
  /** Clients at a time; -1: no limit. */
  max_connections?: number;
  max_qos?: 0 | 1 | 2;
  max_topic_alias?: number;
  /** Before every topic of who connects here. */
  mount_point?: string;
  protocol?: 'mqtt' | 'websockets';
  socket_domain?: 'ipv4' | 'ipv6';
  http_dir?: string;
  use_username_as_clientid?: boolean;
  cafile?: string;
  capath?: string;
  certfile?: string;
  keyfile?: string;
  crlfile?: string;
  dhparamfile?: string;
  ciphers?: string;
  'ciphers_tls1.3'?: string;
  tls_version?: 'tlsv1.1' | 'tlsv1.2' | 'tlsv1.3';
  require_certificate?: boolean;
  use_identity_as_username?: boolean;
  use_subject_as_username?: boolean;
  psk_hint?: string;
}

export interface NamedListener extends ListenerValues {
  readonly port: number;
  /** Address or name to bind; absent: every address of this machine. With port 0: path of a Unix socket. */
  readonly host?: string;
}

/** The listener that is there without being named: `port`, `bind_address`, and port 1883. */
export interface DefaultListener extends ListenerValues {
  port?: number;
  bind_address?: string;
}

/** `topic PATTERN [out|in|both] [QOS] [LOCAL-PREFIX] [REMOTE-PREFIX]` */
export interface BridgeTopic {
  readonly pattern: string;
  readonly direction: 'out' | 'in' | 'both';
  readonly qos: 0 | 1 | 2;
  /** '' for none, which a file may write as `""`. */
  readonly localPrefix: string;
  readonly remotePrefix: string;
}

/** A connection to another broker: from `connection NAME` on. */
export interface BridgeValues {
  readonly connection: string;
  /** In the order of the file. */
  addresses: readonly { readonly host: string; readonly port: number }[];
  topics: readonly BridgeTopic[];
  bridge_attempt_unsubscribe: boolean;
  bridge_bind_address?: string;
  bridge_max_packet_size: number;
  bridge_outgoing_retain: boolean;
  bridge_protocol_version: 'mqttv31' | 'mqttv311' | 'mqttv50';
  cleansession: boolean;
  /** Absent: as `cleansession`. */
  local_cleansession?: boolean;
  /** Seconds. */
  idle_timeout: number;
  /** Seconds. */
  keepalive_interval: number;
  local_clientid?: string;
  local_password?: string;
  local_username?: string;
  notifications: boolean;
  notifications_local_only: boolean;
  notification_topic?: string;
  remote_clientid?: string;
  remote_password?: string;
  remote_username?: string;
  /** Seconds: the first wait, and the longest; both equal: always the same. */
  restart_timeout: { readonly base: number; readonly cap: number };
  round_robin: boolean;
  start_type: 'automatic' | 'lazy' | 'once';
  /** Messages. */
  threshold: number;
  try_private: boolean;
  bridge_alpn?: string;
  bridge_cafile?: string;
  bridge_capath?: string;
  bridge_certfile?: string;
  bridge_keyfile?: string;
  bridge_insecure: boolean;
  bridge_identity?: string;
  bridge_psk?: string;
  bridge_tls_version?: 'tlsv1.1' | 'tlsv1.2' | 'tlsv1.3';
}

export type LogDestination =
  { readonly kind: 'stdout' | 'stderr' | 'syslog' | 'topic' } | { readonly kind: 'file'; readonly path: string };

export interface ConfigValues {
  per_listener_settings: boolean;
  /** What all listeners share; with `per_listener_settings` nobody asks for it. */
  readonly security: SecurityValues;
  /** Seconds between two savings; with `autosave_on_changes` changes. 0: only at the end. */
  autosave_interval: number;
  autosave_on_changes: boolean;
  check_retain_source: boolean;
  clientid_prefixes?: string;
  connection_messages: boolean;
  max_inflight_bytes: number;
  max_inflight_messages: number;
  max_keepalive: number;
  max_packet_size: number;
  max_queued_bytes: number;
  max_queued_messages: number;
  message_size_limit: number;
  persistence: boolean;
  /** Absent: `mosquitto.db`. */
  persistence_file?: string;
  /** What stands before that, as it is; absent: the working directory. */
  persistence_location?: string;
  /** Seconds; 0: never. */
  persistent_client_expiration: number;
  queue_qos0_messages: boolean;
  retain_available: boolean;
  /** Seconds; 0: nothing under `$SYS`. */
  sys_interval: number;
  upgrade_outgoing_qos: boolean;
  /** Bytes that the request of a WebSocket may have; 0 or absent: as the network has it. */
  websockets_headers_size?: number;
  /** Where the log goes; `[]`: nowhere. Absent: standard error. */
  log_dest?: readonly LogDestination[];
  /** Of syslog: local0 to local7. Absent: daemon. */
  log_facility?: number;
  log_timestamp: boolean;
  log_timestamp_format?: string;
  log_type?: readonly LogType[];
  pid_file?: string;
  user?: string;
  readonly default_listener: DefaultListener;
  readonly listeners: NamedListener[];
  readonly bridges: BridgeValues[];
}

export const defaultValues = (): ConfigValues => ({
  per_listener_settings: false,
  security: {},
  autosave_interval: 1_800,
  autosave_on_changes: false,
  check_retain_source: true,
  connection_messages: true,
  log_timestamp: true,
  max_inflight_bytes: 0,
  max_inflight_messages: 20,
  max_keepalive: 65_535,
  max_packet_size: 0,
  max_queued_bytes: 0,
  max_queued_messages: 1_000,
  message_size_limit: 0,
  persistence: false,
  persistent_client_expiration: 0,
  queue_qos0_messages: false,
  retain_available: true,
  sys_interval: 10,
  upgrade_outgoing_qos: false,
  default_listener: {},
  listeners: [],
  bridges: [],
});

/** A bridge of which nothing is said but its name. */
export const newBridge = (connection: string): BridgeValues => ({
  connection,
  addresses: [],
  topics: [],
  bridge_attempt_unsubscribe: true,
  bridge_insecure: false,
  bridge_max_packet_size: 0,
  bridge_outgoing_retain: true,
  bridge_protocol_version: 'mqttv311',
  cleansession: false,
  idle_timeout: 60,
  keepalive_interval: 60,
  notifications: true,
  notifications_local_only: false,
  restart_timeout: { base: 5, cap: 30 },
  round_robin: false,
  start_type: 'automatic',
  threshold: 10,
  try_private: true,
});

/** What makes a listener of the default one, said before the first `listener`; others are lost there, as in Mosquitto. */
const MAKES_A_LISTENER = [
  'port',
  'bind_address',
  'bind_interface',
  'mount_point',
  'socket_domain',
  'cafile',
  'capath',
  'certfile',
  'keyfile',
  'crlfile',
  'dhparamfile',
  'ciphers',
  'ciphers_tls1.3',
  'psk_hint',
  'password_file',
  'psk_file',
] as const satisfies readonly (keyof DefaultListener)[];

/** Whether the default listener was given something of its own: then it is there, beside those that have a name. */
export const isNamed = (listener: DefaultListener): boolean =>
  MAKES_A_LISTENER.some((name) => listener[name] !== undefined) ||
  (listener.max_connections ?? -1) !== -1 ||
  (listener.max_qos ?? 2) !== 2 ||
  (listener.protocol ?? 'mqtt') !== 'mqtt' ||
  listener.allow_zero_length_clientid === false ||
  listener.require_certificate === true ||
  listener.use_identity_as_username === true ||
  listener.use_subject_as_username === true ||
  listener.use_username_as_clientid === true;

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
