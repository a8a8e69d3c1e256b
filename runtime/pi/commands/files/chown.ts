import { SystemError } from '#runtime/ports.ts';
import { inQuotes, quote } from '../../quoting.ts';
import type { OptionText } from '../../manual/page.ts';
import type { PiProcess, Stat } from '../../system.ts';
import { command } from '../command.ts';
import { UsageProblem } from '../options.ts';
import type { Parsed } from '../options.ts';
import type { StandardOut } from '../stdio.ts';
import { Accounts } from './accounts.ts';
import { Complaints } from './complaints.ts';
import { inDirectory } from './names.ts';

const OPTIONS: readonly OptionText[] = [
  ['-c, --changes', 'say what was changed'],
  ['-f, --silent', 'do not complain'],
  ['--quiet', 'do not complain'],
  ['-v, --verbose', 'say of each file what became of it'],
  ['--dereference', 'where a symbolic link leads; so it is anyway'],
  ['-h, --no-dereference', 'a symbolic link itself'],
  ['--no-preserve-root', 'let -R work on /; so it is anyway'],
  ['--preserve-root', 'refuse -R on /'],
  ['--reference=RFILE', 'as RFILE has it'],
  ['-R, --recursive', 'directories with all that is in them'],
  ['-H', 'with -R: follow a link to a directory that is named'],
  ['-L', 'with -R: follow every link to a directory'],
  ['-P', 'with -R: follow no links; so it is anyway'],
];

/** Whom files are to belong to; undefined: as it is. */
interface Owners {
  readonly owner: string | undefined;
  readonly group: string | undefined;
}

/** chown(1) */
export const chown = command({
  page: {
    name: 'chown',
    section: 1,
    summary: 'give files to another owner',
    synopsis: ['chown [OPTION]... [OWNER][:[GROUP]] FILE...', 'chown [OPTION]... --reference=RFILE FILE...'],
    description: [
      'Gives each FILE to OWNER, to GROUP, or to both; “pi:” means the user pi and their own group. Names or numbers. Only root gives files away.',
    ],
    options: [...OPTIONS, ['--from=CURRENT_OWNER:CURRENT_GROUP', 'only what belongs to these now']],
    examples: [['sudo chown mosquitto: /etc/mosquitto/passwd', 'lets the broker read its passwords']],
    seeAlso: ['chgrp(1)', 'chmod(1)'],
  },
  run: async (process, parsed, out) => {
    const complaints = new Complaints(process, out);
    const accounts = await Accounts.of(process);
    const from = parsed.options.get('from');
    const only = from === undefined ? undefined : ownersOf(from, accounts);
    if (typeof only === 'string') {
      await complaints.say(only);
      return 1;
    }
    return work(process, parsed, out, complaints, 'ownership', (text) => ownersOf(text, accounts), only);
  },
});

/** chgrp(1) */
export const chgrp = command({
  page: {
    name: 'chgrp',
    section: 1,
    summary: 'give files to another group',
    synopsis: ['chgrp [OPTION]... GROUP FILE...', 'chgrp [OPTION]... --reference=RFILE FILE...'],
    description: ['Gives each FILE to GROUP. An owner may choose among their own groups; root is free to choose.'],
    options: OPTIONS,
    seeAlso: ['chown(1)', 'groups(1)'],
  },
  run: async (process, parsed, out) => {
    const accounts = await Accounts.of(process);
    const groupOf = (text: string): Owners | string => {
      const group = text === '' ? undefined : accounts.group(text);
      return group === undefined ? `invalid group: ${quote(text)}` : { owner: undefined, group };
    };
    return work(process, parsed, out, new Complaints(process, out), 'group', groupOf, undefined);
  },
});

/** `pi`, `pi:`, `pi:gpio`, `:gpio`, `1000:1000`. @returns what is wrong with it, as text */
const ownersOf = (text: string, accounts: Accounts): Owners | string => {
  const [, name = '', colon, group = ''] = /^([^:]*)(:?)(.*)$/s.exec(text) ?? [];
  const owner = name === '' ? undefined : accounts.user(name);
  if (name !== '' && owner === undefined) return `invalid user: ${quote(text)}`;
  if (colon === '' || colon === undefined) return { owner, group: undefined };
  if (group === '' && owner === undefined) return { owner, group: undefined };
  const found = group === '' ? accounts.groupOf(owner ?? '') : accounts.group(group);
  return found === undefined ? `invalid group: ${quote(text)}` : { owner, group: found };
};

