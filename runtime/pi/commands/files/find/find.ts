import { SystemError } from '#runtime/ports.ts';
import { helpOf } from '../../../manual/help.ts';
import type { Stat } from '../../../system.ts';
import { raw } from '../../command.ts';
import { Accounts } from '../accounts.ts';
import { Complaints } from '../complaints.ts';
import { inDirectory } from '../names.ts';
import { holds } from './expression.ts';
import type { Expression } from './expression.ts';
import { page } from './find.page.ts';
import { isExpression, parseExpression } from './parse.ts';
import { ExpressionProblem, Quit, Search } from './search.ts';

const FOLLOW: Readonly<Record<string, Search['follow']>> = { '-H': 'named', '-L': 'all', '-P': 'none' };

/** find(1) */
export const find = raw({
  page,
  run: async (process, out) => {
    const complaints = new Complaints(process, out);
    const words = process.argv.slice(1);
    if (words.includes('-help') || words.includes('--help')) {
      await out.write(helpOf(page));
      return 0;
    }
    if (words.includes('-version') || words.includes('--version')) {
      await out.write('find (Kleber, simulated Raspberry Pi)\n');
      return 0;
    }
    const search = new Search(process, out, complaints, await Accounts.of(process));
    try {
      const [paths, expression] = await read(search, words);
      for (const path of paths) await new Walk(search, expression, path).run();
      await finish(search);
    } catch (error) {
      if (error instanceof Quit) await finish(search);
      else if (error instanceof ExpressionProblem) await complaints.say(error.message);
      else throw error;
    }
    return complaints.status;
  },
});

const finish = async (search: Search): Promise<void> => {
  for (const ending of search.endings) await ending();
};

/** @throws ExpressionProblem */
const read = async (search: Search, words: readonly string[]): Promise<readonly [readonly string[], Expression]> => {
  let at = 0;
  for (let word = words[at]; word !== undefined; word = words[++at]) {
    const follow = FOLLOW[word];
    if (follow !== undefined) search.follow = follow;
    else if (word === '--') {
      at += 1;
      break;
    } else if (word === '-D') at += 1;
    else if (!/^-O\d+$/.test(word)) break;
  }
  const first = words.findIndex((word, index) => index >= at && isExpression(word));
  const end = first < 0 ? words.length : first;
  const paths = words.slice(at, end);
  let expression: Expression;
  try {
    expression = parseExpression(search, words.slice(end));
  } finally {
    for (const warning of search.warnings) await search.complaints.note(`find: ${warning}\n`);
  }
  if (search.usesDelete && search.usesPrune && !search.depthAsked)
    throw new ExpressionProblem(
      'The -delete action automatically turns on -depth, but -prune does nothing when -depth is in effect.  If you want to carry on anyway, just explicitly use the -depth option.',
    );
  return [paths.length === 0 ? ['.'] : paths, expression];
};

/** The way through one PATH and all that is below it. */
class Walk {
  readonly #search: Search;
  readonly #expression: Expression;
  readonly #start: string;
  #steps = 0;

  constructor(search: Search, expression: Expression, start: string) {
    this.#search = search;
    this.#expression = expression;
    this.#start = start;
  }

  async run(): Promise<void> {
    await this.#visit(this.#start, 0, []);
  }

  /** @param above the directories that lead here, by inode */
  async #visit(path: string, depth: number, above: readonly number[]): Promise<void> {
    const search = this.#search;
    this.#steps += 1;
    if (this.#steps % 32 === 0) await search.process.yield();
    let stat: Stat;
    try {
      stat = search.stat(path, depth === 0);
    } catch (error) {
      return search.complaints.failed(`‘${path}’`, error);
    }
    if (above.includes(stat.inode))
      return search.complaints.say(
        `File system loop detected; ‘${path}’ is part of the same file system loop as ‘${this.#start}’.`,
      );
    const isAsked = depth >= search.least;
    search.pruned = false;
    if (isAsked && !search.contentsFirst) await this.#ask(path, depth, stat);
    const isPruned = search.pruned && !search.contentsFirst;
    if (stat.kind === 'directory' && depth < search.most && !isPruned) await this.#below(path, depth, stat, above);
    if (isAsked && search.contentsFirst) await this.#ask(path, depth, stat);
  }

  async #ask(path: string, depth: number, stat: Stat): Promise<void> {
    await holds(this.#expression, { path, start: this.#start, depth, stat });
  }

  async #below(path: string, depth: number, stat: Stat, above: readonly number[]): Promise<void> {
    let names: readonly string[];
    try {
      names = this.#search.process.fs.list(path);
    } catch (error) {
      if (!(error instanceof SystemError)) throw error;
      return this.#search.complaints.failed(`‘${path}’`, error);
    }
    // Only where links are followed can a way lead back.
    const way = this.#search.follow === 'all' ? [...above, stat.inode] : above;
    for (const name of names) await this.#visit(inDirectory(path, name), depth + 1, way);
  }
}
