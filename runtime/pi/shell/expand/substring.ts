/**
 * `${x:offset:length}` (bash(1), Substring Expansion): of a text its characters, of `$@` and arrays their
 * elements. An offset below 0 counts from the end, a length below 0 says where to stop instead.
 *
 *     ${x:2} ${x: -3} ${x:1:2} ${x:0:-1}     ${@:2} ${@: -1} ${a[@]:1:2}
 */
import { ExpansionProblem } from '../expansion-problem.ts';

export interface Range {
  readonly offset: number;
  readonly length: number | undefined;
  /** As it was typed, for the complaint. */
  readonly lengthText: string;
}

const negative = ({ lengthText }: Range): ExpansionProblem =>
  new ExpansionProblem(`${lengthText}: substring expression < 0`);

export const substring = (text: string, range: Range): string => {
  const characters = /[\ud800-\udfff]/.test(text) ? Array.from(text) : text;
  const { length } = characters;
  const start = range.offset < 0 ? length + range.offset : range.offset;
  if (start < 0 || start > length) return '';
  const wanted = range.length ?? length;
  const end = wanted < 0 ? length + wanted : Math.min(length, start + wanted);
  if (end < start) throw negative(range);
  const part = characters.slice(start, end);
  return typeof part === 'string' ? part : part.join('');
};

/** @param first `$0`, which counts as the one before the first */
export const sliceOfPositional = (values: readonly string[], first: string, range: Range): string[] => {
  if (range.length !== undefined && range.length < 0) throw negative(range);
  const all = [first, ...values];
  const start = range.offset < 0 ? all.length + range.offset : range.offset;
  return start < 0 ? [] : all.slice(start, range.length === undefined ? undefined : start + range.length);
};

/** @param keys of an indexed array: the offset is an index, gaps do not count */
export const sliceOfArray = (values: readonly string[], keys: readonly string[], range: Range): string[] => {
  if (range.length !== undefined && range.length < 0) throw negative(range);
  const start = range.offset < 0 ? Number(keys.at(-1) ?? -1) + 1 + range.offset : range.offset;
  if (start < 0) return [];
  const from = keys.findIndex((key) => Number(key) >= start);
  return from < 0 ? [] : values.slice(from, range.length === undefined ? undefined : from + range.length);
};
