/** man(1), whatis(1) and apropos(1) of man-db, over the pages of a library. */
import { SystemError } from '#runtime/ports.ts';
import { raw } from '../commands/command.ts';
import { parseOptions, UsageProblem } from '../commands/options.ts';
import type { Parsed } from '../commands/options.ts';
import type { StandardOut } from '../commands/stdio.ts';
import { strerror } from '../error-text.ts';
import type { Command, PiProcess } from '../system.ts';
import { helpOf } from './help.ts';
import type { ManualLibrary } from './library.ts';
import { aproposPage, manPage, whatisPage } from './man.page.ts';
import type { ManualPage } from './page.ts';
import { pageThrough } from './page-through.ts';
import { renderPage } from './render.ts';
import type { Language } from './render.ts';
import { NOT_FOUND, printLinesAbout } from './search-pages.ts';
import type { PageSearch } from './search-pages.ts';
import { withoutStrikes } from './styled-text.ts';
import { translated } from './translate.ts';

const EXAMPLE = "For example, try 'man man'.\n";
const DEFAULT_COLUMNS = 80;
const SECTION = /^[1-9]\w{0,3}$/;

/** The three commands that read the manual. */
export const createMan = (library: ManualLibrary): readonly Command[] => [
  reader(
    manPage,
    (process, parsed, out) => man(library, process, parsed, out),
    'C d D M m K l w W c R e u r 7 E T t H X Z',
  ),
  reader(whatisPage, (process, parsed, out) => search(library, process, parsed, out, 'name'), 'd v m M C'),
  reader(aproposPage, (process, parsed, out) => search(library, process, parsed, out, 'word'), 'd v r w m M C'),
];

type Run = (process: PiProcess, parsed: Parsed, out: StandardOut) => Promise<number>;

/** The manners of man-db on the command line, and MANOPT for man itself. */
const reader = (page: ManualPage, run: Run, absent: string): Command =>
  raw({
    page,
    run: async (process, out) => {
      try {
        const options = page.options ?? [];
        const before = page === manPage ? (process.env['MANOPT'] ?? '').split(/\s+/).filter((word) => word !== '') : [];
        const parsed = parseOptions([...before, ...process.argv.slice(1)], { options, absent });
        if (parsed.options.has('help')) await out.write(helpOf(page));
        else if (parsed.options.has('version')) await out.write(`${page.name} (Kleber, simulated Raspberry Pi)\n`);
        else return await run(process, parsed, out);
        return 0;
      } catch (error) {
        if (!(error instanceof UsageProblem)) throw error;
        const { name } = page;
        await process.stderr.write(
          `${name}: ${error.message}\nTry '${name} --help' or '${name} --usage' for more information.\n`,
        );
        return 1;
      }
    },
  });

const languageOf = ({ env }: PiProcess, { options }: Parsed): Language => {
  const wish = options.get('L') ?? [env['LC_ALL'], env['LC_MESSAGES'], env['LANG']].find((each) => (each ?? '') !== '');
  return wish?.startsWith('de') === true ? 'de' : 'en';
};

const inLanguage = async (library: ManualLibrary, page: ManualPage, language: Language): Promise<ManualPage> => {
  const words = language === 'de' ? await library.german(page.name) : undefined;
  return words === undefined ? page : translated(page, words);
};

/** `1,8` or `1:8` */
const sectionsOf = ({ options }: Parsed): readonly string[] | undefined =>
  (options.get('s') ?? options.get('S'))?.split(/[,:]/);

const isIn = (page: ManualPage, sections: readonly string[] | undefined): boolean =>
  sections === undefined || sections.some((section) => section.startsWith(String(page.section)));

// ---- whatis, apropos ---------------------------------------------------------------------------

