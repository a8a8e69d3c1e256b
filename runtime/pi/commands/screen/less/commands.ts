/** The keys of less, and what each does: less(1), COMMANDS. */
import { SystemError } from '#runtime/ports.ts';
import { strerror } from '../../../error-text.ts';
import { Document } from './document.ts';
import { LESS_KEYS } from './key-help.ts';
import type { LessOptions } from './options.ts';
import { standout } from './pager.ts';
import type { Pager } from './pager.ts';
import { PROMPTS } from './prompt.ts';
import { searchPattern } from './search.ts';

/** @param count the number typed before it, if one was */
type Action = (pager: Pager, count: number | undefined) => Promise<void> | void;

const half = (pager: Pager, count: number | undefined): number => {
  pager.halfScreen = count ?? pager.halfScreen;
  return pager.halfScreen ?? Math.max(1, Math.floor(pager.view.height / 2));
};

const windowOf = (pager: Pager, count: number | undefined): number => {
  pager.window = count ?? pager.window;
  return pager.window ?? pager.view.height;
};

const forward = async (pager: Pager, rows: number, past = false): Promise<void> => {
  if ((await pager.forward(rows, past)) > 0 || !pager.atEnd) return;
  if (!pager.endReached()) await pager.bell();
};

const backward = async (pager: Pager, rows: number): Promise<void> => {
  if ((await pager.backward(rows)) === 0) await pager.bell();
};

const down: Action = (pager, count) => forward(pager, count ?? 1);
const up: Action = (pager, count) => backward(pager, count ?? 1);
const screenDown: Action = (pager, count) => forward(pager, count ?? windowOf(pager, undefined));
const screenUp: Action = (pager, count) => backward(pager, count ?? windowOf(pager, undefined));

const toLine: Action = async (pager, count) => {
  const line = Math.max(1, count ?? 1) - 1;
  if (!(await pager.readTo(line))) return;
  if (line >= pager.view.document.length && line > 0) return pager.say(`Cannot seek to line number ${line + 1}`);
  pager.jump({ line: pager.view.shownFrom(line) ?? 0, row: 0 }, false);
};

const toEnd: Action = async (pager, count) => {
  if (count !== undefined) return toLine(pager, count);
  await pager.readTo(Infinity);
  pager.toEnd();
};

const toPercent: Action = async (pager, count) => {
  const { document } = pager.view;
  if (!(await pager.readTo(Infinity))) return;
  const wanted = (Math.min(100, count ?? 0) / 100) * document.bytes;
  if ((count ?? 0) >= 100) return pager.toEnd();
  let line = 0;
  while (line + 1 < document.length && document.startOf(line + 1) <= wanted) line++;
  pager.jump({ line: pager.view.shownFrom(line) ?? 0, row: 0 }, false);
};

const shift = (pager: Pager, count: number | undefined, direction: 1 | -1): void => {
  pager.shiftStep = count ?? pager.shiftStep;
  const step = pager.shiftStep ?? Math.max(1, Math.floor(pager.view.columns / 2));
  const { style } = pager.view;
  pager.view.style = { ...style, shift: Math.max(0, style.shift + direction * step) };
  pager.repaint();
};

const search =
  (prompt: '/' | '?'): Action =>
  async (pager, count) => {
    const text = await pager.ask(`${(count ?? 1) > 1 ? `(${count}) ` : ''}${prompt}`, true);
    if (text !== undefined) await pager.find(text, prompt === '/', count ?? 1);
  };

const filter: Action = async (pager) => {
  const typed = await pager.ask('&/', true);
  if (typed === undefined) return;
  const negative = typed.startsWith('!');
  const pattern = searchPattern(negative ? typed.slice(1) : typed, pager.options.caseRule);
  if (pattern === undefined) return pager.say('Invalid pattern');
  if (typed !== '' && !(await pager.readTo(Infinity))) return;
  pager.view.filter = typed === '' ? undefined : { pattern, negative };
  pager.view.changed();
  if (typed !== '' && !(await pager.lookThrough())) {
    pager.view.filter = undefined;
    return pager.repaint();
  }
  const line = pager.view.shownFrom(pager.view.top.line);
  pager.jump(line === undefined || line === pager.view.top.line ? pager.view.top : { line, row: 0 });
};

/** A switch, and what less says when it is set or not. */
const SWITCHES: Readonly<
  Record<
    string,
    readonly [toggle: (options: LessOptions) => Partial<LessOptions>, say: (options: LessOptions) => string]
  >
