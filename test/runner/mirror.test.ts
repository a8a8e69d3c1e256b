/**
 * The mirror of the Pi's files that a program has: whatever it and others do at the same time, in whatever order they
 * hear of each other, in the end it has what the Pi has; and what the program itself did is never undone in between.
 */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { NodeSnapshot } from '#runtime/pi/files/snapshot.ts';
import type { PiProcess } from '#runtime/pi/system.ts';
import type { MirrorFiles } from '#runtime/runner/inside/mirror-files.ts';
import { hostedProgram } from '#runtime/runner/host/hosted-program.ts';
import { SystemError } from '#runtime/ports.ts';
import { machines } from '../pi/machine.ts';
import { HeldWorkers, type HeldWorker } from './held-worker.ts';

const text = new TextEncoder();

/** What either side does. Names are of a small world, so that the two meet. */
type Act =
  | { readonly kind: 'write' | 'append'; readonly path: string; readonly content: string }
  | { readonly kind: 'unlink' | 'mkdir' | 'rmdir' | 'open'; readonly path: string }
  | { readonly kind: 'rename' | 'symlink' | 'link'; readonly from: string; readonly path: string }
  | { readonly kind: 'chmod'; readonly path: string; readonly mode: number }
  | { readonly kind: 'truncate'; readonly path: string; readonly size: number }
  | { readonly kind: 'write-open'; readonly content: string }
  | { readonly kind: 'close' };

type Step =
  | { readonly by: 'program' | 'shell'; readonly act: Act }
  /** One message goes, one way or the other, or time passes. */
  | 'hear'
  | 'tell'
  | 'wait';

const path = fc.constantFrom('a', 'b', 'x', 'x/a', 'x/b', 'y', 'y/a');
const content = fc.string({ maxLength: 12, unit: 'grapheme-ascii' });
const act: fc.Arbitrary<Act> = fc.oneof(
  fc.record({ kind: fc.constantFrom('write' as const, 'append' as const), path, content }),
  fc.record({ kind: fc.constantFrom('unlink' as const, 'mkdir' as const, 'rmdir' as const, 'open' as const), path }),
  fc.record({ kind: fc.constantFrom('rename' as const, 'symlink' as const, 'link' as const), from: path, path }),
  fc.record({ kind: fc.constant('chmod' as const), path, mode: fc.constantFrom(0o600, 0o644, 0o755, 0o000) }),
  fc.record({ kind: fc.constant('truncate' as const), path, size: fc.nat(20) }),
  fc.record({ kind: fc.constant('write-open' as const), content }),
  fc.record({ kind: fc.constant('close' as const) }),
);
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ by: fc.constant('program' as const), act }) },
  { weight: 3, arbitrary: fc.record({ by: fc.constant('shell' as const), act }) },
  { weight: 6, arbitrary: fc.constantFrom('hear' as const, 'tell' as const, 'wait' as const) },
);

/** What may be refused is refused to both. */
function tried(run: () => void): void {
  try {
    run();
  } catch (error) {
    if (!(error instanceof SystemError)) throw error;
  }
}

class ProgramSide {
  readonly #files: MirrorFiles;
  #fd: number | undefined;

  constructor(files: MirrorFiles) {
    this.#files = files;
  }

