/**
 * /etc/sudoers and the files it includes (sudoers(5)), as far as lines like these go:
 *
 *     root    ALL=(ALL:ALL) ALL               everything, as anybody, with a password
 *     %sudo   ALL=(ALL:ALL) ALL               the same for everybody in the group
 *     pi      ALL=(ALL) NOPASSWD: ALL         without one
 *     pi      ALL=(root) NOPASSWD: /usr/sbin/reboot, /usr/bin/apt
 *     Defaults, # and @include are read over; anything else is a syntax error: nobody becomes root
 *
 * The last line that fits counts.
 */
import { SystemError } from '#runtime/ports.ts';
import type { PiProcess } from '../../system.ts';

export interface Rule {
  readonly who: string;
  /** As it stands between the parentheses. */
  readonly runAs: string;
  readonly needsPassword: boolean;
  /** Absolute paths; undefined: all. */
  readonly commands: readonly string[] | undefined;
}

export interface Sudoers {
  readonly rules: readonly Rule[];
  /** `/etc/sudoers:3`, what could not be understood. */
  readonly mistakes: readonly string[];
}

const FILE = '/etc/sudoers';
const RULE = /^(\S+)\s+\S+\s*=\s*(?:\(([^)]*)\))?\s*(NOPASSWD:|PASSWD:)?\s*(\S.*)$/;

/** @throws SystemError when /etc/sudoers itself cannot be read */
export const readSudoers = async (process: PiProcess): Promise<Sudoers> => {
  const rules: Rule[] = [];
  const mistakes: string[] = [];
  const read = async (path: string): Promise<void> => {
    const lines = new TextDecoder().decode(await process.files.read(path)).split('\n');
    for (const [index, written] of lines.entries()) {
      const line = written.trim();
      const directory = /^[@#]includedir\s+(\S+)$/.exec(line)?.[1];
      if (directory !== undefined) await readDirectory(directory);
      else if (line === '' || /^#|^(Defaults|User_Alias|Runas_Alias|Host_Alias|Cmnd_Alias)\b/.test(line)) continue;
      else {
        const rule = ruleOf(line);
        if (rule === undefined) mistakes.push(`${path}:${index + 1}`);
        else rules.push(rule);
      }
    }
  };
  const readDirectory = async (directory: string): Promise<void> => {
    try {
      // sudoers(5): names that end in ~ or have a dot in them are left out.
      for (const name of process.fs.list(directory)) if (!/~$|\./.test(name)) await read(`${directory}/${name}`);
    } catch (error) {
      if (!(error instanceof SystemError)) throw error;
    }
  };
  await read(FILE);
  return { rules, mistakes };
};

const ruleOf = (line: string): Rule | undefined => {
  const [, who, runAs = 'root', tag, commands] = RULE.exec(line) ?? [];
  if (who === undefined || commands === undefined) return undefined;
  const list = commands.split(',').map((command) => command.trim());
  return {
    who,
    runAs,
    needsPassword: tag !== 'NOPASSWD:',
    commands: list.includes('ALL') ? undefined : list,
  };
};

/** The rules of one user, in the order of the files. */
export const rulesOf = ({ rules }: Sudoers, user: string, groups: readonly string[]): readonly Rule[] =>
  rules.filter(({ who }) => who === 'ALL' || who === user || (who.startsWith('%') && groups.includes(who.slice(1))));

/** The rule that lets a user run a command; undefined: none does. @param path absent: any command */
export const allowing = (rules: readonly Rule[], as: string, path?: string): Rule | undefined =>
  rules.findLast(({ runAs, commands }) => {
    const users = (runAs.split(':')[0] ?? '').split(',').map((user) => user.trim());
    const mayBecome = users.includes('ALL') || users.includes(as);
    return (
      mayBecome &&
      (commands === undefined || path === undefined || commands.some((each) => each.split(' ')[0] === path))
    );
  });
