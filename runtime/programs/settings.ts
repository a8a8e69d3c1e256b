import type { Properties, ProtocolLevel, QoS } from '#runtime/mqtt/packet.ts';
import type { ProxyAddress } from '#runtime/ports.ts';
import type { MessageFormat } from './message-format.ts';
import type { GivenProperty, PropertyCommand } from './property-option.ts';
import type { TlsSettings } from './tls-settings.ts';

export type ToolName = 'mosquitto_pub' | 'mosquitto_sub' | 'mosquitto_rr';

/** What mosquitto_pub and mosquitto_rr take their message from: -m, -n, -f, -s (stdin whole) or -l (stdin by line). */
export type MessageSource =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'empty' }
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'stdin' }
  | { readonly kind: 'lines' };

/** What a command line and the file with default options say, in one object that all tools share. */
export interface Settings {
  readonly tool: ToolName;
  host: string;
  /** Absent: 1883, or 8883 where TLS is meant. 0: `host` is the path of a Unix socket. */
  port: number | undefined;
  tls: TlsSettings;
  proxy: ProxyAddress | undefined;
  bindAddress: string | undefined;
  keepAlive: number;
  clean: boolean;
  id: string | undefined;
  idPrefix: string | undefined;
  username: string | undefined;
  password: string | undefined;
  qos: QoS;
  maxInFlight: number;
  level: ProtocolLevel;
  /** Seconds, 5.0 only; 4,294,967,295: never; absent: not said. */
  sessionExpiry: number | undefined;
  given: GivenProperty[];
  /** What `given` comes to, once all is read. */
  properties: Readonly<Partial<Record<PropertyCommand, Properties>>>;
  debug: boolean;
  quiet: boolean;
  willTopic: string | undefined;
  willPayload: string | undefined;
  willQos: QoS;
  willRetain: boolean;

  /** mosquitto_sub: filters (-t); the others publish: the last topic counts. */
  topics: string[];
  /** mosquitto_rr: where the answer is to go (-e). */
  responseTopic: string | undefined;

  source: MessageSource | undefined;
  retain: boolean;
  repeat: number;
  /** Milliseconds. */
  repeatDelay: number;

  filtersOut: string[];
  unsubscribe: string[];
  verbose: boolean;
  noNewline: boolean;
  noRetained: boolean;
  retainAsPublished: boolean;
  retainedOnly: boolean;
  removeRetained: boolean;
  exitAfterSubscribing: boolean;
  /** Messages after which to end. */
  count: number | undefined;
  /** Seconds after which to end. */
  timeout: number | undefined;
  /** Percent of the messages to print. */
  chance: number;
  format: MessageFormat | undefined;
  /** JSON with line breaks and tabs. */
  pretty: boolean;
}

export function defaultSettings(tool: ToolName): Settings {
  return {
    tool,
    host: 'localhost',
    port: undefined,
    tls: {},
    proxy: undefined,
    bindAddress: undefined,
    keepAlive: 60,
    clean: true,
    id: undefined,
    idPrefix: undefined,
    username: undefined,
    password: undefined,
    qos: 0,
    maxInFlight: 20,
    level: tool === 'mosquitto_rr' ? 5 : 4,
    sessionExpiry: undefined,
    given: [],
    properties: {},
    debug: false,
    quiet: false,
    willTopic: undefined,
    willPayload: undefined,
    willQos: 0,
    willRetain: false,
    topics: [],
    responseTopic: undefined,
    source: undefined,
    retain: false,
    repeat: 1,
    repeatDelay: 0,
    filtersOut: [],
    unsubscribe: [],
    verbose: false,
    noNewline: false,
    noRetained: false,
    retainAsPublished: false,
    retainedOnly: false,
    removeRetained: false,
    exitAfterSubscribing: false,
    count: undefined,
    timeout: undefined,
    chance: 100,
    format: undefined,
    pretty: false,
  };
}
