import { Broker } from '#runtime/broker/broker.ts';
import { lastIn } from '#runtime/broker/persistence/persistence.ts';
import { parseConfig } from '#runtime/config/parse.ts';
import { ALL_LOG_TYPES, type ConfigValues } from '#runtime/config/values.ts';
import { strerror } from '#runtime/pi/error-text.ts';
import type { Process } from '#runtime/pi/process.ts';
import { StoreRefused, SystemError } from '#runtime/ports.ts';
import { type Admission, AccessRefused, loadAdmissions } from './mosquitto-access.ts';
import { MosquittoBridges } from './mosquitto-bridges.ts';
import { type OpenListener, openListeners, type Opening, renewCertificates } from './mosquitto-listeners.ts';
import type { MosquittoLog, Say } from './mosquitto-log.ts';
import { isLocalOnly, type Place, placesOf } from './mosquitto-places.ts';
import { brokerSettings, listenerSettings, securityOf } from './mosquitto-settings.ts';
import type { BrokerStart } from './mosquitto-start.ts';
import { type OpenedStore, openStore } from './open-store.ts';

const NAME = 'mosquitto version 2.0.11';

/** The broker does not come up: why is said already. */
export class NotStarted extends Error {
  override readonly name = 'NotStarted';
  readonly status: number;

  constructor(status: number) {
    super(`exit code ${status}`);
    this.status = status;
  }
}

/**
 * A broker as its configuration wants it: with its store, who may come in, its listeners and bridges. It
 * comes up and ends in the order, and with the words, of Mosquitto.
 */
export class MosquittoService {
  readonly #process: Process;
  readonly #log: MosquittoLog;
  readonly #start: BrokerStart;
  readonly #opened: OpenedStore | undefined;
  readonly #broker: Broker;
  readonly #say: Say;
  #values: ConfigValues;
  #admissions: readonly Admission[] = [];
  #listeners: ReadonlyMap<number, OpenListener> = new Map();
  #bridges: MosquittoBridges | undefined;

  /** Its default listener is the one that is named first. */
  get broker(): Broker {
    return this.#broker;
  }

  /** @throws NotStarted */
  static async start(process: Process, start: BrokerStart, log: MosquittoLog): Promise<MosquittoService> {
    const service = await MosquittoService.#withStore(process, start, log);
    try {
      await service.#open();
    } catch (error) {
      service.#broker.close();
      await service.#opened?.store.close();
      throw error;
    }
    return service;
  }

