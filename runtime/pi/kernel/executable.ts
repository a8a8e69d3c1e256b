/**
 * What the kernel finds in a file that is to be executed (execve(2)): a command of the simulated
 * Pi, a script that names its interpreter, or nothing it knows (`ENOEXEC`: a shell would run it).
 *
 *     \x7fKLEBER ls          the command `ls`, wherever the file was copied to
 *     #!/usr/bin/bash -e     this interpreter, with one argument, then the script's path
 *     echo hi                ENOEXEC
 */
import { SystemError } from '#runtime/ports.ts';
import type { FileTree } from '../files/file-tree.ts';
import { absolute } from '../files/inode.ts';
import type { Credentials } from '../files/rights.ts';
import { may } from '../files/rights.ts';
import type { Command, PiProgram } from '../system.ts';

const MAGIC = '\x7fKLEBER ';
const SET_USER_ID = 0o4000;
const MAX_INTERPRETERS = 4;

export interface Executable {
  readonly run: PiProgram;
  readonly argv: readonly string[];
  /** Owner of a set-user-ID file: the process becomes that user. */
  readonly user?: string;
}

/** The content of a command's file. */
export const executableText = (command: Command): string =>
  `${MAGIC}${command.name}\nA program of the simulated Raspberry Pi: the kernel runs it by the name above.\n`;

/** @throws SystemError `ENOENT`, `EACCES`, `ENOEXEC`, `ELOOP` */
export const executable = (
  tree: FileTree,
  commands: ReadonlyMap<string, Command>,
  path: string,
  cwd: string,
  argv: readonly string[],
  who: Credentials,
  depth = 0,
): Executable => {
  const node = tree.find(path.startsWith('/') ? path : `${cwd}/${path}`, who);
  if (node.kind !== 'file' || !may(who, node, 'execute')) throw new SystemError('EACCES', path);
  const head = new TextDecoder().decode(node.data.subarray(0, Math.min(node.size, 256)));
  const firstLine = head.split('\n', 1)[0] ?? '';
  if (firstLine.startsWith(MAGIC)) {
    const command = commands.get(firstLine.slice(MAGIC.length));
    if (command === undefined) throw new SystemError('ENOEXEC', path);
    // A portable Program asks for less than a PiProcess has.
    const run = command.run as PiProgram;
    return { run, argv, ...((node.mode & SET_USER_ID) === 0 ? {} : { user: node.owner }) };
  }
  const interpreter = /^#![ \t]*(\S+)[ \t]*(.*?)[ \t]*$/.exec(firstLine);
  if (interpreter?.[1] === undefined) throw new SystemError('ENOEXEC', path);
  if (depth >= MAX_INTERPRETERS) throw new SystemError('ELOOP', path);
  const option = interpreter[2] === undefined || interpreter[2] === '' ? [] : [interpreter[2]];
  const args = [interpreter[1], ...option, path, ...argv.slice(1)];
  return executable(tree, commands, absolute(cwd, interpreter[1]), cwd, args, who, depth + 1);
};
