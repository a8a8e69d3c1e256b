import { SystemError } from '#runtime/ports.ts';
import type { Program } from '../inside/program.ts';
import path from 'path-browserify';
import type { CommandLine } from './command-line.ts';
import { fatalText, unhandledReason } from './errors/fatal.ts';
import { fileError, streamError } from './errors/node-error.ts';
import { tellOwnFrames } from './errors/stack.ts';
import { EventLoop } from './event-loop.ts';
import { helpOf } from '#runtime/pi/manual/help.ts';
import { nodePage } from './node.page.ts';
import { Builtins } from './load/builtins.ts';
import { fileUrl } from './load/file-url.ts';
import { Loader } from './load/loader.ts';
import { Sources } from './load/sources.ts';
import { readModule } from './load/read-module.ts';
import { builtinTable } from './modules/table.ts';
import type { NodeContext } from './node-context.ts';
import type { NodeRoom } from './node-room.ts';
import { installGlobals } from './process/globals.ts';
import { NodeProcess } from './process/node-process.ts';
import { Timers } from './process/timers.ts';
import { runText } from './run-text.ts';
import { topLevelAwaitText } from './errors/top-level-await.ts';
import { NODE_VERSION } from './version.ts';

/** What Node ends with when a promise at the top of a module stays as it is. */
const UNSETTLED = 13;

const NO_REPL = `node: this simulated Pi's node reads no lines one by one. Write a file and run it: node FILE.ts
or give it a line: node -e 'console.log(6 * 7)', node -p '6 * 7'
`;

/** One program of node. */
export class NodeRun {
  readonly here: NodeContext;
  readonly loader: Loader;
  readonly builtins: Builtins;
  readonly #program: Program;
  readonly #timers: Timers;
  /** The first module has not come to its end yet. */
  #isUnsettled = false;
  #isDying = false;

  constructor(program: Program, room: NodeRoom) {
    const loop = new EventLoop(program);
    const sources = new Sources();
    const process = new NodeProcess(program, loop);
    this.here = { program, room, loop, sources, process };
    this.#program = program;
    this.#timers = new Timers(program, loop);
    this.#timers.onTooLong = (message) => process.emitWarning(message, 'TimeoutOverflowWarning');
    this.builtins = new Builtins(builtinTable(this.here, this.#timers));
    this.loader = new Loader(this.here, this.builtins);
    tellOwnFrames(sources);
    loop.owner = {
      fatal: (error) => this.#uncaught(error, false),
      empty: () => void process.emit('beforeExit', process.exitCode ?? 0),
      over: () => this.#over(),
    };
    program.onWriteFailed = (fd, error) =>
      loop.run(() => process[fd === 1 ? 'stdout' : 'stderr'].destroy(streamError(error, 'write')));
    program.onDeedFailed = (error) => loop.run(() => this.#uncaught(fileError(error, 'write', error.subject), false));
    room.onUncaught((error) => this.#uncaught(error, false));
    room.onUnhandledRejection((reason, promise) => loop.run(() => this.#unhandled(reason, promise)));
  }

  run(command: CommandLine): void {
    const { process } = this.here;
    switch (command.kind) {
      case 'version':
        return this.#say(1, `${NODE_VERSION}\n`, 0);
      case 'help':
        return this.#say(1, helpOf(nodePage), 0);
      case 'interactive':
        return this.#say(2, NO_REPL, 1);
      case 'refused':
        return this.#say(2, `${command.message}\n`, command.status);
      case 'check':
        return this.#check(command.file);
      case 'file': {
        const file = path.resolve(process.cwd(), command.file);
        process.argv = [process.execPath, file, ...command.rest];
        process.execArgv = [...command.options];
        return this.#begin(() => this.#runFile(file));
      }
      case 'text':
        process.argv = [process.execPath, ...(command.text === undefined ? ['-'] : []), ...command.rest];
        process.execArgv = [...command.options];
        return this.#begin(() => runText(this, command));
    }
  }

  #begin(run: () => Promise<void>): void {
    const { loop } = this.here;
    installGlobals(this.here, this.#timers);
    void loop
      .while(Promise.resolve())
      .then(() => run())
      .catch((error: unknown) => loop.run(() => this.#uncaught(error, true)));
  }

  async #runFile(file: string): Promise<void> {
    const { loop } = this.here;
    const found = this.loader.resolver.resolve({ specifier: file, mode: 'require', directory: '/' });
    if (found.kind !== 'file') return;
    this.loader.main = found.path;
    if (this.loader.file(found.path).format === 'module')
      return this.evaluate((evaluates) => this.loader.import(found, evaluates));
    await loop.while(this.loader.fetch(found));
    loop.run(() => void this.loader.commonJs.load(found.path));
  }

  /** A module that the program begins with. @param load calls its argument before the module runs */
  async evaluate(load: (evaluates: () => void) => Promise<unknown>): Promise<void> {
    const { loop } = this.here;
    this.#isUnsettled = true;
    const release = loop.hold();
    const worked = this.#program.works();
    const evaluates = (): void => {
      worked();
      release();
    };
    try {
      await load(evaluates);
    } finally {
      this.#isUnsettled = false;
      evaluates();
    }
  }

  #check(file: string): void {
    const found = path.resolve(this.here.process.cwd(), file);
    try {
      this.loader.commonJs.check(readModule(this.#program.files, found));
    } catch (error) {
      if (error instanceof SystemError) return this.#say(2, `node: ${fileError(error, 'open', found).message}\n`, 1);
      // It is named by its path here, whatever kind it is of.
      const text = fatalText(error, false, this.here.sources, false).replace(`${fileUrl(found)}:`, `${found}:`);
      return this.#say(2, text, 1);
    }
    this.#program.exit(0);
  }

  #say(fd: 1 | 2, text: string, status: number): void {
    this.#program.write(fd, new TextEncoder().encode(text));
    this.#program.exit(status);
  }

  #over(): void {
    const { process } = this.here;
    if (!this.#isUnsettled) process.exit();
    const main = this.loader.main;
    process.stderr.write(topLevelAwaitText(main === undefined ? undefined : this.loader.file(main)));
    process.exit(process.exitCode ?? UNSETTLED);
  }

  #unhandled(reason: unknown, promise: Promise<unknown>): void {
    const { process } = this.here;
    if (process.emit('unhandledRejection', reason, promise)) return;
    const error = reason instanceof Error ? reason : unhandledReason(reason);
    this.#uncaught(error, true);
  }

  #uncaught(error: unknown, ofPromise: boolean): void {
    const { process, sources, program } = this.here;
    const origin = ofPromise ? 'unhandledRejection' : 'uncaughtException';
    if (!this.#isDying && !process.isExiting) {
      process.emit('uncaughtExceptionMonitor', error, origin);
      if (process.listenerCount('uncaughtException') > 0) {
        this.#isDying = true;
        process.emit('uncaughtException', error, origin);
        this.#isDying = false;
        return;
      }
    }
    const colors = program.streams[2].kind === 'terminal' && process.stderr.getColorDepth() > 2;
    program.write(2, new TextEncoder().encode(fatalText(error, ofPromise, sources, colors)));
    if (this.#isDying) program.exit(7);
    process.exit(1);
  }
}