> = {
  S: [({ chop }) => ({ chop: !chop }), ({ chop }) => (chop ? 'Chop long lines' : 'Fold long lines')],
  N: [
    ({ numbers }) => ({ numbers: !numbers }),
    ({ numbers }) => (numbers ? 'Constantly display line numbers' : "Don't use line numbers"),
  ],
  i: [
    ({ caseRule }) => ({ caseRule: caseRule === 'smart' ? 'exact' : 'smart' }),
    ({ caseRule }) => (caseRule === 'smart' ? 'Ignore case in searches' : 'Case is significant in searches'),
  ],
  I: [
    ({ caseRule }) => ({ caseRule: caseRule === 'ignore' ? 'exact' : 'ignore' }),
    ({ caseRule }) =>
      caseRule === 'ignore' ? 'Ignore case in searches and in patterns' : 'Case is significant in searches',
  ],
  R: [
    ({ colours }) => ({ colours: !colours }),
    ({ colours }) => (colours ? 'Display ANSI sequences directly' : 'Display control characters as ^X'),
  ],
  s: [
    ({ squeeze }) => ({ squeeze: !squeeze }),
    ({ squeeze }) => (squeeze ? 'Squeeze multiple blank lines' : 'Display all blank lines'),
  ],
  G: [
    ({ marks }) => ({ marks: !marks }),
    ({ marks }) => (marks ? 'Highlight matches for previous search pattern' : "Don't highlight search matches"),
  ],
  m: [
    ({ prompt }) => ({ prompt: prompt === PROMPTS.medium ? PROMPTS.short : PROMPTS.medium }),
    ({ prompt }) => (prompt === PROMPTS.medium ? 'Medium prompt' : 'Short prompt'),
  ],
  M: [
    ({ prompt }) => ({ prompt: prompt === PROMPTS.long ? PROMPTS.short : PROMPTS.long }),
    ({ prompt }) => (prompt === PROMPTS.long ? 'Long prompt' : 'Short prompt'),
  ],
  e: [
    ({ quitAtEnd }) => ({ quitAtEnd: quitAtEnd === 'second' ? 'never' : 'second' }),
    ({ quitAtEnd }) => (quitAtEnd === 'second' ? 'Quit at second end-of-file' : "Don't quit at end-of-file"),
  ],
};

const option: Action = async (pager) => {
  await pager.write(`\r\x1b[K-`);
  const letter = await pager.key();
  const known = letter === undefined ? undefined : SWITCHES[letter];
  if (letter === undefined || letter === '\r' || letter === '\x7f') return;
  if (known === undefined) return pager.say(`There is no -${letter} option that can be switched here`);
  const [toggle, say] = known;
  pager.setOptions({ ...pager.options, ...toggle(pager.options) });
  pager.say(say(pager.options));
};

const turn = async (pager: Pager, by: number): Promise<void> => {
  const index = pager.index + by;
  if (index < 0 || index >= pager.names.length)
    return pager.say(
      by > 0
        ? Math.abs(by) > 1
          ? 'No N-th next file'
          : 'No next file'
        : Math.abs(by) > 1
          ? 'No N-th previous file'
          : 'No previous file',
    );
  if (await pager.turnTo(index)) await type(pager, pager.options.every);
};

const colon: Action = async (pager, count) => {
  await pager.write(`\r\x1b[K :`);
  const key = await pager.key();
  if (key === 'n') return turn(pager, count ?? 1);
  if (key === 'p') return turn(pager, -(count ?? 1));
  if (key === 'x') return turn(pager, (count ?? 1) - 1 - pager.index);
  if (key === 'f') return pager.say(await pager.status());
  if (key === 'q' || key === 'Q') return quit(pager, undefined);
  if (key !== undefined && key !== '\r' && key !== '\x7f') await pager.bell();
};

const setMark: Action = async (pager) => {
  await pager.write(`\r\x1b[Kset mark: `);
  const key = await pager.key();
  if (key !== undefined && /^[A-Za-z]$/.test(key)) pager.marks.set(key, { index: pager.index, place: pager.view.top });
  else await pager.bell();
};

const toMark: Action = async (pager) => {
  await pager.write(`\r\x1b[Kgoto mark: `);
  const key = await pager.key();
  if (key === undefined) return;
  if (key === '^' || key === 'home') return toLine(pager, 1);
  if (key === '$' || key === 'end') return toEnd(pager, undefined);
  const mark = pager.marks.get(key);
  if (mark === undefined) return pager.say('Mark not set');
  if (mark.index !== pager.index && !(await pager.turnTo(mark.index))) return;
  if (await pager.readTo(mark.place.line)) pager.jump(mark.place);
};

/** `!ls`: the terminal is another program's for a while. */
const shell: Action = async (pager) => {
  const line = await pager.ask('!', true);
  if (line === undefined) return;
  const { process } = pager;
  await pager.leave();
  process.onSignal('SIGINT', 'ignore');
  const file = process.open('/dev/tty', { read: true, write: true });
  try {
    const files = new Map([0, 1, 2].map((number) => [number, file] as const));
    const argv = line === '' ? ['sh'] : ['sh', '-c', line];
    await process.wait(process.spawn({ run: process.env['SHELL'] ?? '/bin/sh', argv, files }));
  } catch (error) {
    if (!(error instanceof SystemError)) throw error;
    await process.stderr.write(`${line}: ${strerror(error.code)}\n`);
  } finally {
    file.close();
  }
  pager.catchInterrupts();
  pager.keyboard.grab();
  await pager.write(standout('!done  (press RETURN)'));
  await pager.key();
  await pager.resume();
};

