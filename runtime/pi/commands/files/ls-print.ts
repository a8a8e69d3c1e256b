/** Makes the lines that ls(1) prints of what it lists. */
import type { Stat } from '../../system.ts';
import { textWidth } from '../../tty/width.ts';
import type { Accounts } from './accounts.ts';
import type { Colours } from './ls-colours.ts';
import type { Entry } from './ls-entry.ts';
import { inColumns, inRows, withCommas } from './ls-layout.ts';
import type { ListSettings } from './ls-settings.ts';
import { modeText } from './mode-text.ts';
import { quotedAs } from './quoting-style.ts';
import { sizeText } from './sizes.ts';
import { timeText } from './timestamps.ts';

const BLOCK = 512;
/** Half a year, as ls counts it: 31,556,952 seconds have a year's mean length. */
const RECENT = 31_556_952_000 / 2;
const UNPRINTABLE = /[\p{Cc}\p{Cn}\p{Cs}]/gu;
/** Characters that a mark behind a name could be taken for. */
const MARKS: Readonly<Record<ListSettings['indicator'], string>> = {
  none: '',
  slash: '',
  'file-type': '=>@|',
  classify: '*=>@|',
};

/** The numbers of devices, as Linux has them on a Raspberry Pi 3; those of its GPIO are given at its start. */
const DEVICE_NUMBERS: Readonly<Record<string, string>> = {
  null: '1, 3',
  zero: '1, 5',
  full: '1, 7',
  random: '1, 8',
  urandom: '1, 9',
  tty: '5, 0',
  'i2c-1': '89, 1',
  gpiochip0: '254, 0',
  gpiomem: '246, 0',
};

export class Printed {
  readonly #settings: ListSettings;
  readonly #now: number;
  readonly #colours: Colours | undefined;
  readonly #accounts: Accounts | undefined;

  constructor(settings: ListSettings, now: number, colours: Colours | undefined, accounts: Accounts | undefined) {
    this.#settings = settings;
    this.#now = now;
    this.#colours = colours;
    this.#accounts = accounts;
  }

  total(entries: readonly Entry[]): string {
    const blocks = entries.reduce((sum, { stat }) => sum + (stat?.blocks ?? 0), 0);
    return sizeText(blocks * BLOCK, this.#settings.blockForm);
  }

  lines(entries: readonly Entry[]): readonly string[] {
    const { format, width, tab } = this.#settings;
    const names = entries.map(({ name }) => this.#shown(name));
    const isPadded =
      (format === 'long' || ((format === 'columns' || format === 'rows') && width > 0)) &&
      this.#settings.quoting.startsWith('shell-escape') &&
      names.some((shown, index) => shown !== entries[index]?.name);
    const heads = this.#heads(entries);
    const cells = entries.map((entry, index) => {
      const shown = names[index] ?? '';
      const blank = isPadded && shown === entry.name ? ' ' : '';
      const mark = this.#mark(entry.stat);
      const head = heads[index] ?? '';
      return {
        text: head + blank + this.#painted(entry, shown) + mark,
        width: head.length + blank.length + textWidth(shown) + mark.length,
      };
    });
    switch (format) {
      case 'long':
        return this.#long(
          entries,
          cells.map(({ text }, index) => text.slice((heads[index] ?? '').length)),
          heads,
        );
      case 'one':
        return cells.map(({ text }) => text);
      case 'columns':
        return inColumns(cells, { width, tab });
      case 'rows':
        return inRows(cells, { width, tab });
      case 'commas':
        return withCommas(cells, { width, tab });
    }
  }

  /** The number of the inode and of the blocks, where they are asked for. */
  #heads(entries: readonly Entry[]): readonly string[] {
    const { inode, blocks, blockForm, format } = this.#settings;
    const columns = [
      ...(inode ? [entries.map(({ stat }) => (stat === undefined ? '?' : String(stat.inode)))] : []),
      ...(blocks
        ? [entries.map(({ stat }) => (stat === undefined ? '?' : sizeText(stat.blocks * BLOCK, blockForm)))]
        : []),
    ];
    const isRagged = format === 'commas';
    const widths = columns.map((column) => (isRagged ? 0 : Math.max(...column.map(({ length }) => length), 0)));
    return entries.map((_, row) =>
      columns.map((column, index) => `${(column[row] ?? '').padStart(widths[index] ?? 0)} `).join(''),
    );
  }

