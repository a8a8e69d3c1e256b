/**
 * A bridge: a connection from this broker to another one, over which topics are shared. It is a client of
 * both, and sees to it that there is a connection: when the other broker is not there it waits and tries
 * again (`restart_timeout`), at its next address if it has several; with `start_type lazy` it connects
 * when enough messages wait, and with `once` it does not come back.
 *
 *     connection up                     bridge "up"
 *     address 192.168.1.5               one address, port 1883
 *     topic sensor/# out 1              what is published to sensor/# here is published there
 *
 * What a bridge has brought it does not take back: neither broker gives it its own messages again, so that
 * `topic # both` between two brokers makes no loop. MQTT knows nothing of the way that a message has come:
 * two bridges between the same two brokers, or a ring of three, that share a topic all the way round send
 * a message round for ever, as Mosquitto's do. Prefixes, or one direction that is left out, prevent it.
 *
 * What happens while it stands is `Span`'s. Source: mosquitto.conf(5), "Configuring Bridges".
 */
import type {
  Address,
  Clock,
  Destination,
  Network,
  Random,
  SystemErrorCode,
  Timer,
  TlsOptions,
} from '#runtime/ports.ts';
import { SystemError } from '#runtime/ports.ts';
import type { Broker } from '#runtime/broker/broker.ts';
import type { Log } from '#runtime/broker/log.ts';
import type { BridgeValues } from '#runtime/config/values.ts';
import { REASON } from '#runtime/mqtt/reason.ts';
import { Addresses } from './addresses.ts';
import { BackOff } from './back-off.ts';
import { LocalEnd } from './local-end.ts';
import { namesOf } from './names.ts';
import type { BridgeNames } from './names.ts';
import { UNKNOWN_MANNERS, levelOf } from './remote-connect.ts';
import type { RemoteManners } from './remote-connect.ts';
import { connectingLine, subscribingLine } from './sayings.ts';
import { Span } from './span.ts';
import type { SpanEnd } from './span.ts';
import { TopicRules } from './topic-rules.ts';

export interface BridgeOptions {
  readonly clock: Clock;
  readonly random: Random;
  readonly network: Network;
  /** The broker here; what the bridge has to say stands in its log. */
  readonly broker: Broker;
  readonly values: BridgeValues;
  /** Of this machine. */
  readonly hostname: string;
  /** How the connection is encrypted; absent: not at all. */
  readonly tls?: TlsOptions;
  /** The words of the system for an error of its. */
  readonly strerror: (code: SystemErrorCode) => string;
}

/** Milliseconds between two looks for the first address, while the bridge stands by way of another one. */
const PREFERRED_MS = 5_000;

/** Milliseconds between two looks at how much waits for a lazy bridge, or how long nothing came. */
const LAZY_MS = 1_000;

/** Return code of CONNACK of 3.1.1 [MQTT-3.1.2-2]. */
const UNACCEPTABLE_PROTOCOL_VERSION = 1;

export class Bridge {
  readonly #options: BridgeOptions;
  readonly #names: BridgeNames;
  readonly #rules: TopicRules;
  readonly #local: LocalEnd;
  readonly #addresses: Addresses;
  readonly #backOff: BackOff;
  #manners: RemoteManners = UNKNOWN_MANNERS;
  /** Grows with every attempt: what an earlier one brings late is let go. */
  #attempt = 0;
  #span: Span | undefined;
  #stands = false;
  #running = false;
  #timer: Timer | undefined;
  #watch: Timer | undefined;

  constructor(options: BridgeOptions) {
    const { clock, random, broker, values, hostname } = options;
    this.#options = options;
    this.#names = namesOf(values, hostname);
    this.#rules = new TopicRules(values.topics);
    this.#local = new LocalEnd(clock, broker, values, this.#names, this.#rules);
    this.#addresses = new Addresses(values.addresses, values.round_robin);
    this.#backOff = new BackOff(values.restart_timeout.base, values.restart_timeout.cap, random);
  }

  /** Both brokers have let it in. */
  get stands(): boolean {
    return this.#stands;
  }

  start(): void {
    if (this.#running) return;
    this.#running = true;
    this.#tellLocal('0');
    if (this.#options.values.start_type === 'lazy') this.#local.prepare(() => this.#watchQueue());
    else this.#connect();
  }

  /** Lets both connections go. The other broker publishes the bridge's will, as when this machine fails. */
  stop(): void {
    if (!this.#running) return;
    this.#running = false;
    this.#attempt++;
    this.#timer?.cancel();
    this.#watch?.cancel();
    this.#span?.close();
  }

  get #log(): Log {
    return this.#local.session.log;
  }

  #connect(): void {
    const { clock, values } = this.#options;
    const { current } = this.#addresses;
    const attempt = ++this.#attempt;
    this.#timer = undefined;
    for (const { filter } of this.#rules.local) {
      this.#log.debug?.(subscribingLine(this.#names.localClientId, filter));
    }
    this.#log.notice?.(connectingLine(1, values.connection, current));
    this.#local.prepare(() => {
      // In a later turn: whoever starts a broker and its bridges says first that it is running.
      clock.soon(() => {
        if (attempt !== this.#attempt) return;
        this.#log.notice?.(connectingLine(2, values.connection, current));
        void this.#reach(attempt);
      });
    });
  }

