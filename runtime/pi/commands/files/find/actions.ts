/** The actions of find(1). */
import { SystemError } from '#runtime/ports.ts';
import { strerror } from '../../../error-text.ts';
import type { OpenFile } from '../../../system.ts';
import { execAction } from './exec.ts';
import type { Found, Test } from './expression.ts';
import type { Reader } from './parse.ts';
import { formatOf, listLine } from './printf.ts';
import { ExpressionProblem, Quit } from './search.ts';
import type { Search } from './search.ts';

/** @returns undefined: there is no such action */
export const action = (search: Search, reader: Reader): Test | undefined => {
  switch (reader.name) {
    case '-print':
      return printing(search, ({ path }) => `${path}\n`);
    case '-print0':
      return printing(search, ({ path }) => `${path}\0`);
    case '-printf':
      return printing(search, formatOf(search, reader.value()));
    case '-ls':
      return printing(search, (found) => listLine(search, found));
    case '-fprint':
      return filing(
        search,
        reader.value(),
        () =>
          ({ path }) =>
            `${path}\n`,
      );
    case '-fprint0':
      return filing(
        search,
        reader.value(),
        () =>
          ({ path }) =>
            `${path}\0`,
      );
    case '-fls':
      return filing(search, reader.value(), () => (found) => listLine(search, found));
    case '-fprintf':
      return filing(search, reader.value(), () => formatOf(search, reader.value()));
    case '-exec':
    case '-execdir':
    case '-ok':
    case '-okdir':
      return execAction(search, reader);
    case '-delete':
      search.usesDelete = search.contentsFirst = true;
      return (found) => remove(search, found);
    case '-prune':
      search.usesPrune = true;
      return () => {
        search.pruned = true;
        return true;
      };
    case '-quit':
      return () => {
        throw new Quit();
      };
    default:
      return undefined;
  }
};

const printing =
  ({ out }: Search, text: (found: Found) => string): Test =>
  async (found) => {
    await out.write(text(found));
    return true;
  };

/** The file is created at once, also when nothing is found. */
const filing = (search: Search, path: string, format: () => (found: Found) => string): Test => {
  let file: OpenFile;
  try {
    file = search.process.open(path, { write: true, create: true, truncate: true });
  } catch (error) {
    if (error instanceof SystemError) throw new ExpressionProblem(`‘${path}’: ${strerror(error.code)}`);
    throw error;
  }
  const text = format();
  return async (found) => {
    await file.write(new TextEncoder().encode(text(found)));
    return true;
  };
};

const remove = async (search: Search, { path, stat }: Found): Promise<boolean> => {
  const { fs } = search.process;
  if (path === '.') return true;
  try {
    if (stat.kind === 'directory') fs.removeDirectory(path);
    else fs.unlink(path);
    return true;
  } catch (error) {
    await search.complaints.failed(`cannot delete ‘${path}’`, error);
    return false;
  }
};
