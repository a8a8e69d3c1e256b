import { type ConfigValues, DEFAULT_LOG_TYPES, type LogDestination, type LogType } from '#runtime/config/values.ts';
import type { OpenFile, Process, SyslogEntry } from '#runtime/pi/process.ts';
import { localTime } from '#runtime/pi/time/local-time.ts';
import { strftime } from '#runtime/pi/time/strftime.ts';
import { SystemError } from '#runtime/ports.ts';

/** Says a line, without the time, to who asked for lines of that kind. */
export type Say = (type: LogType, line: string) => void;

/** Characters that may wait to be written. Nobody is made to wait for the log: what is beyond is left out, and counted. */
const MOST_WAITING = 4 * 1024 * 1024;

/** What syslog is told of each kind. */
const SEVERITY: Readonly<Record<LogType, SyslogEntry['severity']>> = {
  error: 'err',
  warning: 'warning',
  notice: 'notice',
  info: 'info',
  debug: 'debug',
  subscribe: 'notice',
  unsubscribe: 'notice',
  internal: 'debug',
  websockets: 'debug',
};

const STDERR: readonly LogDestination[] = [{ kind: 'stderr' }];

/** Nobody but its owner reads it. */
const FILE_MODE = 0o600;

/**
 * The broker's log, as `log_dest`, `log_type` and `log_timestamp` of mosquitto.conf(5) have it: a line at a
 * time with the time before it, to every place that is named. The lines of one turn are written together.
 *
 *     log_dest stdout                         1795390386: mosquitto version 2.0.11 running
 *     log_dest file /var/log/mosquitto.log    the same, at the end of that file
 *     log_dest topic                          the same, published under $SYS/broker/log/I
 *     log_dest syslog                         the same, behind syslog's own time
 *     log_type error                          lines of that kind alone
 *
 * A log that cannot be written is no reason to end: its lines are lost, and the broker goes on.
 */
export class MosquittoLog {
  readonly #process: Process;
  #destinations = STDERR;
  #types: readonly LogType[] = DEFAULT_LOG_TYPES;
  #facility: SyslogEntry['facility'] = 'daemon';
  #stamp: (ms: number) => string = inSeconds;
  #file: OpenFile | undefined;
  #publish: Say | undefined;
  #waiting = '';
  #leftOut = 0;
  #writing: Promise<void> | undefined;

  /** Standard error, with the seconds since 1970, until it is told otherwise. */
  constructor(process: Process) {
    this.#process = process;
  }

