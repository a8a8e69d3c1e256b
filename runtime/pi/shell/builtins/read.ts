import type { Builtin, Shell } from '../shell.ts';
import { isName } from '../variables.ts';
import { takeOptions } from './usage.ts';

/** One line, byte by byte: what follows it belongs to whoever reads next. */
const readLine = async (shell: Shell): Promise<{ text: string; ended: boolean } | undefined> => {
  const input = shell.process.fds.get(0);
  if (input === undefined) return undefined;
  const bytes: number[] = [];
  for (;;) {
    const byte = await shell.readByte(input);
    if (byte === undefined || byte === 10)
      return { text: new TextDecoder().decode(new Uint8Array(bytes)), ended: byte === undefined };
    bytes.push(byte);
  }
};

/** Splits a line for `names` variables: the last one gets all that is left. */
const shares = (line: string, count: number, separators: string): string[] => {
  const blank = [...separators].filter((c) => ' \t\n'.includes(c)).join('');
  const trimmedStart = (text: string): string => {
    let index = 0;
    while (index < text.length && blank.includes(text[index] ?? '')) index++;
    return text.slice(index);
  };
  const values: string[] = [];
  let rest = trimmedStart(line);
  while (values.length < count - 1) {
    const end = [...rest].findIndex((character) => separators.includes(character));
    if (end < 0) {
      values.push(rest);
      rest = '';
      continue;
    }
    const characters = [...rest];
    values.push(characters.slice(0, end).join(''));
    rest = trimmedStart(characters.slice(end).join(''));
    if (separators.includes(rest[0] ?? ' ') && !blank.includes(rest[0] ?? ' ') && rest !== '')
      rest = trimmedStart(rest.slice(1));
  }
  let end = rest.length;
  while (end > 0 && blank.includes(rest[end - 1] ?? '')) end--;
  return [...values, rest.slice(0, end)];
};

/** `read [-r] [-p prompt] [name ...]`; without -r a backslash joins lines and quotes. */
export const read: Builtin = async (shell, args) => {
  const prompted = args.indexOf('-p');
  const prompt = prompted > 0 ? args[prompted + 1] : undefined;
  const others = prompted > 0 ? [...args.slice(0, prompted), ...args.slice(prompted + 2)] : args;
  const { options, rest, bad } = takeOptions(others, 'r');
  if (bad !== undefined) {
    await shell.complain(`read: this Pi's shell does not have \`read ${bad}' yet`);
    return 2;
  }
  for (const name of rest) {
    if (isName(name)) continue;
    await shell.complain(`read: \`${name}': not a valid identifier`);
    return 1;
  }
  if (prompt !== undefined && shell.process.fds.get(0)?.terminal !== undefined) await shell.print(prompt, 2);
  const raw = options.has('r');
  let line = '';
  let ended = false;
  for (;;) {
    const next = await readLine(shell);
    if (next === undefined) {
      await shell.complain('read: read error: 0: Bad file descriptor');
      return 1;
    }
    line += next.text;
    ended = next.ended;
    if (raw || ended || !/(?:^|[^\\])(?:\\\\)*\\$/.test(line)) break;
    line = line.slice(0, -1);
  }
  const text = raw ? line : line.replace(/\\(.)/gs, '$1');
  const names = rest.length === 0 ? ['REPLY'] : rest;
  const values = rest.length === 0 ? [text] : shares(text, names.length, shell.variables.get('IFS') ?? ' \t\n');
  names.forEach((name, index) => shell.assign(name, values[index] ?? ''));
  return ended ? 1 : 0;
};
