/** Collects what ls(1) is to list, and prints it. */
import { SystemError } from '#runtime/ports.ts';
import { inQuotes } from '../../quoting.ts';
import { matches } from './name-pattern.ts';
import type { PiProcess, Stat } from '../../system.ts';
import type { StandardOut } from '../stdio.ts';
import { Accounts } from './accounts.ts';
import { Complaints } from './complaints.ts';
import { statOf } from './file-kinds.ts';
import { Colours } from './ls-colours.ts';
import type { Entry } from './ls-entry.ts';
import { sorted } from './ls-order.ts';
import { Printed } from './ls-print.ts';
import type { ListSettings } from './ls-settings.ts';
import { inDirectory } from './names.ts';
import { quotedAs } from './quoting-style.ts';

/** Something named was not to be had; something below was not. */
const NAMED = 2;
const BELOW = 1;

interface Waiting {
  readonly path: string;
  readonly isNamed: boolean;
}

export class Listing {
  readonly complaints: Complaints;
  readonly #process: PiProcess;
  readonly #out: StandardOut;
  readonly #settings: ListSettings;
  readonly #printed: Printed;

  private constructor(process: PiProcess, out: StandardOut, settings: ListSettings, accounts: Accounts | undefined) {
    this.complaints = new Complaints(process, out, NAMED);
    this.#process = process;
    this.#out = out;
    this.#settings = settings;
    const colours = settings.colour ? new Colours(process.env['LS_COLORS']) : undefined;
    this.#printed = new Printed(settings, process.clock.now(), colours, accounts);
  }

  static async of(process: PiProcess, out: StandardOut, settings: ListSettings): Promise<Listing> {
    return new Listing(process, out, settings, settings.numeric ? await Accounts.of(process) : undefined);
  }

  async run(operands: readonly string[]): Promise<void> {
    const { directoryItself, recursive } = this.#settings;
    const named: Entry[] = [];
    let waiting: Waiting[] = [];
    if (operands.length === 0 && !directoryItself) waiting = [{ path: '.', isNamed: true }];
    else
      for (const path of operands.length === 0 ? ['.'] : operands) {
        const entry = await this.#named(path);
        if (entry !== undefined) named.push(entry);
      }
    const order = sorted(named, this.#settings);
    const expands = ({ stat }: Entry) => stat?.kind === 'directory' && !directoryItself;
    const files = order.filter((entry) => !expands(entry));
    if (operands.length > 0) waiting = order.filter(expands).map(({ name }) => ({ path: name, isNamed: true }));
    await this.#print(files);
    if (files.length > 0 && waiting.length > 0) await this.#out.write(this.#settings.end);
    const isHeaded = recursive || operands.length > 1 || files.length > 0;
    let isFirst = true;
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const below = await this.#directory(next, isHeaded, isFirst);
      if (below === undefined) continue;
      isFirst = false;
      waiting.unshift(...below);
      await this.#process.yield();
    }
  }

  /** @returns the directories in it, to be listed next; undefined: it could not be read */
  async #directory({ path, isNamed }: Waiting, isHeaded: boolean, isFirst: boolean): Promise<Waiting[] | undefined> {
    const { hidden, ignore, format, blocks, recursive, end } = this.#settings;
    let names: readonly string[];
    try {
      names = this.#process.fs.list(path);
    } catch (error) {
      await this.complaints.failed(`cannot open directory ${inQuotes(path)}`, error, isNamed ? NAMED : BELOW);
      return undefined;
    }
    if (isHeaded) {
      const { quoting } = this.#settings;
      await this.#out.write(`${isFirst ? '' : end}${quotedAs(path, quoting, ':')}:${end}`);
    }
    const dots = hidden === 'all' ? ['.', '..'] : [];
    const shown = [...dots, ...names].filter(
      (name) =>
        (hidden !== 'none' || !name.startsWith('.')) &&
        !ignore.some((pattern) => matches(pattern, name, { period: true })),
    );
    const entries: Entry[] = [];
    for (const name of shown) entries.push(await this.#inside(path, name));
    const order = sorted(entries, this.#settings);
    if (format === 'long' || blocks) await this.#out.write(`total ${this.#printed.total(order)}${end}`);
    await this.#print(order);
    if (!recursive) return [];
    return order
      .filter(({ name, stat }) => stat?.kind === 'directory' && name !== '.' && name !== '..')
      .map(({ name }) => ({ path: inDirectory(path, name), isNamed: false }));
  }

  async #inside(directory: string, name: string): Promise<Entry> {
    const path = inDirectory(directory, name);
    try {
      const own = this.#process.fs.lstat(path);
      return this.#entry(name, path, own, this.#settings.follow === 'always');
    } catch (error) {
      await this.complaints.failed(`cannot access ${inQuotes(path)}`, error, BELOW);
      return { name, stat: undefined, target: undefined, isDirectory: false };
    }
  }

  async #named(path: string): Promise<Entry | undefined> {
    const { follow } = this.#settings;
    try {
      const own = this.#process.fs.lstat(path);
      const target = own.kind === 'link' ? statOf(this.#process, path) : undefined;
      const follows =
        follow === 'always' || follow === 'named' || (follow === 'named-directories' && target?.kind === 'directory');
      return this.#entry(path, path, own, follows);
    } catch (error) {
      await this.complaints.failed(`cannot access ${inQuotes(path)}`, error);
      return undefined;
    }
  }

  /** @throws SystemError when a link is to be followed and leads nowhere */
  #entry(name: string, path: string, own: Stat, follows: boolean): Entry {
    if (own.kind !== 'link') return { name, stat: own, target: undefined, isDirectory: own.kind === 'directory' };
    const target = statOf(this.#process, path);
    if (follows && target === undefined) throw new SystemError('ENOENT', path);
    return { name, stat: follows ? target : own, target, isDirectory: target?.kind === 'directory' };
  }

  async #print(entries: readonly Entry[]): Promise<void> {
    const { end } = this.#settings;
    await this.#out.write(
      this.#printed
        .lines(entries)
        .map((line) => line + end)
        .join(''),
    );
  }
}
