/** find -exec, -execdir, -ok, -okdir. */
import { SystemError } from '#runtime/ports.ts';
import { strerror } from '../../../error-text.ts';
import { startCommand, waitFor } from '../../../exec.ts';
import { directoryName, lastName } from '../names.ts';
import type { Test } from './expression.ts';
import type { Reader } from './parse.ts';
import { ExpressionProblem } from './search.ts';
import type { Search } from './search.ts';

/** As much of a command line as one run of `-exec … +` gets. */
const MOST_CHARACTERS = 131_072;

/** @throws ExpressionProblem */
export const execAction = (search: Search, reader: Reader): Test => {
  const { name } = reader;
  const inPlace = name.endsWith('dir');
  const asks = name.startsWith('-ok');
  const words: string[] = [];
  for (;;) {
    const word = reader.maybe();
    if (word === undefined) throw new ExpressionProblem(`missing argument to \`${name}'`);
    if (word === ';') break;
    if (word === '+' && words.at(-1) === '{}' && !asks) {
      if (words.length < 2) throw new ExpressionProblem(`missing argument to \`${name}'`);
      if (words.filter((each) => each.includes('{}')).length > 1)
        throw new ExpressionProblem(`Only one instance of {} is supported with ${name} ... +`);
      return collecting(search, words.slice(0, -1), inPlace);
    }
    words.push(word);
  }
  if (words.length === 0) throw new ExpressionProblem(`missing argument to \`${name}'`);
  return async ({ path }) => {
    const file = inPlace ? here(path) : path;
    const argv = words.map((word) => word.replaceAll('{}', file));
    if (asks) {
      await search.complaints.note(`< ${argv[0] ?? ''} ... ${path} > ? `);
      if (!(await agreed(search))) return false;
    }
    return (await run(search, argv, inPlace ? directoryName(path) : undefined)) === 0;
  };
};

/** `a/b` is ./b in its own directory. */
const here = (path: string): string => (path === '/' ? path : `./${lastName(path)}`);

const agreed = async (search: Search): Promise<boolean> => {
  let line = '';
  for (;;) {
    const byte = await search.process.stdin.read(1);
    if (byte === null || byte[0] === 0x0a) return /^[yY]/.test(line);
    line += String.fromCharCode(byte[0] ?? 0);
  }
};

const collecting = (search: Search, words: readonly string[], inPlace: boolean): Test => {
  let files: string[] = [];
  let length = 0;
  let directory: string | undefined;
  const flush = async (): Promise<void> => {
    if (files.length === 0) return;
    const argv = [...words, ...files];
    files = [];
    length = 0;
    if ((await run(search, argv, directory)) !== 0) search.complaints.status = 1;
  };
  search.endings.push(flush);
  return async ({ path }) => {
    const place = inPlace ? directoryName(path) : undefined;
    if (place !== directory || length > MOST_CHARACTERS) await flush();
    directory = place;
    const file = inPlace ? here(path) : path;
    files.push(file);
    length += file.length + 1;
    return true;
  };
};

const run = async (search: Search, argv: readonly string[], cwd: string | undefined): Promise<number> => {
  const { process, out } = search;
  await out.flush();
  try {
    const pid = startCommand(process, argv, cwd === undefined ? {} : { cwd: process.fs.resolve(cwd) });
    return (await waitFor(process, pid)).status;
  } catch (error) {
    if (!(error instanceof SystemError)) throw error;
    await search.complaints.note(`find: ‘${argv[0] ?? ''}’: ${strerror(error.code)}\n`);
    return 1;
  }
};
