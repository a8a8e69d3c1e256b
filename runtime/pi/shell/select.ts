/** `select`: a menu, and a loop over what is chosen (bash(1), Compound Commands). */
import type { List, SelectCommand } from './ast.ts';
import { readLine } from './builtins/read.ts';
import { contextOf } from './context.ts';
import { expandWords } from './expand.ts';
import { expandPromptText } from './prompt-text.ts';
import type { Shell } from './shell.ts';
import { isName } from './variables.ts';

export interface SelectRunner {
  readonly executeList: (shell: Shell, list: List) => Promise<number>;
  readonly looping: (shell: Shell, round: () => Promise<boolean>) => Promise<number | undefined>;
}

export const select = async (
  shell: Shell,
  command: SelectCommand,
  { executeList, looping }: SelectRunner,
): Promise<number> => {
  if (!isName(command.name)) {
    await shell.complain(`\`${command.name}': not a valid identifier`);
    return 1;
  }
  const items = command.words === undefined ? shell.positional : await expandWords(command.words, contextOf(shell));
  if (items.length === 0) return 0;
  let status = 0;
  let showsMenu = true;
  const left = await looping(shell, async () => {
    const line = await ask(shell, items, showsMenu);
    if (line === undefined) {
      await shell.print('\n');
      status = 1;
      return false;
    }
    showsMenu = line === '';
    if (showsMenu) return true;
    shell.variables.set('REPLY', line);
    const number = /^\s*[0-9]+\s*$/.test(line) ? Number(line) : 0;
    shell.variables.set(command.name, items[number - 1] ?? '');
    status = await executeList(shell, command.body);
    return true;
  });
  return left ?? status;
};

const ask = async (shell: Shell, items: readonly string[], showsMenu: boolean): Promise<string | undefined> => {
  if (showsMenu) await shell.print(menu(items, Number(shell.variables.get('COLUMNS') ?? 80) || 80), 2);
  await shell.print(await expandPromptText(shell, shell.variables.get('PS3') ?? '#? '), 2);
  const input = shell.process.fds.get(0);
  const read = input === undefined ? undefined : await readLine(shell, input);
  return read === undefined || (read.text === '' && read.ended) ? undefined : read.text;
};

const TAB = 8;

/** In columns, filled downwards: `1) a  3) c`. Between two of them are tabs and blanks, as bash has it. */
const menu = (items: readonly string[], width: number): string => {
  const digits = String(items.length).length;
  const widest = Math.max(...items.map((item) => item.length)) + digits + 2 + 2;
  let columns = Math.max(1, Math.floor(width / widest));
  let rows = Math.ceil(items.length / columns);
  columns = Math.ceil(items.length / rows);
  if (rows === 1) rows = columns;
  const lines: string[] = [];
  for (let row = 0; row < rows && row < items.length; row++) {
    let line = '';
    let at = 0;
    for (let index = row; index < items.length; index += rows) {
      const cell = `${String(index + 1).padStart(digits)}) ${items[index] ?? ''}`;
      line += cell;
      if (index + rows < items.length) line += gap(at + cell.length, at + widest);
      at += widest;
    }
    lines.push(line);
  }
  return `${lines.join('\n')}\n`;
};

const gap = (from: number, to: number): string => {
  let text = '';
  for (let at = from; at < to;) {
    if (Math.floor(to / TAB) > Math.floor(at / TAB)) {
      text += '\t';
      at += TAB - (at % TAB);
    } else {
      text += ' ';
      at++;
    }
  }
  return text;
};
