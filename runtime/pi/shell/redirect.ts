/**
 * Redirections (bash(1), REDIRECTION), done in the order they are written, on a table of descriptors:
 *
 *     >file 2>&1    both into the file
 *     2>&1 >file    errors where output went before: to the screen
 *     3<&1-         3 is what 1 was, and 1 is closed
 *     {log}>file    a descriptor that the shell chooses; `$log` is its number, and it stays open
 *     >$x           x unset or of two words: "ambiguous redirect"
 */
import { SystemError } from '#runtime/ports.ts';
import type { OpenFile, OpenFlags } from '../system.ts';
import type { Redirection } from './ast.ts';
import { contextOf } from './context.ts';
import { expandText, expandWords } from './expand.ts';
import { codeOf, reason } from './shell.ts';
import type { Shell } from './shell.ts';

/** It is reported, and the command is not run: status 1. */
export class RedirectionProblem extends Error {
  override readonly name = 'RedirectionProblem';
}

export type DescriptorTable = Map<number, OpenFile>;

const OPEN: Readonly<Partial<Record<Redirection['operator'], OpenFlags>>> = {
  '<': { read: true },
  '>': { write: true, create: true, truncate: true },
  '>|': { write: true, create: true, truncate: true },
  '>>': { write: true, append: true, create: true },
  '<>': { read: true, write: true, create: true },
  '&>': { write: true, create: true, truncate: true },
  '&>>': { write: true, append: true, create: true },
};

/** The first descriptor that `{name}>` may get. */
const FIRST_CHOSEN = 10;
/** getrlimit(2), RLIMIT_NOFILE. */
const MOST_DESCRIPTORS = 1_024;

/**
 * Changes `table` as the redirections say.
 * @param opened what was opened for it is added here: the caller closes it when the command has it
 * @returns those of `{name}>`: they stay open
 * @throws RedirectionProblem; ExpansionProblem
 */
export const redirect = async (
  shell: Shell,
  redirections: readonly Redirection[],
  table: DescriptorTable,
  opened: OpenFile[],
): Promise<readonly OpenFile[]> => {
  const kept: OpenFile[] = [];
  for (const redirection of redirections) {
    const fd = descriptorOf(shell, redirection, table);
    if (fd >= MOST_DESCRIPTORS) throw new RedirectionProblem(`${fd}: Bad file descriptor`);
    await redirectOne(shell, { ...redirection, fd }, redirection.fd !== undefined, table, opened);
    const file = table.get(fd);
    if (redirection.variable === undefined || file === undefined) continue;
    if (redirection.target.source !== '-') shell.variables.set(redirection.variable, String(fd));
    kept.push(file);
  }
  return kept;
};

/** The descriptor that is changed. */
const descriptorOf = (
  shell: Shell,
  { fd, variable, operator, target }: Redirection,
  table: DescriptorTable,
): number => {
  if (variable === undefined) return fd ?? (operator.startsWith('<') ? 0 : 1);
  if (target.source === '-') {
    const value = shell.variables.get(variable) ?? '';
    if (!/^\d+$/.test(value)) throw new RedirectionProblem(`${variable}: ambiguous redirect`);
    return Number(value);
  }
  let free = FIRST_CHOSEN;
  while (table.has(free)) free++;
  return free;
};

const redirectOne = async (
  shell: Shell,
  redirection: Redirection & { readonly fd: number },
  given: boolean,
  table: DescriptorTable,
  opened: OpenFile[],
): Promise<void> => {
  const { operator, fd } = redirection;
  if (operator === '<<' || operator === '<<-' || operator === '<<<') {
    table.set(fd, await textFile(shell, redirection, opened));
  } else if (operator === '>&' || operator === '<&') {
    await duplicate(shell, redirection, given, table, opened);
  } else {
    const file = await openTarget(shell, redirection, operator, opened);
    table.set(fd, file);
    if (operator.startsWith('&')) table.set(2, file);
  }
};

const targetOf = async (shell: Shell, { target }: Redirection): Promise<string> => {
  const [path, ...others] = await expandWords([target], contextOf(shell));
  if (path === undefined || others.length > 0) throw new RedirectionProblem(`${target.source}: ambiguous redirect`);
  return path;
};

const openTarget = async (
  shell: Shell,
  redirection: Redirection,
  operator: Redirection['operator'],
  opened: OpenFile[],
): Promise<OpenFile> => {
  const path = await targetOf(shell, redirection);
  const protect = shell.options.noclobber && (operator === '>' || operator === '&>') && isRegular(shell, path);
  if (protect) throw new RedirectionProblem(`${path}: cannot overwrite existing file`);
  try {
    const file = shell.process.open(path, OPEN[operator] ?? {});
    opened.push(file);
    return file;
  } catch (error) {
    throw new RedirectionProblem(`${path}: ${reason(error)}`);
  }
};

const isRegular = (shell: Shell, path: string): boolean => {
  try {
    return shell.process.fs.stat(path).kind === 'file';
  } catch (error) {
    codeOf(error);
    return false;
  }
};

/** `2>&1`, `<&3`, `2>&-`, `3>&1-`; `>&file` is `&>file`. */
const duplicate = async (
  shell: Shell,
  redirection: Redirection & { readonly fd: number },
  given: boolean,
  table: DescriptorTable,
  opened: OpenFile[],
): Promise<void> => {
  const { fd, variable } = redirection;
  const target = await targetOf(shell, redirection);
  const moved = /^(\d+)-$/.exec(target);
  if (target === '-') {
    table.delete(fd);
  } else if (/^\d+$/.test(target) || moved !== null) {
    const from = Number(moved?.[1] ?? target);
    const file = table.get(from);
    // The message names the word as it was written.
    if (file === undefined) throw new RedirectionProblem(`${redirection.target.source}: Bad file descriptor`);
    table.set(fd, file);
    if (moved !== null && from !== fd) table.delete(from);
  } else if (redirection.operator === '>&' && !given && variable === undefined) {
    const file = await openTarget(shell, redirection, '&>', opened);
    table.set(1, file);
    table.set(2, file);
  } else {
    throw new RedirectionProblem(`${redirection.target.source}: ambiguous redirect`);
  }
};

/** The largest text that a pipe takes without a reader (pipe(7)). */
const PIPE_DEPTH = 65_536;

const textFile = async (shell: Shell, redirection: Redirection, opened: OpenFile[]): Promise<OpenFile> => {
  const { operator, target, body } = redirection;
  const text = await expandText(operator === '<<<' ? target : (body ?? target), contextOf(shell));
  const bytes = new TextEncoder().encode(operator === '<<<' ? `${text}\n` : text);
  const [reader, writer] = shell.process.pipe();
  opened.push(reader);
  if (bytes.length <= PIPE_DEPTH) {
    await writer.write(bytes);
    writer.close();
  } else {
    feed(writer, bytes);
  }
  return reader;
};

/** Longer than a pipe: written while the command reads. A command that does not read on just ends it. */
const feed = (writer: OpenFile, bytes: Uint8Array): void => {
  void writer
    .write(bytes)
    .catch((error: unknown) => {
      if (!(error instanceof SystemError)) throw error;
    })
    .finally(() => writer.close());
};
