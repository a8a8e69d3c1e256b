/**
 * jq(1), version 1.6 as Debian 12 has it. Written for this Pi: of what npm has, `jqjs` (@michaelhomer/jqjs) and
 * `jqts` do the language in plain JavaScript, but in their own words and as of 1.7, with JavaScript's objects,
 * which lose the order of keys that are numbers; and neither lets go of the processor, so that nothing could end
 * `jq '[repeat(1)]'`, nor waits for `input` while messages come in. `jq-web` and its like are the real jq in
 * WebAssembly: half a megabyte and more, and whole texts at once.
 */
import { SystemError } from '#runtime/ports.ts';
import { strerror } from '../../../error-text.ts';
import { helpOf } from '../../../manual/help.ts';
import type { PiProcess } from '../../../system.ts';
import { raw } from '../../command.ts';
import type { StandardOut } from '../../stdio.ts';
import { bytesToText } from '../bytes-text.ts';
import { Halt } from './builtins.ts';
import { JqUsage, readCommandLine } from './command-line.ts';
import type { JqSettings } from './command-line.ts';
import { Documents } from './documents.ts';
import { Evaluator } from './evaluate.ts';
import { WAIT } from './item.ts';
import type { Filter } from './ast.ts';
import { isTruthy, JqError, JsonProblem, JsonReader, jsonText, parseJson } from './json.ts';
import type { Json } from './json.ts';
import { jqPage } from './page.ts';
import { CompileProblem, parseFilter } from './parse.ts';
import { prelude } from './prelude.ts';

export const jq = raw({
  page: jqPage,
  run: async (process, out) => {
    try {
      const settings = readCommandLine(process.argv.slice(1));
      if (settings.flags.has('h')) return await say(out, helpOf(jqPage));
      if (settings.flags.has('V')) return await say(out, 'jq-1.6\n');
      if (settings.program === undefined && settings.programFile === undefined && process.stdin.isTerminal) {
        await process.stderr.write(helpOf(jqPage));
        return 2;
      }
      return await new Run(process, out, settings).run();
    } catch (error) {
      if (error instanceof JqUsage) {
        await process.stderr.write(
          `jq: ${error.message}\nUse jq --help for help with command-line options,\nor see the jq manpage, or man jq\n`,
        );
        return 2;
      }
      if (error instanceof CompileProblem) {
        await process.stderr.write(`${error.message}\n`);
        return 3;
      }
      throw error;
    }
  },
});

const say = async (out: StandardOut, text: string): Promise<number> => {
  await out.write(text);
  return 0;
};

class Run {
  readonly #process: PiProcess;
  readonly #out: StandardOut;
  readonly #settings: JqSettings;
  readonly #documents: Documents;
  #next: { readonly value: Json } | 'end' | undefined;
  #wantsInput = false;
  #debugged: string[] = [];
  #last: Json | undefined;

  constructor(process: PiProcess, out: StandardOut, settings: JqSettings) {
    this.#process = process;
    this.#out = out;
    this.#settings = settings;
    const { flags, files } = settings;
    this.#documents = new Documents(process, files, { raw: flags.has('R'), slurp: flags.has('s') });
    if (flags.has('unbuffered')) out.buffering = 'none';
  }

