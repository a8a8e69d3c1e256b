/** process.stdout, process.stderr and process.stdin. */
import { SystemError } from '#runtime/ports.ts';
import buffer from 'buffer/index.js';
import streams from 'readable-stream';
import type { Program } from '../../inside/program.ts';
import { streamError } from '../errors/node-error.ts';
import type { EventLoop } from '../event-loop.ts';

const { Buffer } = buffer;

/** What one read(2) asks for. */
const READ_BYTES = 64 * 1024;

/** Node writes to terminals, files and pipes before `write` returns: nothing is lost by `process.exit()`. */
export class StdWriter extends streams.Writable {
  static override readonly name: string = 'WriteStream';
  readonly fd: 1 | 2;
  declare readonly isTTY: true;
  readonly #program: Program;
  readonly #loop: EventLoop;
  #isFull = false;

  constructor(program: Program, loop: EventLoop, fd: 1 | 2) {
    super({ decodeStrings: true, emitClose: false, autoDestroy: false });
    this.fd = fd;
    this.#program = program;
    this.#loop = loop;
    if (program.streams[fd].kind === 'terminal') Object.assign(this, { isTTY: true });
  }

  get columns(): number | undefined {
    const stream = this.#program.streams[this.fd];
    return stream.kind === 'terminal' ? stream.columns : undefined;
  }

  get rows(): number | undefined {
    const stream = this.#program.streams[this.fd];
    return stream.kind === 'terminal' ? stream.rows : undefined;
  }

  _write(bytes: Uint8Array, _encoding: string, done: (error?: Error) => void): void {
    if (!this.#program.write(this.fd, new Uint8Array(bytes))) this.#waitUntilDrained();
    done();
  }

  override write(chunk: unknown, encoding?: unknown, done?: unknown): boolean {
    return super.write(chunk, encoding, done) && !this.#isFull;
  }

  /** They end with the process, and not before. */
  override end(chunk?: unknown, encoding?: unknown, done?: unknown): this {
    if (chunk !== undefined && chunk !== null && typeof chunk !== 'function') this.write(chunk, encoding);
    const finished = [chunk, encoding, done].find((each) => typeof each === 'function');
    if (finished !== undefined) this.#loop.nextTick(finished as () => void);
    return this;
  }

  getWindowSize(): readonly [number, number] {
    return [this.columns ?? 80, this.rows ?? 24];
  }

  getColorDepth(env: Readonly<Record<string, string | undefined>> = this.#program.start.env): number {
    if (env['NO_COLOR'] !== undefined || env['NODE_DISABLE_COLORS'] !== undefined || env['TERM'] === 'dumb') return 1;
    return /256/.test(env['TERM'] ?? '') ? 8 : 4;
  }

  hasColors(count = 16): boolean {
    return count <= 2 ** this.getColorDepth();
  }

  clearLine(direction: -1 | 0 | 1): boolean {
    return this.write(`\x1b[${direction === 0 ? 2 : direction === 1 ? 0 : 1}K`);
  }

  cursorTo(x: number, y?: number): boolean {
    return this.write(y === undefined ? `\x1b[${x + 1}G` : `\x1b[${y + 1};${x + 1}H`);
  }

  moveCursor(dx: number, dy: number): boolean {
    const across = dx === 0 ? '' : `\x1b[${Math.abs(dx)}${dx < 0 ? 'D' : 'C'}`;
    const down = dy === 0 ? '' : `\x1b[${Math.abs(dy)}${dy < 0 ? 'A' : 'B'}`;
    return this.write(across + down);
  }

  clearScreenDown(): boolean {
    return this.write('\x1b[0J');
  }

  #waitUntilDrained(): void {
    if (this.#isFull) return;
    this.#isFull = true;
    const release = this.#loop.hold();
    const drained = (): void => {
      this.#isFull = false;
      this.#loop.run(() => this.emit('drain'));
      release();
    };
    this.#program.drained(this.fd).then(drained, () => release());
  }
}

/** Standard input: the program lives as long as it listens and there may be more. */
export class StdReader extends streams.Readable {
  static override readonly name: string = 'ReadStream';
  readonly fd = 0;
  declare readonly isTTY: true;
  isRaw = false;
  readonly #program: Program;
  readonly #loop: EventLoop;
  #isReading = false;
  #isOver = false;
  #release: () => void = () => {};

  constructor(program: Program, loop: EventLoop) {
    super({ highWaterMark: READ_BYTES });
    this.#program = program;
    this.#loop = loop;
    if (program.streams[0].kind === 'terminal') Object.assign(this, { isTTY: true });
    this.on('pause', () => this.#release());
    this.on('resume', () => this.#hold());
  }

  _read(): void {
    if (this.#isReading) return;
    this.#isReading = true;
    this.#hold();
    this.#program.read(READ_BYTES).then(
      (bytes) => this.#got(bytes),
      (error: unknown) => this.#failed(error),
    );
  }

  /** Keys one by one, unseen and without signals. */
  setRawMode(on: boolean): this {
    this.isRaw = on;
    this.#program.rawMode(on);
    return this;
  }

  ref(): this {
    if (this.#isReading) this.#hold();
    return this;
  }

  unref(): this {
    this.#release();
    return this;
  }

  #hold(): void {
    if (this.#isOver) return;
    this.#release();
    this.#release = this.#loop.hold();
  }

  #got(bytes: Uint8Array | null): void {
    this.#isReading = false;
    const release = this.#loop.hold();
    this.#isOver = bytes === null;
    this.#loop.run(() => this.push(bytes === null ? null : Buffer.from(bytes)));
    if (!this.#isReading) this.#release();
    release();
  }

  #failed(error: unknown): void {
    this.#isReading = false;
    this.#isOver = true;
    this.#loop.run(() => this.destroy(error instanceof SystemError ? streamError(error, 'read') : error));
    this.#release();
  }
}