  #long(entries: readonly Entry[], names: readonly string[], heads: readonly string[]): readonly string[] {
    const rows = entries.map((entry) => this.#columns(entry));
    const count = rows[0]?.length ?? 0;
    const widths = Array.from({ length: count }, (_, column) =>
      Math.max(...rows.map((row) => textWidth(row[column]?.text ?? ''))),
    );
    return rows.map((row, index) => {
      const padded = row.map(({ text, isNumber }, column) => {
        const width = (widths[column] ?? 0) - textWidth(text);
        return isNumber ? ' '.repeat(width) + text : text + ' '.repeat(width);
      });
      return `${heads[index] ?? ''}${padded.join(' ')} ${names[index] ?? ''}${this.#arrow(entries[index])}`;
    });
  }

  #columns({ name, stat }: Entry): { readonly text: string; readonly isNumber: boolean }[] {
    const { owner, group, author } = this.#settings;
    const number = (text: string) => ({ text, isNumber: true });
    const word = (text: string) => ({ text, isNumber: this.#settings.numeric });
    const user = stat === undefined ? '?' : this.#user(stat.owner);
    return [
      { text: stat === undefined ? '?????????'.padStart(10, '-') : modeText(stat), isNumber: false },
      number(stat === undefined ? '?' : String(stat.links)),
      ...(owner ? [word(user)] : []),
      ...(group ? [word(stat === undefined ? '?' : this.#group(stat.group))] : []),
      ...(author ? [word(user)] : []),
      number(stat === undefined ? '?' : this.#size(name, stat)),
      number(stat === undefined ? '?' : this.#time(stat.modified)),
    ];
  }

  #user(name: string): string {
    return this.#accounts === undefined ? name : String(this.#accounts.userId(name) ?? name);
  }

  #group(name: string): string {
    return this.#accounts === undefined ? name : String(this.#accounts.groupId(name) ?? name);
  }

  #size(name: string, { kind, size }: Stat): string {
    if (kind === 'device') return DEVICE_NUMBERS[name.slice(name.lastIndexOf('/') + 1)] ?? '0, 0';
    const { sizeForm } = this.#settings;
    return sizeForm === undefined ? String(size) : sizeText(size, sizeForm);
  }

  #time(at: number): string {
    const { times, zone } = this.#settings;
    const isRecent = at <= this.#now && at > this.#now - RECENT;
    return timeText(times[isRecent ? 1 : 0], at, zone);
  }

  /** ` -> where it leads` */
  #arrow(entry: Entry | undefined): string {
    const target = entry?.stat?.target;
    if (entry === undefined || target === undefined) return '';
    const shown = this.#shown(target);
    const stat = entry.target;
    const painted =
      this.#colours !== undefined && stat !== undefined ? this.#colours.paint(shown, target, stat, undefined) : shown;
    return ` -> ${painted}${this.#settings.indicator === 'slash' ? '' : this.#mark(stat)}`;
  }

  #painted({ name, stat, target }: Entry, shown: string): string {
    if (this.#colours === undefined || stat === undefined) return shown;
    return this.#colours.paint(shown, name, stat, target);
  }

  #shown(name: string): string {
    const { quoting, questionMarks, indicator } = this.#settings;
    const also = (quoting === 'escape' ? ' ' : '') + MARKS[indicator];
    const shown = quotedAs(name, quoting, also);
    const isRaw = quoting === 'literal' || quoting === 'shell' || quoting === 'shell-always';
    return questionMarks && isRaw ? shown.replace(UNPRINTABLE, '?') : shown;
  }

  #mark(stat: Stat | undefined): string {
    const { indicator, format } = this.#settings;
    if (indicator === 'none' || stat === undefined) return '';
    if (stat.kind === 'directory') return '/';
    if (indicator === 'slash') return '';
    if (stat.kind === 'link') return format === 'long' ? '' : '@';
    if (stat.kind === 'pipe') return '|';
    return indicator === 'classify' && stat.kind === 'file' && (stat.mode & 0o111) !== 0 ? '*' : '';
  }
}
