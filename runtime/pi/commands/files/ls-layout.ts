/** How ls(1) sets out what it lists: order, quotes, colours, columns, long lines. */
import type { Stat } from '../../system.ts';
import { textWidth } from '../../tty/width.ts';

export interface Entry {
  readonly name: string;
  readonly stat: Stat;
}

/** A name with and without colours: the width of both is that of `text`. */
export interface Shown {
  readonly text: string;
  readonly painted: string;
}

/** As the locales of Europe sort: letters and digits first, case and punctuation only to decide a tie. */
export const byName = (a: string, b: string): number => {
  const order = compare(letters(a), letters(b));
  if (order !== 0) return order;
  // Lower case before upper case: `a` before `A`.
  return compare(swapCase(a), swapCase(b));
};

const letters = (name: string): string => name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '') || name;
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
const swapCase = (name: string): string =>
  name.replace(/\p{L}/gu, (letter) => (letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase()));

/** `'a b'`, `"it's"`: as a shell would read the name back. */
export const quoted = (name: string): string => {
  if (name !== '' && !/[\s'"\\$`!&|;<>()*?[\]{}^=]|^[~#]/.test(name)) return name;
  if (!name.includes("'")) return `'${name}'`;
  return /["$`\\!]/.test(name) ? `'${name.replaceAll("'", "'\\''")}'` : `"${name}"`;
};

/** dircolors(1), as it is without a configuration. */
const colourOf = ({ kind, mode }: Stat): string => {
  switch (kind) {
    case 'directory':
      if ((mode & 0o1002) === 0o1002) return '30;42';
      return (mode & 0o002) !== 0 ? '34;42' : '01;34';
    case 'link':
      return '01;36';
    case 'device':
      return '40;33;01';
    case 'pipe':
      return '40;33';
    case 'file':
      if ((mode & 0o4000) !== 0) return '37;41';
      return (mode & 0o111) !== 0 ? '01;32' : '';
  }
};

export const paint = (text: string, stat: Stat, isColoured: boolean): string => {
  const colour = isColoured ? colourOf(stat) : '';
  return colour === '' ? text : `\x1b[0m\x1b[${colour}m${text}\x1b[0m`;
};

/** As few lines as fit the width, filled downwards, two spaces between columns. */
export const inColumns = (names: readonly Shown[], width: number): readonly string[] => {
  const widths = names.map(({ text }) => textWidth(text));
  for (let rows = 1; ; rows++) {
    const columns = Math.ceil(names.length / rows);
    const columnWidths = Array.from({ length: columns }, (_, column) =>
      Math.max(...widths.slice(column * rows, (column + 1) * rows)),
    );
    const total = columnWidths.reduce((sum, columnWidth) => sum + columnWidth + 2, -2);
    if (total >= width && rows < names.length) continue;
    return Array.from({ length: names.length === 0 ? 0 : rows }, (_, row) => {
      const cells = names.flatMap((name, index) => (index % rows === row ? [{ name, index }] : []));
      return cells
        .map(({ name, index }, column) => {
          const isLast = column === cells.length - 1;
          const padding = (columnWidths[column] ?? 0) - (widths[index] ?? 0) + 2;
          return isLast ? name.painted : name.painted + ' '.repeat(padding);
        })
        .join('');
    });
  }
};

interface LongOptions {
  readonly now: number;
  readonly isHuman: boolean;
  /** The lines are a directory's: a total comes first. */
  readonly isDirectory: boolean;
}

/** `-rw-r--r-- 1 pi pi 12 Nov 22 10:39 hello.txt` */
export const longLines = (
  entries: readonly Entry[],
  show: (entry: Entry) => Shown,
  { now, isHuman, isDirectory }: LongOptions,
): readonly string[] => {
  const rows = entries.map((entry) => {
    const { stat } = entry;
    const target = stat.target === undefined ? '' : ` -> ${stat.target}`;
    return {
      mode: modeText(stat),
      cells: [String(stat.links), stat.owner, stat.group, isHuman ? humanSize(stat.size) : String(stat.size)],
      rest: `${timeText(stat.modified, now)} ${show(entry).painted}${target}`,
    };
  });
  const widths = [0, 1, 2, 3].map((column) => Math.max(0, ...rows.map(({ cells }) => cells[column]?.length ?? 0)));
  const lines = rows.map(({ mode, cells, rest }) => {
    const padded = cells.map((cell, column) => {
      const width = widths[column] ?? 0;
      return column === 1 || column === 2 ? cell.padEnd(width) : cell.padStart(width);
    });
    return `${mode} ${padded.join(' ')} ${rest}`;
  });
  if (!isDirectory) return lines;
  const kibibytes = entries.reduce(
    (sum, { stat }) => sum + (stat.kind === 'link' ? 0 : Math.ceil(stat.size / 4_096) * 4),
    0,
  );
  return [`total ${isHuman ? humanSize(kibibytes * 1_024) : kibibytes}`, ...lines];
};

const KIND_LETTER: Readonly<Record<Stat['kind'], string>> = {
  file: '-',
  directory: 'd',
  link: 'l',
  device: 'c',
  pipe: 'p',
};

/** `drwxr-xr-x`, `-rwsr-xr-x`, `drwxrwxrwt` */
const modeText = ({ kind, mode }: Stat): string => {
  const bits = [...'rwxrwxrwx'].map((letter, index) => ((mode & (0o400 >> index)) === 0 ? '-' : letter));
  if ((mode & 0o4000) !== 0) bits[2] = bits[2] === 'x' ? 's' : 'S';
  if ((mode & 0o1000) !== 0) bits[8] = bits[8] === 'x' ? 't' : 'T';
  return KIND_LETTER[kind] + bits.join('');
};

const humanSize = (size: number): string => {
  let value = size;
  let unit = '';
  for (const next of ['K', 'M', 'G', 'T']) {
    if (value < 1_024) break;
    value /= 1_024;
    unit = next;
  }
  if (unit === '') return String(size);
  // Rounded up, one digit after the point below ten.
  const rounded = value < 10 ? Math.ceil(value * 10) / 10 : Math.ceil(value);
  return `${rounded < 10 ? rounded.toFixed(1) : rounded}${unit}`;
};

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
/** Half a year, as ls counts it. */
const RECENT = 31_556_952_000 / 2;

/** The time of day within the last half year, else the year. UTC. */
const timeText = (modified: number, now: number): string => {
  const date = new Date(modified);
  const day = `${MONTHS[date.getUTCMonth()]} ${String(date.getUTCDate()).padStart(2)}`;
  const isRecent = modified <= now && modified > now - RECENT;
  return `${day} ${isRecent ? date.toISOString().slice(11, 16) : String(date.getUTCFullYear()).padStart(5)}`;
};