  /** What is wrong with the store comes first, on standard error, wherever the log is to go. */
  static async #withStore(process: Process, start: BrokerStart, log: MosquittoLog): Promise<MosquittoService> {
    let opened: OpenedStore | undefined;
    try {
      const path = storePath(start.values);
      if (path !== undefined) opened = await openStore(process, path, start.durable);
      return new MosquittoService(process, start, log, opened);
    } catch (error) {
      opened?.store.abandon();
      if (!(error instanceof StoreRefused || error instanceof SystemError)) throw error;
      const why = error instanceof SystemError ? `${storePath(start.values)}: ${strerror(error.code)}` : error.message;
      log.say('error', `Error: ${why}${why.endsWith('.') ? '' : '.'}`);
      log.say('error', "Error: Couldn't open database.");
      throw new NotStarted(1);
    }
  }

  /** @throws StoreRefused */
  private constructor(process: Process, start: BrokerStart, log: MosquittoLog, opened: OpenedStore | undefined) {
    const { values } = start;
    this.#process = process;
    this.#log = log;
    this.#say = (type, line) => log.say(type, line);
    this.#start = start;
    this.#opened = opened;
    this.#values = values;
    this.#broker = new Broker({
      clock: process.clock,
      random: process.random,
      settings: brokerSettings(values),
      log: ({ level, text }) => log.say(level, text),
      // Until the log knows what is wanted.
      logLevels: [],
      ...(opened !== undefined && {
        persistence: lastIn({
          ...opened,
          autosaveInterval: values.autosave_interval,
          autosaveOnChanges: values.autosave_on_changes,
        }),
      }),
    });
    log.publishBy((level, line) => this.#broker.publishLog(level, line));
  }

  async #open(): Promise<void> {
    const { configFile } = this.#start;
    await this.#configureLog();
    this.#say('info', `${NAME} starting`);
    this.#say('info', configFile === undefined ? 'Using default config.' : `Config loaded from ${configFile}.`);
    try {
      this.#admissions = await this.#loadAdmissions();
    } catch (error) {
      if (!(error instanceof AccessRefused)) throw error;
      for (const line of error.lines) this.#say('error', line);
      throw new NotStarted(error.status);
    }
    const listeners = await openListeners(this.#opening());
    if (listeners === undefined) throw new NotStarted(1);
    this.#listeners = listeners;
    this.#bridges = await MosquittoBridges.start(this.#process, this.#broker, this.#values, this.#say);
    this.#say('info', `${NAME} running`);
    this.#process.ready?.();
  }

  /**
   * SIGHUP: reads the configuration and all files that it names again. One that cannot be used is said, and
   * all stays as it was; so it does, other than by Mosquitto, when a password or ACL file is wrong, for
   * nobody is to come in because of a typing error.
   */
  async reload(): Promise<void> {
    this.#say('info', 'Reloading config.');
    const { configFile, verbose } = this.#start;
    if (configFile !== undefined) {
      const parsed = await parseConfig(configFile, this.#process.files, this.#values);
      for (const { level, text } of parsed.notes) this.#say(level, text);
      if ('error' in parsed) {
        for (const line of parsed.error) this.#say('error', line);
        return;
      }
      if (verbose) parsed.values.log_type = ALL_LOG_TYPES;
      this.#values = parsed.values;
    }
    await this.#configureLog();
    try {
      this.#admissions = await this.#loadAdmissions();
    } catch (error) {
      if (!(error instanceof AccessRefused)) throw error;
      for (const line of error.lines) this.#say('error', line);
    }
    const entrances = [...this.#listeners].map(([place, { entrance }]) => [entrance, this.#settingsOf(place)] as const);
    await this.#broker.reload({ settings: brokerSettings(this.#values), listeners: new Map(entrances) });
    for (const [number, open] of this.#listeners) {
      const place = this.#nowPlaces[number];
      if (place !== undefined) await renewCertificates(this.#opening(), open, number, place);
    }
  }

  /** SIGUSR1: what waits for the next saving is saved now. */
  save(): void {
    if (this.#opened === undefined) return;
    this.#saySaving();
    this.#broker.save();
  }

  /** SIGUSR2: the subscriptions, on standard output. */
  async print(): Promise<void> {
    await this.#process.stdout.write(this.#broker.subscriptionsText());
  }

  /** SIGTERM, SIGINT: wills are published, and what is to last is saved. */
  async stop(): Promise<void> {
    this.#say('info', `${NAME} terminating`);
    for (const { listener } of this.#listeners.values()) listener.close();
    this.#bridges?.stop();
    this.#broker.close();
    if (this.#opened === undefined) return;
    this.#saySaving();
    try {
      await this.#opened.store.close();
    } catch (error) {
      if (!(error instanceof SystemError)) throw error;
      this.#say('error', `Error saving in-memory database to ${storePath(this.#values)}: ${strerror(error.code)}.`);
    }
  }

  async #configureLog(): Promise<void> {
    await this.#log.configure(this.#values);
    this.#broker.logLevels = this.#log.types;
  }

  #saySaving(): void {
    this.#say('info', `Saving in-memory database to ${storePath(this.#values)}.`);
  }

  /** After a reload the places are the same, and what is said of them may be other. */
  get #nowPlaces(): readonly Place[] {
    return placesOf(this.#values, this.#start.ports);
  }

  #loadAdmissions(): Promise<readonly Admission[]> {
    const securities = this.#nowPlaces.map(({ values }) => securityOf(this.#values, values));
    return loadAdmissions(this.#process, securities, this.#say);
  }

  #opening(): Opening {
    return {
      process: this.#process,
      broker: this.#broker,
      places: this.#nowPlaces,
      settingsOf: (place) => this.#settingsOf(place),
      keysOf: (place) => this.#admissions[place]?.keys ?? new Map(),
      headersSize: this.#values.websockets_headers_size || undefined,
      connectionMessages: () => this.#values.connection_messages,
      say: this.#say,
    };
  }

  #settingsOf(number: number): ReturnType<typeof listenerSettings> {
    const { port = 0, values = {} } = this.#nowPlaces[number] ?? {};
    const localOnly = isLocalOnly(this.#values);
    return listenerSettings(this.#values, values, { port, localOnly, access: this.#admissions[number]?.access });
  }
}

/** Location and file as they are, with a slash between them; as by Mosquitto. @returns undefined: nothing is to last */
function storePath({
  persistence,
  persistence_location: location,
  persistence_file: file,
}: ConfigValues): string | undefined {
  if (!persistence) return undefined;
  const name = file ?? 'mosquitto.db';
  return location === undefined || location === '' ? name : `${location}/${name}`;
}
