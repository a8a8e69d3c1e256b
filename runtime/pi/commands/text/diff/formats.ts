/** How changes are written: diff(1), "Output formats". Text has one character a byte. */
import { byteString, encoder } from '../lines.ts';
import type { Change } from './changes.ts';
import { expandTabs } from './text-file.ts';
import type { TextFile } from './text-file.ts';

export interface Form {
  /** Absent: no colours. */
  readonly colour: boolean;
  /** Lines of context of -u and -c. */
  readonly context: number;
  /** Instead of names and times. */
  readonly labels: readonly string[];
  readonly expandsTabs: boolean;
  /** A tabulator before the lines, so that those in them stand as they did. */
  readonly initialTab: boolean;
  readonly width: number;
  readonly leftColumn: boolean;
  readonly suppressesCommon: boolean;
}

export type Writer = (a: TextFile, b: TextFile, changes: readonly Change[], form: Form) => string;

const NO_NEWLINE = '\\ No newline at end of file\n';
const RED = '31';
const GREEN = '32';
const CYAN = '36';
const BOLD = '1';

const painted = (text: string, colour: string, { colour: isOn }: Form): string =>
  isOn ? `\x1b[${colour}m${text}\x1b[0m` : text;

/** One line with its mark, and what is to be said when its newline is missing. */
const lineWith = (mark: string, file: TextFile, index: number, form: Form, colour?: string): string => {
  const line = file.lines[index] ?? '';
  const text = mark + (form.expandsTabs ? expandTabs(line) : line);
  const shown = colour === undefined ? text : painted(text, colour, form);
  return `${shown}\n${file.isCut && index === file.lines.length - 1 ? NO_NEWLINE : ''}`;
};

const linesWith = (mark: string, file: TextFile, from: number, to: number, form: Form, colour?: string): string => {
  let text = '';
  for (let index = from; index < to; index++) text += lineWith(mark, file, index, form, colour);
  return text;
};

/** `3`, `3,5`; of no lines, the one before. */
const range = (from: number, to: number): string =>
  to <= from + 1 ? String(to === from ? from : to) : `${from + 1},${to}`;

/** 2c2, 4a5, 5d4. */
export const normal: Writer = (a, b, changes, form) => {
  const gap = form.initialTab ? '\t' : ' ';
  return changes
    .map(({ from, to, otherFrom, otherTo }) => {
      const letter = to === from ? 'a' : otherTo === otherFrom ? 'd' : 'c';
      const head = painted(`${range(from, to)}${letter}${range(otherFrom, otherTo)}`, CYAN, form);
      const between = letter === 'c' ? '---\n' : '';
      return `${head}\n${linesWith(`<${gap}`, a, from, to, form, RED)}${between}${linesWith(`>${gap}`, b, otherFrom, otherTo, form, GREEN)}`;
    })
    .join('');
};

/** `2026-11-22 10:39:00.000000000 +0000` */
const stamp = (ms: number): string => {
  const whole = Math.floor(ms / 1_000) * 1_000;
  const [date = '', time = ''] = new Date(whole).toISOString().split('T');
  const nanoseconds = String(Math.round((ms - whole) * 1e6)).padStart(9, '0');
  return `${date} ${time.slice(0, 8)}.${nanoseconds} +0000`;
};

const heading = (mark: string, file: TextFile, label: string | undefined, form: Form): string =>
  painted(`${mark} ${byteString(encoder.encode(label ?? `${file.name}\t${stamp(file.modified)}`))}`, BOLD, form) + '\n';

/** Changes whose contexts touch. */
const hunks = (changes: readonly Change[], context: number): readonly (readonly Change[])[] => {
  const groups: Change[][] = [];
  for (const change of changes) {
    const last = groups.at(-1)?.at(-1);
    if (last !== undefined && change.from - last.to <= 2 * context) groups.at(-1)?.push(change);
    else groups.push([change]);
  }
  return groups;
};

const bounds = (group: readonly Change[], a: TextFile, b: TextFile, context: number): Change => {
  const [first] = group;
  const last = group.at(-1);
  return {
    from: Math.max(0, (first?.from ?? 0) - context),
    to: Math.min(a.lines.length, (last?.to ?? 0) + context),
    otherFrom: Math.max(0, (first?.otherFrom ?? 0) - context),
    otherTo: Math.min(b.lines.length, (last?.otherTo ?? 0) + context),
  };
};

const unifiedRange = (from: number, to: number): string =>
  to - from === 1 ? String(to) : to === from ? `${from},0` : `${from + 1},${to - from}`;

export const unified: Writer = (a, b, changes, form) => {
  const gap = form.initialTab ? '\t' : '';
  let text = heading('---', a, form.labels[0], form) + heading('+++', b, form.labels[1], form);
  for (const group of hunks(changes, form.context)) {
    const { from, to, otherFrom, otherTo } = bounds(group, a, b, form.context);
    text += `${painted(`@@ -${unifiedRange(from, to)} +${unifiedRange(otherFrom, otherTo)} @@`, CYAN, form)}\n`;
    let at = from;
    const blank = form.initialTab ? '\t' : ' ';
    for (const change of group) {
      text += linesWith(blank, a, at, change.from, form);
      text += linesWith(`-${gap}`, a, change.from, change.to, form, RED);
      text += linesWith(`+${gap}`, b, change.otherFrom, change.otherTo, form, GREEN);
      at = change.to;
    }
    text += linesWith(blank, a, at, to, form);
  }
  return text;
};

