import { command } from '../command.ts';
import { LineReader } from '../stdio.ts';
import { FileProblems, inputNames, openInput } from './input.ts';
import type { TextInput } from './input.ts';
import { NEWLINE } from './lines.ts';

/** rev(1) of util-linux */
export const rev = command({
  page: {
    name: 'rev',
    section: 1,
    summary: 'turn lines round',
    synopsis: ['rev [OPTION]... [FILE]...'],
    description: ['Prints each line with its characters in reverse order.'],
    options: [['-0, --zero', 'lines end with a NUL byte, not with a newline']],
    seeAlso: ['tac(1)'],
  },
  run: async (process, { options, operands }, out) => {
    const end = options.has('0') ? 0 : NEWLINE;
    const problems = new FileProblems(process, out);
    for (const name of inputNames(operands)) {
      let input: TextInput;
      try {
        input = openInput(process, name);
      } catch (error) {
        await problems.failed(`cannot open ${name}`, error);
        continue;
      }
      try {
        const reader = new LineReader(input, end);
        for (let line = await reader.next(); line !== null; line = await reader.next()) {
          const turned = [...new TextDecoder().decode(line)].reverse().join('');
          await out.write(reader.ended ? `${turned}${String.fromCharCode(end)}` : turned);
        }
        input.close();
      } catch (error) {
        await problems.failed(name, error);
      }
    }
    return problems.status;
  },
});