const help: Action = (pager) => {
  if (pager.isHelp) return;
  const text = new TextEncoder().encode(LESS_KEYS);
  let isRead = false;
  const read = (): Promise<Uint8Array | null> => {
    const block = isRead ? null : text;
    isRead = true;
    return Promise.resolve(block);
  };
  pager.help(new Document({ name: 'HELP', input: { read }, size: text.length }));
};

const quit: Action = (pager) => {
  if (pager.isHelp) pager.endHelp();
  else pager.exit = 0;
};

const clearMarks: Action = (pager) => {
  pager.setOptions({ ...pager.options, marks: !pager.options.marks });
};

const again =
  (reverse: boolean): Action =>
  (pager, count) =>
    pager.findAgain(count ?? 1, reverse);

const KEYS: Readonly<Record<string, Action>> = Object.fromEntries(
  (
    [
      [down, 'e j \r \n \x0e \x05 down'],
      [up, 'y k \x10 \x19 \x0b up'],
      [(pager, count) => forward(pager, count ?? 1, true), 'J'],
      [(pager, count) => backward(pager, count ?? 1), 'K Y'],
      [screenDown, 'f SPACE \x06 \x16 page-down'],
      [screenUp, 'b \x02 alt-v page-up'],
      [(pager, count) => forward(pager, windowOf(pager, count)), 'z'],
      [(pager, count) => backward(pager, windowOf(pager, count)), 'w'],
      [(pager, count) => forward(pager, count ?? windowOf(pager, undefined), true), 'alt-SPACE'],
      [(pager, count) => forward(pager, half(pager, count)), 'd \x04'],
      [(pager, count) => backward(pager, half(pager, count)), 'u \x15'],
      [toLine, 'g < alt-< home'],
      [toEnd, 'G > alt-> end'],
      [toPercent, 'p %'],
      [(pager, count) => shift(pager, count, 1), 'right alt-)'],
      [(pager, count) => shift(pager, count, -1), 'left alt-('],
      [search('/'), '/'],
      [search('?'), '?'],
      [filter, '&'],
      [again(false), 'n'],
      [again(true), 'N'],
      [clearMarks, 'alt-u'],
      [option, '-'],
      [colon, ':'],
      [setMark, 'm'],
      [toMark, "'"],
      [shell, '!'],
      [(pager) => pager.follow(), 'F'],
      [(pager) => pager.repaint(), 'r \x0c R \x12'],
      [async (pager) => pager.say(await pager.status()), '= \x07'],
      [help, 'h H'],
      [(pager) => pager.say('There is no editor on this Raspberry Pi'), 'v'],
      [(pager) => pager.say('less of the simulated Raspberry Pi'), 'V'],
      [quit, 'q Q'],
    ] satisfies [Action, string][]
  ).flatMap(([action, keys]) =>
    keys.split(' ').map((key): [string, Action] => [key === 'SPACE' ? ' ' : key.replace('SPACE', ' '), action]),
  ),
);

/** Keys that a file's options ask for: `+G`, `+/pattern`. */
export const type = async (pager: Pager, text: string): Promise<void> => {
  if (text === '') return;
  if (/^\d+$/.test(text)) return toLine(pager, Number(text));
  const [, sign, pattern] = /^([/?])(.*)$/.exec(text) ?? [];
  if (sign !== undefined) return pager.find(pattern ?? '', sign === '/', 1);
  const [, count, key = ''] = /^(\d*)(.)/.exec(text) ?? [];
  await KEYS[key]?.(pager, count === '' ? undefined : Number(count));
};

/** Until q. @returns the exit status */
export const runCommands = async (pager: Pager): Promise<number> => {
  let digits = '';
  while (pager.exit === undefined) {
    const key = await pager.nextKey(digits === '' ? '' : `:${digits}`);
    if (key === undefined) continue;
    if (/^\d$/.test(key)) {
      digits = `${digits}${key}`.slice(0, 9);
      continue;
    }
    if (digits !== '' && (key === '\x7f' || key === '\x15')) {
      digits = key === '\x15' ? '' : digits.slice(0, -1);
      continue;
    }
    const action = key === 'escape' ? KEYS[`alt-${(await pager.key()) ?? ''}`] : KEYS[key];
    const count = digits === '' ? undefined : Number(digits);
    digits = '';
    if (action === undefined) await pager.bell();
    else await action(pager, count);
  }
  return pager.exit;
};
