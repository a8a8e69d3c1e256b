import type { QoS } from '#runtime/mqtt/packet.ts';
import type { MessageFormat } from './message-format.ts';

export type ToolName = 'mosquitto_pub' | 'mosquitto_sub';

/** What mosquitto_pub takes its message from: -m, -n, -f, -s (stdin whole) or -l (stdin by line). */
export type MessageSource =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'empty' }
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'stdin' }
  | { readonly kind: 'lines' };

/** What a command line and the file with default options say, in one object that both tools share. */
export interface Settings {
  readonly tool: ToolName;
  host: string;
  port: number;
  bindAddress: string | undefined;
  keepAlive: number;
  clean: boolean;
  id: string | undefined;
  idPrefix: string | undefined;
  username: string | undefined;
  password: string | undefined;
  qos: QoS;
  maxInFlight: number;
  level: 3 | 4;
  debug: boolean;
  quiet: boolean;
  willTopic: string | undefined;
  willPayload: string | undefined;
  willQos: QoS;
  willRetain: boolean;

  /** mosquitto_sub: filters (-t); mosquitto_pub: the last topic counts. */
  topics: string[];

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
    port: 1883,
    bindAddress: undefined,
    keepAlive: 60,
    clean: true,
    id: undefined,
    idPrefix: undefined,
    username: undefined,
    password: undefined,
    qos: 0,
    maxInFlight: 20,
    level: 4,
    debug: false,
    quiet: false,
    willTopic: undefined,
    willPayload: undefined,
    willQos: 0,
    willRetain: false,
    topics: [],
    source: undefined,
    retain: false,
    repeat: 1,
    repeatDelay: 0,
    filtersOut: [],
    unsubscribe: [],
    verbose: false,
    noNewline: false,
    noRetained: false,
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