export const inContext: Writer = (a, b, changes, form) => {
  const gap = form.initialTab ? '\t' : ' ';
  let text = heading('***', a, form.labels[0], form) + heading('---', b, form.labels[1], form);
  for (const group of hunks(changes, form.context)) {
    const { from, to, otherFrom, otherTo } = bounds(group, a, b, form.context);
    text += `***************\n${painted(`*** ${range(from, to)} ****`, CYAN, form)}\n`;
    if (group.some((change) => change.to > change.from)) {
      let at = from;
      for (const change of group) {
        text += linesWith(` ${gap}`, a, at, change.from, form);
        text += linesWith(
          `${change.otherTo > change.otherFrom ? '!' : '-'}${gap}`,
          a,
          change.from,
          change.to,
          form,
          RED,
        );
        at = change.to;
      }
      text += linesWith(` ${gap}`, a, at, to, form);
    }
    text += `${painted(`--- ${range(otherFrom, otherTo)} ----`, CYAN, form)}\n`;
    if (!group.some((change) => change.otherTo > change.otherFrom)) continue;
    let at = otherFrom;
    for (const change of group) {
      text += linesWith(` ${gap}`, b, at, change.otherFrom, form);
      text += linesWith(
        `${change.to > change.from ? '!' : '+'}${gap}`,
        b,
        change.otherFrom,
        change.otherTo,
        form,
        GREEN,
      );
      at = change.otherTo;
    }
    text += linesWith(` ${gap}`, b, at, otherTo, form);
  }
  return text;
};

/** For ed(1): from the end, so that the numbers of lines stay true. A line that is just a point needs care. */
export const edScript: Writer = (_a, b, changes) =>
  [...changes]
    .reverse()
    .map(({ from, to, otherFrom, otherTo }) => {
      const letter = to === from ? 'a' : otherTo === otherFrom ? 'd' : 'c';
      const lines = b.lines.slice(otherFrom, otherTo).map((line) => (line === '.' ? '..\n.\ns/.//\na\n' : `${line}\n`));
      return `${range(from, to)}${letter}\n${lines.length === 0 ? '' : `${lines.join('')}.\n`}`;
    })
    .join('');

/** RCS: every command says how many lines. */
export const rcsScript: Writer = (_a, b, changes) =>
  changes
    .map(({ from, to, otherFrom, otherTo }) => {
      const deleted = to === from ? '' : `d${from + 1} ${to - from}\n`;
      if (otherTo === otherFrom) return deleted;
      const isCut = b.isCut && otherTo === b.lines.length;
      const lines = b.lines.slice(otherFrom, otherTo).join('\n') + (isCut ? '' : '\n');
      return `${deleted}a${to} ${otherTo - otherFrom}\n${lines}`;
    })
    .join('');

const TAB = 8;

/** Blanks and tabulators from one column to another. */
const across = (from: number, to: number, expandsTabs: boolean): string => {
  let text = '';
  let column = from;
  if (!expandsTabs)
    for (let tab = column + TAB - (column % TAB); tab <= to; tab += TAB) {
      text += '\t';
      column = tab;
    }
  return text + ' '.repeat(Math.max(0, to - column));
};

export const sideBySide: Writer = (a, b, changes, form) => {
  const tab = form.expandsTabs ? 1 : TAB;
  const middle = (form.width >> 1) + (tab >> 1) + (form.width & tab & 1);
  const offset = middle - (middle % tab);
  const half = Math.max(0, Math.min(offset - 3, form.width - offset));
  const second = half > 0 ? offset : form.width;
  const isCut = (file: TextFile, index: number): boolean => file.isCut && index === file.lines.length - 1;
  const row = (leftIndex: number | undefined, mark: string, rightIndex: number | undefined): string => {
    const left = leftIndex === undefined ? undefined : a.lines[leftIndex];
    const right = rightIndex === undefined ? undefined : b.lines[rightIndex];
    const leftEnds = leftIndex !== undefined && !isCut(a, leftIndex);
    const rightEnds = rightIndex !== undefined && !isCut(b, rightIndex);
    let text = '';
    let column = 0;
    if (left !== undefined) {
      text = expandTabs(left).slice(0, half);
      column = text.length;
      if (!form.expandsTabs && left.length <= half && !left.includes('\t')) text = left;
    }
    if (mark !== ' ') {
      const at = Math.floor((half + second - 1) / 2);
      // Where just one of the two has a newline.
      const shown = mark === '|' && leftEnds !== rightEnds ? (leftEnds ? '/' : '\\') : mark;
      text += across(column, at, form.expandsTabs) + shown;
      column = at + 1;
    }
    if (right !== undefined && right !== '')
      text += across(column, second, form.expandsTabs) + expandTabs(right).slice(0, half);
    return leftEnds || rightEnds ? `${text}\n` : text;
  };
  let text = '';
  let at = 0;
  let other = 0;
  const common = (to: number): void => {
    for (; at < to; at++, other++)
      if (!form.suppressesCommon) text += row(at, form.leftColumn ? '(' : ' ', form.leftColumn ? undefined : other);
  };
  for (const { from, to, otherFrom, otherTo } of changes) {
    common(from);
    const pairs = Math.min(to - from, otherTo - otherFrom);
    for (let index = 0; index < pairs; index++) text += row(from + index, '|', otherFrom + index);
    for (let index = from + pairs; index < to; index++) text += row(index, '<', undefined);
    for (let index = otherFrom + pairs; index < otherTo; index++) text += row(undefined, '>', index);
    at = to;
    other = otherTo;
  }
  common(a.lines.length);
  return text;
};
