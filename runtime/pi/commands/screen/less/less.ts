import { SystemError } from '#runtime/ports.ts';
import { strerror } from '../../../error-text.ts';
import type { OpenFile, PiProcess } from '../../../system.ts';
import { raw } from '../../command.ts';
import type { StandardOut } from '../../stdio.ts';
import { Keyboard } from '../keyboard.ts';
import { runCommands, type } from './commands.ts';
import { Document } from './document.ts';
import { LESS_KEYS } from './key-help.ts';
import { lessPage } from './less.page.ts';
import { readLessLine } from './options.ts';
import type { LessOptions } from './options.ts';
import { Pager, standout } from './pager.ts';
import type { OpenDocument } from './pager.ts';

const BLOCK = 65_536;
/** So many control characters among the first bytes, and it is taken for no text. */
const MOST_CONTROLS = 5;

/** less(1), version 590's manners. */
export const less = raw({
  page: lessPage,
  run: async (process, out) => {
    const { options, files, help, version, problems } = readLessLine(
      process.argv.slice(1),
      process.env['LESS'],
      lessPage.options ?? [],
    );
    if (help || version) {
      await out.write(help ? LESS_KEYS : 'less (Kleber, simulated Raspberry Pi)\n');
      return 0;
    }
    for (const problem of problems) await process.stderr.write(`${problem}\n`);
    if (files.length === 0 && process.stdin.isTerminal) {
      await process.stderr.write('Missing filename ("less --help" for help)\n');
      return 1;
    }
    const names = files.length === 0 ? ['-'] : files;
    if (!process.stdout.isTerminal) return copy(process, names, out);
    const keyboard = Keyboard.open(process);
    if (keyboard === undefined) return copy(process, names, out);
    return read(process, keyboard, options, names);
  },
});

/** What its output is when nobody looks at it: the files, one after the other, complaints among them. */
const copy = async (process: PiProcess, names: readonly string[], out: StandardOut): Promise<number> => {
  for (const name of names) {
    const file = openFile(process, name);
    if (typeof file === 'string') {
      await out.write(`${file}\n`);
      continue;
    }
    for (let block = await file.read(BLOCK); block !== null; block = await file.read(BLOCK)) await out.write(block);
  }
  return 0;
};

/** @returns the file, or why there is none */
const openFile = (process: PiProcess, name: string): OpenFile | string => {
  if (name === '-') return process.fds.get(0)?.dup() ?? '-: Bad file descriptor';
  try {
    if (process.fs.stat(name).kind === 'directory') return `${name} is a directory`;
    return process.open(name, { read: true });
  } catch (error) {
    if (!(error instanceof SystemError)) throw error;
    return `${name}: ${strerror(error.code)}`;
  }
};

const openDocument = (process: PiProcess, name: string): Document | string => {
  const file = openFile(process, name);
  if (typeof file === 'string') return file;
  const size = name !== '-' && file.kind === 'file' ? process.fs.stat(name).size : undefined;
  return new Document({ name: name === '-' ? '' : name, input: reader(file), size, close: () => file.close() });
};

const reader = (file: OpenFile) => ({ read: (max = BLOCK) => file.read(max) });

const read = async (
  process: PiProcess,
  keyboard: Keyboard,
  options: LessOptions,
  names: readonly string[],
): Promise<number> => {
  // Standard input is one document, however often it is turned to.
  const input = names.includes('-') ? openDocument(process, '-') : undefined;
  const open: OpenDocument = (index) => {
    const name = names[index] ?? '';
    return Promise.resolve(name === '-' ? (input ?? '') : openDocument(process, name));
  };
  for (const [index] of names.entries()) {
    const document = await open(index);
    if (typeof document === 'string') {
      await process.stderr.write(`${document}\n`);
      continue;
    }
    if (!options.force && !(await isWelcome(process, keyboard, document))) continue;
    const pager = new Pager({ process, keyboard, options, names, index, document, open });
    return show(pager, names.length === 1 && options.quitIfOneScreen);
  }
  keyboard.release();
  return 1;
};

const show = async (pager: Pager, mayQuit: boolean): Promise<number> => {
  const { keyboard, process, options } = pager;
  const { columns, rows } = keyboard.terminal;
  if (mayQuit && (await fits(pager, columns, rows))) {
    keyboard.release();
    const { view } = pager;
    await process.stdout.write(
      view
        .places()
        .map((place) => `${view.rowAt(place)}\n`)
        .join(''),
    );
    return 0;
  }
  await pager.begin();
  if (options.pattern !== undefined) await pager.find(options.pattern, true, 1);
  await type(pager, options.every);
  await type(pager, options.first);
  const status = await runCommands(pager);
  await pager.leave();
  return status;
};

/** -F: reads what a screen can hold, and says whether that is all. */
const fits = async ({ view }: Pager, columns: number, rows: number): Promise<boolean> => {
  view.columns = columns;
  view.height = rows;
  while (!view.document.isWhole && view.places().length < rows) {
    await view.document.arrives();
    view.changed();
  }
  return view.document.isWhole && view.places().length < rows;
};

const isWelcome = async (process: PiProcess, keyboard: Keyboard, document: Document): Promise<boolean> => {
  if (document.size === undefined) return true;
  await document.arrives();
  const first = document.line(0).subarray(0, 1_000);
  const controls = first.filter((byte) => byte < 8 || (byte > 13 && byte < 27) || (byte > 27 && byte < 32)).length;
  if (controls <= MOST_CONTROLS) return true;
  await process.stdout.write(standout(`"${document.name}" may be a binary file.  See it anyway? `));
  while (!keyboard.has && !keyboard.ended) await keyboard.arrives();
  const key = keyboard.take();
  await process.stdout.write('\r\x1b[K');
  return key === 'y' || key === 'Y';
};
