/**
 * The operators of `test`, `[` and `[[` (bash(1), CONDITIONAL EXPRESSIONS).
 *
 *     -f log   -n "$a"   -v name   -o errexit        of one operand
 *     a = b    1 -lt 2   f -nt g                     of two
 */
import type { Stat } from '../system.ts';
import { isOptionName } from './shell-options.ts';
import { codeOf } from './shell.ts';
import type { Shell } from './shell.ts';

const statOf = (shell: Shell, path: string, follow = true): Stat | undefined => {
  try {
    return follow ? shell.process.fs.stat(path) : shell.process.fs.lstat(path);
  } catch (error) {
    codeOf(error);
    return undefined;
  }
};

const isKind =
  (kind: Stat['kind']): UnaryOperator =>
  (path, shell) =>
    statOf(shell, path)?.kind === kind;

const hasMode =
  (bit: number): UnaryOperator =>
  (path, shell) =>
    ((statOf(shell, path)?.mode ?? 0) & bit) !== 0;

const may =
  (want: 'read' | 'write' | 'execute'): UnaryOperator =>
  (path, shell) =>
    statOf(shell, path) !== undefined && shell.process.fs.access(path, want);

const isLink: UnaryOperator = (path, shell) => statOf(shell, path, false)?.kind === 'link';
const exists: UnaryOperator = (path, shell) => statOf(shell, path) !== undefined;
const isSymlinkless = (): boolean => false;

/** `-v name`, `-v a[1]`, `-v a[@]`, `-v 1` */
const isSet: UnaryOperator = (text, shell) => {
  if (/^\d+$/.test(text)) return Number(text) === 0 || shell.positional[Number(text) - 1] !== undefined;
  const element = /^([A-Za-z_]\w*)\[(.+)\]$/s.exec(text);
  if (element === null) return shell.variables.get(text) !== undefined;
  const [, name = '', key = ''] = element;
  const { variables } = shell;
  if ((key === '@' || key === '*') && variables.kind(name) !== 'associative') return variables.keys(name).length > 0;
  return variables.element(name, variables.evaluatedKey(name, key)) !== undefined;
};

export type UnaryOperator = (operand: string, shell: Shell) => boolean;
export type BinaryOperator = (left: string, right: string, shell: Shell) => boolean;

export const UNARY: Readonly<Record<string, UnaryOperator>> = {
  '-n': (text) => text !== '',
  '-z': (text) => text === '',
  '-e': exists,
  '-a': exists,
  '-f': isKind('file'),
  '-d': isKind('directory'),
  '-p': isKind('pipe'),
  '-c': isKind('device'),
  // This Pi has neither block devices nor sockets in its file tree.
  '-b': isSymlinkless,
  '-S': isSymlinkless,
  '-h': isLink,
  '-L': isLink,
  '-s': (path, shell) => (statOf(shell, path)?.size ?? 0) > 0,
  '-r': may('read'),
  '-w': may('write'),
  '-x': may('execute'),
  '-u': hasMode(0o4000),
  '-g': hasMode(0o2000),
  '-k': hasMode(0o1000),
  '-O': (path, shell) => statOf(shell, path)?.owner === shell.process.user,
  '-G': (path, shell) => statOf(shell, path)?.group === shell.process.groups[0],
  // The card of this Pi is mounted with noatime: a file never counts as read since it was written.
  '-N': exists,
  '-t': (fd, shell) => /^\d+$/.test(fd) && shell.process.fds.get(Number(fd))?.terminal !== undefined,
  '-v': isSet,
  '-R': (name, shell) => shell.variables.reference(name) !== undefined,
  '-o': (name, shell) => isOptionName(name) && (name === 'monitor' ? shell.jobControl : shell.options[name]),
};

const modified = (shell: Shell, path: string): number => statOf(shell, path)?.modified ?? -1;

/** Of files and texts; numbers are for `test` and `[[` to read, each in its own way. */
export const BINARY: Readonly<Record<string, BinaryOperator>> = {
  '=': (left, right) => left === right,
  '==': (left, right) => left === right,
  '!=': (left, right) => left !== right,
  '<': (left, right) => left < right,
  '>': (left, right) => left > right,
  '-nt': (left, right, shell) => modified(shell, left) > modified(shell, right),
  '-ot': (left, right, shell) => modified(shell, left) < modified(shell, right),
  '-ef': (left, right, shell) => {
    const inode = statOf(shell, left)?.inode;
    return inode !== undefined && inode === statOf(shell, right)?.inode;
  },
};

export const NUMERIC: Readonly<Record<string, (left: bigint, right: bigint) => boolean>> = {
  '-eq': (left, right) => left === right,
  '-ne': (left, right) => left !== right,
  '-lt': (left, right) => left < right,
  '-le': (left, right) => left <= right,
  '-gt': (left, right) => left > right,
  '-ge': (left, right) => left >= right,
};
