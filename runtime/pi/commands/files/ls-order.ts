/** In which order ls(1) lists. */
import type { Entry } from './ls-entry.ts';
import type { ListSettings, Order } from './ls-settings.ts';
import { textWidth } from '../../tty/width.ts';
import { versionOrder } from './version-order.ts';

/** By Unicode's numbers, which is the order of UTF-8's bytes. */
export const byBytes = (a: string, b: string): number => {
  if (a === b) return 0;
  const length = Math.min(a.length, b.length);
  for (let at = 0; at < length; at++) {
    if (a[at] === b[at]) continue;
    // Half of a pair stands for a character beyond all that have one unit.
    return (a.codePointAt(at) ?? 0) - (b.codePointAt(at) ?? 0);
  }
  return a.length - b.length;
};

const extension = (name: string): string => (name.includes('.') ? name.slice(name.lastIndexOf('.')) : '');

const comparison = (order: Order): ((a: Entry, b: Entry) => number) => {
  const byName = (a: Entry, b: Entry) => byBytes(a.name, b.name);
  switch (order) {
    case 'name':
    case 'none':
      return byName;
    case 'size':
      return (a, b) => (b.stat?.size ?? 0) - (a.stat?.size ?? 0) || byName(a, b);
    case 'time':
      return (a, b) => (b.stat?.modified ?? 0) - (a.stat?.modified ?? 0) || byName(a, b);
    case 'version':
      return (a, b) => versionOrder(a.name, b.name) || byName(a, b);
    case 'extension':
      return (a, b) => byBytes(extension(a.name), extension(b.name)) || byName(a, b);
    case 'width':
      return (a, b) => textWidth(a.name) - textWidth(b.name) || byName(a, b);
  }
};

export const sorted = (entries: readonly Entry[], settings: ListSettings): readonly Entry[] => {
  if (settings.order === 'none') return entries;
  const compare = comparison(settings.order);
  const direction = settings.reverse ? -1 : 1;
  const rank = ({ isDirectory }: Entry) => (settings.directoriesFirst && isDirectory ? 0 : 1);
  return [...entries].sort((a, b) => rank(a) - rank(b) || direction * compare(a, b));
};
