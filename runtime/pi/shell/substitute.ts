/** $(…), <(…) and >(…): commands in a subshell, at the other end of a pipe (bash(1), EXPANSION). */
import type { List, Redirection } from './ast.ts';
import { ExpansionProblem } from './expansion-problem.ts';
import { Job } from './job.ts';
import type { Shell } from './shell.ts';
import { forkRetrying, startSubshell } from './subshell.ts';
import { withRedirections } from './with-redirections.ts';

/** What a $(…) may print: a real Pi's memory ends too. */
const MOST = 64 * 1024 * 1024;

/** The output without the newlines at its end. */
export const substitute = async (shell: Shell, list: List): Promise<string> => {
  const { process } = shell;
  const [reader, writer] = process.pipe();
  const files = new Map(process.fds);
  files.set(1, writer);
  let job: Job;
  try {
    job = await startSubshell(shell, { files }, (copy) => {
      copy.inSubstitution = true;
      copy.indirection++;
      if (copy.shopts.get('inherit_errexit') !== true) copy.options.errexit = false;
      copy.status = list.length === 0 ? 0 : copy.status;
      const file = fileOf(list);
      return file === undefined ? copy.setting.execute(copy, list) : printFile(copy, file);
    });
  } catch (error) {
    reader.close();
    throw error;
  } finally {
    writer.close();
  }
  try {
    const { text, binary } = await output(shell, reader);
    // `$?` of the words that follow in the same command is that of this substitution already.
    shell.status = shell.substitutionStatus = await shell.jobs.foreground(job);
    if (binary) await shell.complain('warning: command substitution: ignored null byte in input');
    return text;
  } finally {
    reader.close();
  }
};

/** `$(<file)`: its contents, as if `cat` had printed them. */
const fileOf = (list: List): readonly Redirection[] | undefined => {
  const [item, ...others] = list;
  const [command, ...piped] = item?.andOr.first.commands ?? [];
  if (others.length + piped.length + (item?.andOr.rest.length ?? 0) > 0 || command?.kind !== 'simple') return undefined;
  const { words, assignments, redirections } = command;
  const only = words.length + assignments.length === 0 && redirections.length === 1;
  return only && redirections[0]?.operator === '<' ? redirections : undefined;
};

const printFile = (shell: Shell, redirections: readonly Redirection[]): Promise<number> =>
  withRedirections(shell, redirections, async () => {
    const { fds } = shell.process;
    for (;;) {
      const bytes = (await fds.get(0)?.read(65_536)) ?? null;
      if (bytes === null) return 0;
      await fds.get(1)?.write(bytes);
    }
  });

const output = async (
  shell: Shell,
  reader: { read(max: number): Promise<Uint8Array | null> },
): Promise<{ text: string; binary: boolean }> => {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  const parts: string[] = [];
  let length = 0;
  for (;;) {
    const bytes = await Promise.race([reader.read(65_536), shell.traps.doom]);
    if (bytes === null) break;
    length += bytes.length;
    if (length > MOST) throw new ExpansionProblem(`xrealloc: cannot allocate ${length} bytes`, true, 2);
    parts.push(decoder.decode(bytes, { stream: true }));
  }
  const whole = parts.join('') + decoder.decode();
  const text = whole.replaceAll('\0', '');
  let end = text.length;
  while (text[end - 1] === '\n') end--;
  return { text: text.slice(0, end), binary: text.length < whole.length };
};

/** Descriptors of this shell that <(…) opened, from 63 down; closed when the command is over. */
const HIGHEST = 63;

/** @returns the path to read from or to write to, `/dev/fd/63` */
export const substituteProcess = async (shell: Shell, direction: '<' | '>', list: List): Promise<string> => {
  const { process } = shell;
  const [reader, writer] = process.pipe();
  const [mine, theirs] = direction === '<' ? [reader, writer] : [writer, reader];
  const files = new Map(process.fds);
  for (const fd of shell.substitutions) files.delete(fd);
  files.set(direction === '<' ? 1 : 0, theirs);
  const job = new Job('', shell);
  const pid = await forkRetrying(shell, { files }, (copy) => copy.setting.execute(copy, list));
  theirs.close();
  shell.jobs.adopt(job, pid);
  shell.jobs.enlistQuietly(job);
  shell.lastBackground = pid;
  let fd = HIGHEST;
  while (process.fds.has(fd)) fd--;
  process.fds.set(fd, mine);
  shell.substitutions.push(fd);
  return `/dev/fd/${fd}`;
};