  async run(): Promise<number> {
    const { flags } = this.#settings;
    const { program, programFile } = this.#settings;
    const text = program ?? (programFile === undefined ? '.' : await this.#fileText(programFile));
    const variables = await this.#variables();
    const filter = parseFilter(text);
    const evaluator = this.#evaluator(text, variables);
    evaluator.check(filter);
    let status = 0;
    try {
      if (flags.has('n')) status = await this.#apply(evaluator, filter, null);
      else
        for (let each = await this.#take(); each !== 'end'; each = await this.#take()) {
          status = Math.max(await this.#apply(evaluator, filter, each.value), 0);
          // jq 1.6 looks at no further value once a file could not be opened.
          if (this.#documents.hasFailed) break;
        }
    } catch (error) {
      if (error instanceof Halt) {
        await this.#out.flush();
        await this.#process.stderr.write(error.text);
        return error.status & 0xff;
      }
      if (!(error instanceof JsonProblem)) throw error;
      await this.#out.flush();
      await this.#process.stderr.write(`parse error: ${error.message}\n`);
      return 4;
    }
    if (this.#documents.hasFailed) return 2;
    if (status !== 0 || !flags.has('e')) return status;
    return this.#last === undefined ? 4 : isTruthy(this.#last) ? 0 : 1;
  }

  #evaluator(text: string, variables: ReadonlyMap<string, Json>): Evaluator {
    const environment = new Map<string, Json>(Object.entries(this.#process.env));
    return new Evaluator(
      {
        input: () => {
          const next = this.#next;
          if (next === 'end') return 'end';
          if (next !== undefined) {
            this.#next = undefined;
            return next;
          }
          this.#wantsInput = true;
          return 'wait';
        },
        debug: (value) => this.#debugged.push(jsonText(value)),
        now: () => this.#process.clock.now(),
        environment: () => environment,
        fileName: () => this.#documents.fileName,
        lineNumber: () => this.#documents.lineCount,
      },
      text,
      prelude(),
      variables,
    );
  }

  async #take(): Promise<{ readonly value: Json } | 'end'> {
    const next = this.#next ?? (await this.#documents.next()) ?? 'end';
    this.#next = next === 'end' ? 'end' : undefined;
    return next;
  }

  #place(): string {
    const { fileName, lineCount } = this.#documents;
    return fileName === null ? '<unknown>' : `${fileName}:${lineCount}`;
  }

  /** @returns 0, or 5 after an error, which is told */
  async #apply(evaluator: Evaluator, filter: Filter, value: Json): Promise<number> {
    try {
      for (const item of evaluator.run(filter, value)) {
        await this.#tellDebugged();
        if (item !== WAIT) await this.#print(item.value);
        else if (this.#wantsInput) {
          this.#wantsInput = false;
          this.#next = (await this.#documents.next()) ?? 'end';
        } else await this.#process.yield();
      }
      await this.#tellDebugged();
      return 0;
    } catch (error) {
      await this.#tellDebugged();
      const problem = error instanceof RangeError ? new JqError('the filter calls itself too deeply') : error;
      if (!(problem instanceof JqError)) throw error;
      await this.#out.flush();
      const about = `jq: error (at ${this.#place()})`;
      const said =
        typeof problem.value === 'string' ? `: ${problem.value}` : ` (not a string): ${jsonText(problem.value)}`;
      await this.#process.stderr.write(`${about}${said}\n`);
      return 5;
    }
  }

  async #tellDebugged(): Promise<void> {
    if (this.#debugged.length === 0) return;
    const lines = this.#debugged;
    this.#debugged = [];
    await this.#process.stderr.write(lines.map((line) => `${line}\n`).join(''));
  }

  async #print(value: Json): Promise<void> {
    this.#last = value;
    const { flags, indent } = this.#settings;
    const isRaw = flags.has('r') || flags.has('j');
    const isTerminal = this.#out.isTerminal && this.#process.env['NO_COLOR'] === undefined;
    const unit = indent === 'tab' ? '\t' : ' '.repeat(Math.max(0, indent));
    const text =
      isRaw && typeof value === 'string'
        ? value
        : jsonText(value, {
            sorted: flags.has('S'),
            ascii: flags.has('a'),
            coloured: flags.has('C') || (isTerminal && !flags.has('M')),
            ...(flags.has('c') || unit === '' ? {} : { indent: unit }),
          });
    await this.#out.write(flags.has('j') ? text : `${text}\n`);
  }

  // ---- what stands in the command line ---------------------------------------------------------

  async #variables(): Promise<ReadonlyMap<string, Json>> {
    const named = new Map<string, Json>();
    for (const [kind, name, text] of this.#settings.variables) {
      if (named.has(name)) continue;
      if (kind === '--arg') named.set(name, text);
      else if (kind === '--argjson') named.set(name, this.#json(text, '--argjson'));
      else if (kind === '--rawfile') named.set(name, await this.#fileText(text));
      else named.set(name, documentsIn(await this.#fileText(text), text));
    }
    const positional = this.#settings.positional.map(([kind, text]) =>
      kind === 'text' ? text : this.#json(text, '--jsonargs'),
    );
    const all = new Map<string, Json>([
      ['positional', positional],
      ['named', new Map(named)],
    ]);
    return new Map([...named, ['ARGS', all]]);
  }

  #json(text: string, option: string): Json {
    try {
      return parseJson(text);
    } catch (error) {
      if (error instanceof JsonProblem) throw new JqUsage(`invalid JSON text passed to ${option}`);
      throw error;
    }
  }

  async #fileText(path: string): Promise<string> {
    try {
      return bytesToText(await this.#process.files.read(path));
    } catch (error) {
      if (error instanceof SystemError) throw new JqUsage(`error: Could not open ${path}: ${strerror(error.code)}`);
      throw error;
    }
  }
}

const documentsIn = (text: string, path: string): Json => {
  const reader = new JsonReader();
  reader.push(text);
  reader.end();
  const all: Json[] = [];
  try {
    for (let each = reader.next(); each !== undefined; each = reader.next()) all.push(each);
  } catch (error) {
    if (error instanceof JsonProblem) throw new JqUsage(`Bad JSON in --slurpfile ${path}: ${error.message}`);
    throw error;
  }
  return all;
};
