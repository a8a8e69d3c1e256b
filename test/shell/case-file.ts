import { readdirSync, readFileSync } from 'node:fs';

/**
 * A file of cases: scripts, and what bash 5.2 made of them.
 *
 *     === title
 *     script, as many lines as it takes
 *     --- stdout
 *     what it printed
 *     --- stderr
 *     what it complained of
 *     --- status 1
 *
 * Empty output has no section, status 0 no line; `--- stdout without newline` is output whose last
 * line is not ended. New cases are written without the sections:
 * `node test/shell/record.ts FILE` runs every script in the system's bash and fills them in.
 */
export interface Case {
  readonly title: string;
  readonly script: string;
  readonly stdout: string;
  readonly stderr: string;
  readonly status: number;
}

export const readCases = (text: string): Case[] =>
  text
    .split(/^=== /m)
    .slice(1)
    .map((block) => {
      const [head = '', ...sections] = block.replace(/\n+$/, '\n').split(/^--- /m);
      const end = head.indexOf('\n');
      const section = (name: string): string => {
        const whole = sections.find((each) => each.startsWith(`${name}\n`));
        const cut = sections.find((each) => each.startsWith(`${name} without newline\n`));
        const text = (whole ?? cut ?? '\n').replace(/^[^\n]*\n/, '');
        return cut === undefined ? text : text.slice(0, -1);
      };
      const status = sections.find((each) => each.startsWith('status '));
      return {
        title: head.slice(0, end),
        script: head.slice(end + 1).replace(/\n+$/, ''),
        stdout: section('stdout'),
        stderr: section('stderr'),
        status: Number(status?.slice('status '.length) ?? 0),
      };
    });

const writeSection = (name: string, text: string): string => {
  if (text === '') return '';
  return text.endsWith('\n') ? `--- ${name}\n${text}` : `--- ${name} without newline\n${text}\n`;
};

export const writeCases = (cases: readonly Case[]): string =>
  cases
    .map(({ title, script, stdout, stderr, status }) => {
      const printed = writeSection('stdout', stdout) + writeSection('stderr', stderr);
      return `=== ${title}\n${script}\n${printed}${status === 0 ? '' : `--- status ${status}\n`}`;
    })
    .join('\n');

/** Every case of this folder, by file. */
export const allCases = (): readonly (readonly [file: string, cases: readonly Case[]])[] =>
  readdirSync(import.meta.dirname)
    .filter((name) => name.endsWith('.case'))
    .map((name) => [name, readCases(readFileSync(`${import.meta.dirname}/${name}`, 'utf8'))] as const);