  /** The time before each line; as by Mosquitto, as soon as the configuration has been read. */
  stampAs({ log_timestamp, log_timestamp_format: format }: ConfigValues): void {
    const { env } = this.#process;
    if (!log_timestamp) this.#stamp = () => '';
    else if (format === undefined) this.#stamp = inSeconds;
    else {
      this.#stamp = (ms) => {
        const time = localTime(ms, env['TZ']);
        return `${format.replace(/%([%a-zA-Z])/g, (_, letter: string) => strftime(letter, time))}: `;
      };
    }
  }

  /**
   * Takes over what the configuration says. If its file cannot be written, standard error says so, and from
   * then on gets errors alone; as by Mosquitto.
   */
  async configure(values: ConfigValues): Promise<void> {
    this.stampAs(values);
    this.#types = values.log_type ?? DEFAULT_LOG_TYPES;
    this.#facility = values.log_facility === undefined ? 'daemon' : `local${values.log_facility}`;
    await this.#writeTo(values.log_dest ?? STDERR);
    if (this.#goesTo('syslog') && this.#process.syslog === undefined) this.#withoutSyslog();
  }

  /** Opens its file anew: whoever keeps logs has moved the old one away. */
  async reopen(): Promise<void> {
    await this.#writeTo(this.#destinations);
  }

  /** For `log_dest topic`: publishes under `$SYS/broker/log`, once there is a broker. */
  publishBy(publish: Say): void {
    this.#publish = publish;
  }

  /** The kinds that somebody gets: no others need be put into words. */
  get types(): readonly LogType[] {
    return this.#destinations.length === 0 ? [] : this.#types;
  }

  /** Nobody gets anything. */
  get isSilent(): boolean {
    return this.types.length === 0;
  }

  say(type: LogType, line: string): void {
    if (!this.types.includes(type)) return;
    const text = `${this.#stamp(this.#process.clock.now())}${line}`;
    if (this.#goesTo('stdout') || this.#goesTo('stderr') || this.#goesTo('file')) this.#write(`${text}\n`);
    if (this.#goesTo('syslog')) {
      this.#process.syslog?.({ name: 'mosquitto', facility: this.#facility, severity: SEVERITY[type], text });
    }
    if (this.#goesTo('topic')) this.#publish?.(type, text);
  }

  /** Resolves when all is out, or cannot be. */
  async flush(): Promise<void> {
    await this.#writing;
  }

  /** Writes what is left, and lets its file go. */
  async close(): Promise<void> {
    await this.flush();
    const file = this.#file;
    this.#file = undefined;
    await file?.close();
  }

  #goesTo(kind: LogDestination['kind']): boolean {
    return this.#destinations.some((destination) => destination.kind === kind);
  }

  /** What is said meanwhile is not lost: it goes to the old file or to the new one. */
  async #writeTo(destinations: readonly LogDestination[]): Promise<void> {
    await this.flush();
    const path = destinations.find((destination) => destination.kind === 'file')?.path;
    const before = this.#file;
    try {
      this.#file = path === undefined ? undefined : await this.#open(path);
      this.#destinations = destinations;
    } catch (error) {
      if (!(error instanceof SystemError)) throw error;
      this.#file = undefined;
      this.#destinations = STDERR;
      this.#types = ['error'];
      this.say('error', `Error: Unable to open log file ${path} for writing.`);
    }
    await this.flush();
    await before?.close();
  }

  async #open(path: string): Promise<OpenFile> {
    const { files } = this.#process;
    return (await files.append?.(path, FILE_MODE)) ?? byPath(this.#process, path);
  }

  #withoutSyslog(): void {
    const others = this.#destinations.filter(({ kind }) => kind !== 'syslog');
    this.#destinations = others.length > 0 ? others : STDERR;
    const instead = others.length > 0 ? '' : ' Standard error gets it instead.';
    this.say('warning', `Warning: log_dest syslog: there is no system log within reach here.${instead}`);
  }

  #write(text: string): void {
    if (this.#waiting.length > MOST_WAITING) {
      this.#leftOut++;
      return;
    }
    this.#waiting += text;
    this.#writing ??= this.#writeAll();
  }

  async #writeAll(): Promise<void> {
    await new Promise<void>((resolve) => this.#process.clock.soon(resolve));
    while (this.#waiting !== '') {
      const lines = this.#waiting;
      this.#waiting = '';
      await Promise.allSettled(
        this.#destinations.map(async (destination) => this.#outputOf(destination)?.write(lines)),
      );
      if (this.#leftOut > 0 && this.#waiting.length <= MOST_WAITING) {
        this.#waiting += `Warning: ${this.#leftOut} lines are missing here: the log was not read as fast as it was written.\n`;
        this.#leftOut = 0;
      }
    }
    this.#writing = undefined;
  }

  #outputOf({ kind }: LogDestination): Pick<OpenFile, 'write'> | undefined {
    switch (kind) {
      case 'stdout':
        return this.#process.stdout;
      case 'stderr':
        return this.#process.stderr;
      case 'file':
        return this.#file;
      case 'syslog':
      case 'topic':
        return undefined;
    }
  }
}

const inSeconds = (ms: number): string => `${Math.floor(ms / 1000)}: `;

/** Where a file cannot be kept open, each writing finds it by its name. */
async function byPath({ files }: Process, path: string): Promise<OpenFile> {
  const write = (data: Uint8Array | string): Promise<void> =>
    files.write(path, data, { append: true, mode: FILE_MODE });
  await write('');
  return { write, close: () => Promise.resolve() };
}
