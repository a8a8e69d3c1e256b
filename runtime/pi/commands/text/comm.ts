import { quote, quotedName } from '../../quoting.ts';
import { command, Failure } from '../command.ts';
import { UsageProblem } from '../options.ts';
import { LineReader } from '../stdio.ts';
import { FileProblems, openInput } from './input.ts';
import { compareBytes, encoder, ended, NEWLINE } from './lines.ts';

/** comm(1) */
export const comm = command({
  page: {
    name: 'comm',
    section: 1,
    summary: 'compare two sorted files line by line',
    synopsis: ['comm [OPTION]... FILE1 FILE2'],
    description: [
      'Prints three columns: lines that only FILE1 has, lines that only FILE2 has, lines that both have. The files must be sorted; - is standard input.',
    ],
    options: [
      ['-1', 'without the first column'],
      ['-2', 'without the second column'],
      ['-3', 'without the third column'],
      ['--check-order', 'complain when a file is not sorted, even if nothing comes of it'],
      ['--nocheck-order', 'do not look whether the files are sorted'],
      ['--output-delimiter=STRING', 'put STRING between the columns instead of a tabulator'],
      ['--total', 'print how many lines each column has'],
      ['-z, --zero-terminated', 'lines end with a NUL byte, not with a newline'],
    ],
    examples: [['comm -12 <(sort a) <(sort b)', 'the lines that both have']],
    seeAlso: ['diff(1)', 'sort(1)', 'uniq(1)'],
  },
  run: async (process, { options, all, operands }, out) => {
    const [first, second, extra] = operands;
    if (first === undefined) throw new UsageProblem('missing operand');
    if (second === undefined) throw new UsageProblem(`missing operand after ${quote(first)}`);
    if (extra !== undefined) throw new UsageProblem(`extra operand ${quote(extra)}`);
    const end = options.has('z') ? 0 : NEWLINE;
    const check = all.filter(([key]) => key.endsWith('check-order')).at(-1)?.[0];
    const problems = new FileProblems(process, out);
    const between = encoder.encode(options.get('output-delimiter') ?? '\t');
    const readers: LineReader[] = [];
    for (const name of [first, second]) {
      try {
        readers.push(new LineReader(openInput(process, name), end));
      } catch (error) {
        await problems.failed(quotedName(name), error);
        return problems.status;
      }
    }
    const totals = [0, 0, 0];
    const print = async (column: 0 | 1 | 2, line: Uint8Array): Promise<void> => {
      totals[column] = (totals[column] ?? 0) + 1;
      if (options.has(String(column + 1))) return;
      if (column > 0 && !options.has('1')) await out.write(between);
      if (column > 1 && !options.has('2')) await out.write(between);
      await out.write(ended(line, end));
    };
    const isTold = [false, false];
    let hasDiffered = false;
    const next = async (index: 0 | 1, before: Uint8Array | undefined): Promise<Uint8Array | null> => {
      const line = (await readers[index]?.next()) ?? null;
      if (line === null || before === undefined || check === 'nocheck-order' || isTold[index] === true) return line;
      if ((check === 'check-order' || hasDiffered) && compareBytes(before, line) > 0) {
        isTold[index] = true;
        const message = `file ${index + 1} is not in sorted order`;
        if (check === 'check-order') throw new Failure(message);
        await problems.say(message);
      }
      return line;
    };
    try {
      let left = await next(0, undefined);
      let right = await next(1, undefined);
      while (left !== null || right !== null) {
        const order = left === null ? 1 : right === null ? -1 : compareBytes(left, right);
        if (order !== 0) hasDiffered = true;
        if (order < 0 && left !== null) await print(0, left);
        else if (right !== null) await print(order === 0 ? 2 : 1, right);
        const before = [left, right];
        if (order >= 0) right = await next(1, before[1] ?? undefined);
        if (order <= 0) left = await next(0, before[0] ?? undefined);
      }
    } catch (error) {
      await problems.failed(quotedName(first), error);
    }
    if (options.has('total')) {
      const shown = options.get('output-delimiter') ?? '\t';
      await out.write(`${[...totals, 'total'].join(shown)}${String.fromCharCode(end)}`);
    }
    if (isTold.includes(true)) throw new Failure('input is not in sorted order');
    return problems.status;
  },
});