const search = async (
  library: ManualLibrary,
  process: PiProcess,
  parsed: Parsed,
  out: StandardOut,
  by: PageSearch['by'],
): Promise<number> => {
  const { options, operands } = parsed;
  if (operands.length === 0) {
    await out.write(`${by === 'name' ? 'whatis' : 'apropos'} what?\n`);
    return 1;
  }
  const language = languageOf(process, parsed);
  const sections = sectionsOf(parsed);
  const pages = (await library.all()).filter((page) => isIn(page, sections));
  return printLinesAbout(process, out, {
    pages: await Promise.all(pages.map((page) => inLanguage(library, page, language))),
    words: operands,
    by,
    regex: by === 'name' && options.has('r'),
    wildcard: by === 'name' && options.has('w'),
    exact: options.has('e'),
    all: by === 'word' && options.has('a'),
    long: options.has('l'),
  });
};

// ---- man ---------------------------------------------------------------------------------------

const man = async (library: ManualLibrary, process: PiProcess, parsed: Parsed, out: StandardOut): Promise<number> => {
  const { options, operands } = parsed;
  if (options.has('f')) return search(library, process, { ...parsed, options: without(options, 'a') }, out, 'name');
  if (options.has('k')) return search(library, process, { ...parsed, options: without(options, 'a') }, out, 'word');
  const language = languageOf(process, parsed);
  const names = [...operands];
  const [first = ''] = names;
  const section = SECTION.test(first) && names.length > 1 ? names.shift() : undefined;
  if (names.length === 0) {
    await process.stderr.write(`What manual page do you want?\n${EXAMPLE}`);
    return 1;
  }
  if (operands.length === 1 && SECTION.test(first)) {
    const which = `(Alternatively, what manual page do you want from section ${first}?)`;
    await process.stderr.write(`No manual entry for ${first}\n${which}\n${EXAMPLE}`);
    return 1;
  }
  const sections = section === undefined ? sectionsOf(parsed) : [section];
  const wanted: ManualPage[] = [];
  let status = 0;
  for (const name of names) {
    const found = (await library.find(name)).filter(
      (page) => isIn(page, sections) && (!options.has('I') || page.name === name),
    );
    wanted.push(...(options.has('a') ? found : found.slice(0, 1)));
    if (found.length > 0) continue;
    const where = section === undefined ? '' : ` in section ${section}`;
    await process.stderr.write(`No manual entry for ${name}${where}\n`);
    status = NOT_FOUND;
  }
  for (const [index, page] of wanted.entries()) {
    if (out.isTerminal && index > 0) {
      const answer = await ask(process, page);
      if (answer === 'quit') break;
      if (answer === 'skip') continue;
    }
    await show(library, process, out, { page, language, pager: options.get('P') });
  }
  return status;
};

/** -a of man means all pages, of apropos all words. */
const without = (options: ReadonlyMap<string, string>, key: string): ReadonlyMap<string, string> =>
  new Map([...options].filter(([each]) => each !== key));

const columnsOf = (process: PiProcess, out: StandardOut): number => {
  const asked = Number(process.env['MANWIDTH']);
  if (Number.isInteger(asked) && asked > 0) return asked;
  return out.isTerminal ? (process.terminal?.columns ?? DEFAULT_COLUMNS) : DEFAULT_COLUMNS;
};

const show = async (
  library: ManualLibrary,
  process: PiProcess,
  out: StandardOut,
  { page, language, pager }: { page: ManualPage; language: Language; pager: string | undefined },
): Promise<void> => {
  const columns = columnsOf(process, out);
  const text = renderPage(await inLanguage(library, page, language), language, columns);
  if (!out.isTerminal) return out.write(withoutStrikes(text));
  await pageThrough(process, out, { text, title: `${page.name}(${page.section})`, language, pager });
};

/** Between two pages. */
const ask = async (process: PiProcess, { name, section }: ManualPage): Promise<'view' | 'skip' | 'quit'> => {
  await process.stderr.write(`--Man-- next: ${name}(${section}) [ view (return) | skip (Ctrl-D) | quit (Ctrl-C) ]\n`);
  try {
    const file = process.open('/dev/tty', { read: true });
    const answer = await file.read(1_024);
    file.close();
    return answer === null ? 'skip' : 'view';
  } catch (error) {
    if (!(error instanceof SystemError)) throw error;
    await process.stderr.write(`man: /dev/tty: ${strerror(error.code)}\n`);
    return 'quit';
  }
};