  act(what: Act): void {
    const files = this.#files;
    switch (what.kind) {
      case 'write':
      case 'append': {
        const flags = what.kind === 'append' ? { append: true } : { truncate: true };
        const fd = files.open(what.path, { write: true, create: true, ...flags });
        files.write(fd, text.encode(what.content));
        return files.close(fd);
      }
      case 'unlink':
        return files.unlink(what.path);
      case 'mkdir':
        return files.makeDirectory(what.path);
      case 'rmdir':
        return files.removeDirectory(what.path);
      case 'rename':
        return files.rename(what.from, what.path);
      case 'symlink':
        return files.symlink(what.from, what.path);
      case 'link':
        return files.link(what.from, what.path);
      case 'chmod':
        return files.chmod(what.path, what.mode);
      case 'truncate':
        return files.truncate(what.path, what.size);
      case 'open':
        this.#fd = files.open(what.path, { read: true, write: true, create: true });
        return;
      case 'write-open':
        if (this.#fd !== undefined) files.write(this.#fd, text.encode(what.content));
        return;
      case 'close':
        if (this.#fd !== undefined) files.close(this.#fd);
        this.#fd = undefined;
    }
  }
}

class ShellSide {
  readonly #process: PiProcess;

  constructor(process: PiProcess) {
    this.#process = process;
  }

  act(what: Act): void {
    const { fs } = this.#process;
    switch (what.kind) {
      case 'write':
      case 'append': {
        const flags = what.kind === 'append' ? { append: true } : { truncate: true };
        const file = this.#process.open(what.path, { write: true, create: true, ...flags });
        file.writeAt?.(text.encode(what.content), 0);
        return file.close();
      }
      case 'unlink':
        return fs.unlink(what.path);
      case 'mkdir':
        return fs.makeDirectory(what.path);
      case 'rmdir':
        return fs.removeDirectory(what.path);
      case 'rename':
        return fs.rename(what.from, what.path);
      case 'symlink':
        return fs.symlink(what.from, what.path);
      case 'link':
        return fs.link(what.from, what.path);
      case 'chmod':
        return fs.chmod(what.path, what.mode);
      case 'truncate':
        return fs.truncate(what.path, what.size);
      case 'open':
      case 'write-open':
      case 'close':
        return;
    }
  }
}

/** Lines that say what is there: names, kinds, modes, contents. */
const told = (node: NodeSnapshot | undefined, at = '.'): string[] => {
  if (node === undefined) return [`${at}: nothing`];
  const mode = node.mode.toString(8);
  if (node.kind === 'link') return [`${at} -> ${node.target}`];
  if (node.kind === 'file') return [`${at} ${mode} ${JSON.stringify(new TextDecoder().decode(node.data))}`];
  if (node.kind === 'device') return [`${at} ${node.device}`];
  return [
    `${at}/ ${mode}`,
    ...node.entries.toSorted(([a], [b]) => (a < b ? -1 : 1)).flatMap(([name, each]) => told(each, `${at}/${name}`)),
  ];
};

const lab = machines({ hardware: true });
const workers = new HeldWorkers();
/** Root: it looks, and does what `sudo` could. */
let root: PiProcess;
let shell: PiProcess;
beforeAll(async () => {
  lab.pi.spawn({
    run: async (process) => hold(process, (held) => (root = held)),
    argv: ['root'],
    user: 'root',
    by: 'engine',
  });
  lab.pi.spawn({
    run: async (process) => hold(process, (held) => (shell = held)),
    argv: ['sh'],
    user: 'pi',
    by: 'engine',
  });
  await lab.clock.settle();
});
afterAll(() => lab.pi.halt());

const hold = (process: PiProcess, keep: (process: PiProcess) => void): Promise<never> => {
  keep(process);
  return new Promise(() => {});
};

let runs = 0;

/** A directory of its own, and a program that works in it. */
async function begin(): Promise<{ worker: HeldWorker; directory: string; pid: number }> {
  const directory = `/home/pi/run${++runs}`;
  shell.fs.makeDirectory(directory);
  shell.cwd = directory;
  const service = lab.pi.spawn({
    run: async (process) => {
      process.cwd = directory;
      return hostedProgram(workers, 'node')(process);
    },
    argv: ['node'],
    user: 'pi',
    by: 'engine',
  });
  await lab.clock.settle();
  const worker = workers.begun.at(-1) as HeldWorker;
  worker.tell();
  await lab.clock.settle();
  worker.hear();
  return { worker, directory, pid: service.pid };
}

/** Until nobody has anything to say any more. */
async function quiet(worker: HeldWorker): Promise<void> {
  do {
    while (worker.hear() || worker.tell()) await lab.clock.settle();
    await lab.clock.advance(100);
  } while (worker.toProgram.length + worker.fromProgram.length > 0);
}

const onPi = (directory: string): string[] => told(root.mirror.fileAt(directory));
/** By the mirror's own calls, of who may see all. */
const inMirror = ({ program }: HeldWorker, directory: string): string[] => {
  if (program === undefined) throw new Error('The program has not begun.');
  const { tree } = program.files as unknown as {
    tree: { snapshotAt(path: string, whole: boolean): { node: NodeSnapshot } };
  };
  return told(tree.snapshotAt(directory, true).node);
};

describe('the mirror', () => {
  it('comes to be as the Pi is, in whatever order the program and others act and hear of it', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
        const { worker, directory, pid } = await begin();
        const program = new ProgramSide((worker.program as NonNullable<HeldWorker['program']>).files);
        const other = new ShellSide(shell);
        for (const each of steps) {
          if (each === 'hear') worker.hear();
          else if (each === 'tell') {
            worker.tell();
            await lab.clock.settle();
          } else if (each === 'wait') await lab.clock.advance(20);
          else tried(() => (each.by === 'program' ? program : other).act(each.act));
        }
        await quiet(worker);
        expect(inMirror(worker, directory)).toEqual(onPi(directory));
        root.kill(pid, 'SIGKILL');
        await lab.clock.settle();
        expect(worker.isTerminated).toBe(true);
      }),
      { numRuns: 100 },
    );
  });
});