const work = async (
  process: PiProcess,
  parsed: Parsed,
  out: StandardOut,
  complaints: Complaints,
  what: 'ownership' | 'group',
  read: (text: string) => Owners | string,
  only: Owners | undefined,
): Promise<number> => {
  const reference = parsed.options.get('reference');
  const [text, ...rest] = parsed.operands;
  const paths = reference === undefined ? rest : parsed.operands;
  if (text === undefined) throw new UsageProblem('missing operand');
  if (paths.length === 0) throw new UsageProblem(`missing operand after ${quote(text)}`);
  let owners: Owners | string;
  if (reference === undefined) owners = read(text);
  else {
    try {
      const { owner, group } = process.fs.stat(reference);
      owners = what === 'group' ? { owner: undefined, group } : { owner, group };
    } catch (error) {
      await complaints.failed(`failed to get attributes of ${inQuotes(reference)}`, error);
      return 1;
    }
  }
  if (typeof owners === 'string') {
    await complaints.say(owners);
    return 1;
  }
  const giving = new Giving(process, out, complaints, parsed.options, what, owners, only);
  for (const path of paths) await giving.run(path, true);
  return complaints.status;
};

class Giving {
  readonly #process: PiProcess;
  readonly #out: StandardOut;
  readonly #complaints: Complaints;
  readonly #options: Parsed['options'];
  readonly #what: 'ownership' | 'group';
  readonly #owners: Owners;
  readonly #only: Owners | undefined;

  constructor(
    process: PiProcess,
    out: StandardOut,
    complaints: Complaints,
    options: Parsed['options'],
    what: 'ownership' | 'group',
    owners: Owners,
    only: Owners | undefined,
  ) {
    this.#process = process;
    this.#out = out;
    this.#complaints = complaints;
    this.#options = options;
    this.#what = what;
    this.#owners = owners;
    this.#only = only;
  }

  async run(path: string, isNamed: boolean): Promise<void> {
    const { fs } = this.#process;
    const isRecursive = this.#options.has('R');
    const follows =
      this.#options.has('L') || (isNamed && (this.#options.has('H') || !isRecursive) && !this.#options.has('h'));
    let stat: Stat;
    try {
      stat = follows ? fs.stat(path) : fs.lstat(path);
    } catch (error) {
      return this.#fail(
        `cannot ${follows ? 'dereference' : 'access'} ${inQuotes(path)}`.replace(
          'dereference',
          lstatable(this.#process, path) ? 'dereference' : 'access',
        ),
        error,
      );
    }
    if (isNamed && isRecursive && this.#options.has('preserve-root') && stat.inode === fs.stat('/').inode) {
      await this.#complaints.say(`it is dangerous to operate recursively on ${inQuotes(path)}`);
      return this.#complaints.say('use --no-preserve-root to override this failsafe');
    }
    await this.#give(path, stat, follows);
    if (stat.kind !== 'directory' || !isRecursive) return;
    let names: readonly string[] = [];
    try {
      names = fs.list(path);
    } catch (error) {
      await this.#fail(`cannot read directory ${inQuotes(path)}`, error);
    }
    await this.#process.yield();
    for (const name of names) await this.run(inDirectory(path, name), false);
  }

  async #give(path: string, stat: Stat, follow: boolean): Promise<void> {
    const only = this.#only;
    if (only?.owner !== undefined && only.owner !== stat.owner) return;
    if (only?.group !== undefined && only.group !== stat.group) return;
    const { owner = stat.owner, group = stat.group } = this.#owners;
    const isChanged = owner !== stat.owner || group !== stat.group;
    try {
      this.#process.fs.chown(path, owner, group, { follow });
    } catch (error) {
      await this.#fail(`changing ${this.#what} of ${inQuotes(path)}`, error);
      if (this.#options.has('v')) await this.#out.write(`failed to change ${this.#change(path, stat)}\n`);
      return;
    }
    if (isChanged && (this.#options.has('v') || this.#options.has('c')))
      await this.#out.write(`changed ${this.#change(path, stat)}\n`);
    else if (!isChanged && this.#options.has('v'))
      await this.#out.write(`${this.#what} of ${inQuotes(path)} retained as ${this.#shown(stat)}\n`);
  }

  #change(path: string, stat: Stat): string {
    const { owner, group } = this.#owners;
    const wanted = this.#shown({ owner: owner ?? stat.owner, group: group ?? stat.group });
    return `${this.#what} of ${inQuotes(path)} from ${this.#shown(stat)} to ${wanted}`;
  }

  /** As much as was asked for: `pi`, `:gpio`, `pi:gpio`. */
  #shown({ owner, group }: { readonly owner: string; readonly group: string }): string {
    if (this.#what === 'group') return group;
    const asked = this.#owners;
    if (asked.group === undefined) return owner;
    return asked.owner === undefined ? `:${group}` : `${owner}:${group}`;
  }

  async #fail(what: string, error: unknown): Promise<void> {
    const isQuiet = this.#options.has('f') || this.#options.has('quiet');
    if (isQuiet && error instanceof SystemError) this.#complaints.status = 1;
    else await this.#complaints.failed(what, error);
  }
}

const lstatable = (process: PiProcess, path: string): boolean => {
  try {
    process.fs.lstat(path);
    return true;
  } catch (error) {
    if (error instanceof SystemError) return false;
    throw error;
  }
};
