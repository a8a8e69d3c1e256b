import { command, Failure } from '../command.ts';
import { UsageProblem } from '../options.ts';
import { identityOf } from './identity.ts';
import type { Identity, Name } from './identity.ts';

/** id(1) of coreutils. */
export const id = command({
  page: {
    name: 'id',
    section: 1,
    summary: 'print user and group ids',
    synopsis: ['id [OPTION]... [USER]...'],
    description: ['Prints numbers and names of the user and the groups: of each USER, or of yourself.'],
    options: [
      ['-a', 'does nothing: it is there for older scripts'],
      ['-Z, --context', 'fails: this kernel knows no security contexts'],
      ['-g, --group', 'only the first group'],
      ['-G, --groups', 'only the groups, all of them'],
      ['-n, --name', 'names instead of numbers, with -u, -g or -G'],
      ['-r, --real', 'the real user, not the one that a program took on, with -u, -g or -G'],
      ['-u, --user', 'only the user'],
      ['-z, --zero', 'a NUL instead of the blanks and newlines, with -u, -g or -G'],
    ],
    examples: [
      ['id -un', 'your name'],
      ['id -Gn pi', 'the groups of the user pi'],
    ],
    seeAlso: ['groups(1)', 'whoami(1)'],
  },
  run: async (process, { options, operands }, out) => {
    const { g, G, u } = { g: options.has('g'), G: options.has('G'), u: options.has('u') };
    if (options.has('Z')) throw new Failure('--context (-Z) works only on an SELinux-enabled kernel');
    if ([g, G, u].filter(Boolean).length > 1) throw new Failure('cannot print "only" of more than one choice');
    const isOnly = g || G || u;
    if (!isOnly && (options.has('n') || options.has('r')))
      throw new Failure('cannot print only names or real IDs in default format');
    if (!isOnly && options.has('z')) throw new Failure('option --zero not permitted in default format');
    const end = options.has('z') ? '\0' : '\n';
    let status = 0;
    for (const name of operands.length === 0 ? [undefined] : operands) {
      const own = options.has('r') ? process.realUser : process.user;
      const identity = await identityOf(process, name ?? own);
      if (identity === undefined) {
        await out.flush();
        await process.stderr.write(`id: ‘${name ?? own}’: no such user\n`);
        status = 1;
        continue;
      }
      const shown = ({ name: text, id: number }: Name): string => (options.has('n') ? text : String(number));
      if (u) await out.write(shown(identity.user) + end);
      else if (g) await out.write(identity.groups.slice(0, 1).map(shown).join('') + end);
      else if (G) await out.write(identity.groups.map(shown).join(options.has('z') ? '\0' : ' ') + end);
      else await out.write(`${all(identity)}\n`);
    }
    return status;
  },
});

const all = ({ user, groups }: Identity): string => {
  const written = ({ name, id: number }: Name): string => `${number}(${name})`;
  const [first] = groups;
  return `uid=${written(user)} gid=${first === undefined ? '' : written(first)} groups=${groups.map(written).join(',')}`;
};

/** groups(1) */
export const groups = command({
  page: {
    name: 'groups',
    section: 1,
    summary: 'print the groups a user is in',
    synopsis: ['groups [USER]...'],
    description: ['Prints the names of the groups: your own, or those of each USER.'],
    examples: [['groups mosquitto', 'the groups of that user']],
    seeAlso: ['id(1)'],
  },
  run: async (process, { operands }, out) => {
    let status = 0;
    for (const name of operands.length === 0 ? [undefined] : operands) {
      const identity = await identityOf(process, name);
      if (identity === undefined) {
        await out.flush();
        await process.stderr.write(`groups: ‘${name ?? process.user}’: no such user\n`);
        status = 1;
      } else {
        const names = identity.groups.map((group) => group.name).join(' ');
        await out.write(name === undefined ? `${names}\n` : `${name} : ${names}\n`);
      }
    }
    return status;
  },
});

/** whoami(1) */
export const whoami = command({
  page: {
    name: 'whoami',
    section: 1,
    summary: 'print the name of the user you are',
    synopsis: ['whoami'],
    description: ['Prints the name of the user whose rights you have: the same as *id -un*.'],
    examples: [['sudo whoami', 'prints root']],
    seeAlso: ['id(1)', 'who(1)'],
  },
  run: async (process, { operands }, out) => {
    if (operands[0] !== undefined) throw new UsageProblem(`extra operand ‘${operands[0]}’`);
    await out.write(`${process.user}\n`);
    return 0;
  },
});
