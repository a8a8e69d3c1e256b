import { Failure } from '../../command.ts';
import { procps } from '../../system/procps.ts';
import { Keyboard } from '../keyboard.ts';
import { topPage } from './top.page.ts';
import { Screen } from './screen.ts';
import { COLUMNS, headOf, rowsOf, sampleOf } from './summary.ts';
import type { Sample, SortKey, TopStyle } from './summary.ts';

const BY_NAME: Readonly<Record<string, SortKey>> = {
  '%CPU': 'P',
  '%MEM': 'M',
  RES: 'M',
  'TIME+': 'T',
  TIME: 'T',
  PID: 'N',
};

/** top(1) of procps. */
export const top = procps({
  page: topPage,
  absent: 'A E e H S s W w',
  run: async (process, { options, all, operands }, out) => {
    if (operands[0] !== undefined) throw new Failure(`unknown option '${operands[0]}'`);
    const delay = numberOf(options.get('d') ?? '3', 'delay interval', true);
    const turns = options.has('n') ? numberOf(options.get('n') ?? '', 'iterations argument', false) : Infinity;
    const pids = all.filter(([key]) => key === 'p').flatMap(([, value]) => value.split(',').map(pidOf));
    const style: TopStyle = {
      sort: sortOf(options.get('o')),
      reverse: false,
      lines: options.has('c'),
      eachProcessor: options.has('1'),
      idle: !options.has('i'),
      user: options.get('u') ?? options.get('U'),
      pids: pids.length === 0 ? undefined : new Set(pids),
    };
    if (options.has('b')) {
      let before: Sample | undefined;
      for (let turn = 1; ; turn++) {
        before = sampleOf(process, before);
        const lines = [...(await headOf(process, before, style)), '', COLUMNS, ...rowsOf(process, before, style)];
        await out.write(`${lines.join('\n')}\n`);
        await out.flush();
        if (turn >= turns) return 0;
        await out.write('\n');
        await process.sleep(delay * 1_000);
      }
    }
    const keyboard = process.stdout.isTerminal ? Keyboard.open(process) : undefined;
    if (keyboard === undefined) throw new Failure('failed tty get');
    return new Screen(process, keyboard, style, delay).run(turns);
  },
});

const numberOf = (text: string, what: string, isFraction: boolean): number => {
  const value = Number(text);
  const isGood = text.trim() !== '' && (isFraction ? value >= 0 : Number.isInteger(value) && value > 0);
  if (!isGood) throw new Failure(`bad ${what} '${text}'`);
  return Math.max(isFraction ? 0.1 : 1, value);
};

const pidOf = (text: string): number => {
  if (!/^\d+$/.test(text)) throw new Failure(`bad pid '${text}'`);
  return Number(text);
};

const sortOf = (text: string | undefined): SortKey => {
  if (text === undefined) return 'P';
  const key = BY_NAME[text.replace(/^[+-]/, '').toUpperCase()];
  if (key === undefined) throw new Failure(`unrecognized field name '${text}'`);
  return key;
};