  async #reach(attempt: number): Promise<void> {
    const { network, clock, values, tls } = this.#options;
    let stream;
    try {
      stream = await network.connect({ ...this.#way(this.#addresses.current), ...(tls !== undefined && { tls }) });
    } catch (error) {
      if (!(error instanceof SystemError)) throw error;
      if (attempt === this.#attempt) this.#unreachable(error);
      return;
    }
    if (attempt !== this.#attempt) {
      stream.destroy();
      return;
    }
    const { log } = this.#local.session;
    const plan = { clock, log, values, names: this.#names, rules: this.#rules, local: this.#local };
    this.#span = new Span(plan, this.#manners, stream, {
      stands: () => this.#established(),
      ended: (how) => this.#ended(how),
    });
    this.#span.open();
  }

  #way(to: Address): Destination {
    const { bridge_bind_address: bindAddress } = this.#options.values;
    return { ...to, ...(bindAddress !== undefined && { bindAddress }) };
  }

  #unreachable(error: SystemError): void {
    // Of TLS the message says what was wrong; the others have their words.
    const text = error.code === 'EPROTO' ? error.message : this.#options.strerror(error.code);
    if (error.code === 'ENOTFOUND') this.#log.warning?.(`Warning: Error resolving bridge address: ${text}.`);
    else this.#log.error?.(`Error creating bridge: ${text}.`);
    this.#addresses.failed();
    this.#again();
  }

  #established(): void {
    this.#stands = true;
    this.#backOff.reset();
    this.#tellLocal('1');
    const { preferred } = this.#addresses;
    if (this.#options.values.start_type === 'lazy') this.#watchIdle();
    else if (preferred !== undefined) this.#watchPreferred();
  }

  #ended(how: SpanEnd): void {
    const stood = this.#stands;
    this.#span = undefined;
    this.#stands = false;
    this.#watch?.cancel();
    this.#watch = undefined;
    if (stood) this.#tellLocal('0');
    if (!this.#running) return;
    if ('refused' in how && this.#learns(how.refused)) {
      this.#connect();
      return;
    }
    if (stood) this.#addresses.lost();
    else this.#addresses.failed();
    this.#again();
  }

  /** @returns whether the other broker's refusal says how to ask so that it may say yes */
  #learns(reasonCode: number): boolean {
    const { values } = this.#options;
    const { takesPrivate, retain, maximumQoS } = this.#manners;
    if (levelOf(values) < 5) {
      if (reasonCode !== UNACCEPTABLE_PROTOCOL_VERSION || !values.try_private || !takesPrivate) return false;
      this.#manners = { ...this.#manners, takesPrivate: false };
    } else if (reasonCode === REASON.retainNotSupported && retain) {
      this.#manners = { ...this.#manners, retain: false };
    } else if (reasonCode === REASON.qosNotSupported && maximumQoS > 0) {
      this.#manners = { ...this.#manners, maximumQoS: 0 };
    } else return false;
    return true;
  }

  /** Tries again, in its time. */
  #again(): void {
    const { clock, values } = this.#options;
    if (values.start_type === 'once') return;
    const wait = this.#backOff.next();
    this.#timer = clock.timer(wait, () => (values.start_type === 'lazy' ? this.#watchQueue() : this.#connect()));
  }

  /** Of a lazy bridge that does not stand. */
  #watchQueue(): void {
    if (!this.#running) return;
    if (this.#local.session.unsettled >= this.#options.values.threshold) this.#connect();
    else this.#timer = this.#options.clock.timer(LAZY_MS, () => this.#watchQueue());
  }

  /** Of a lazy bridge that stands. */
  #watchIdle(): void {
    const { clock, values } = this.#options;
    this.#watch = clock.timer(LAZY_MS, () => {
      const idle = clock.now() - (this.#span?.lastMessage ?? 0);
      if (idle >= values.idle_timeout * 1000) this.#span?.close();
      else this.#watchIdle();
    });
  }

  /** Goes back to the first address as soon as somebody is there. */
  #watchPreferred(): void {
    const { clock, network } = this.#options;
    const { preferred } = this.#addresses;
    const attempt = this.#attempt;
    if (preferred === undefined) return;
    this.#watch = clock.timer(PREFERRED_MS, () => {
      network.connect(this.#way(preferred)).then(
        (stream) => {
          stream.destroy();
          if (attempt === this.#attempt && this.#stands) this.#turnTo();
        },
        () => {
          if (attempt === this.#attempt && this.#stands) this.#watchPreferred();
        },
      );
    });
  }

  #turnTo(): void {
    this.#span?.close();
    this.#timer?.cancel();
    if (this.#running) this.#connect();
  }

  /** Here the broker is told without a packet: nobody can forbid it, and it does not come back. */
  #tellLocal(state: '0' | '1'): void {
    if (this.#options.values.notifications) this.#local.session.announce(this.#names.stateTopic, state);
  }
}
