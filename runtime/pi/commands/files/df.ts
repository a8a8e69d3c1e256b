import { quote, quotedName } from '../../quoting.ts';
import type { PiProcess } from '../../system.ts';
import { command, Failure } from '../command.ts';
import { UsageProblem } from '../options.ts';
import type { Parsed } from '../options.ts';
import { Complaints } from './complaints.ts';
import { HUMAN, HUMAN_SI, humanSize, KIBIBYTES, readSizeForm, sizeText } from './sizes.ts';
import type { SizeForm } from './sizes.ts';

const FIELDS = [
  'source',
  'fstype',
  'itotal',
  'iused',
  'iavail',
  'ipcent',
  'size',
  'used',
  'avail',
  'pcent',
  'file',
  'target',
] as const;
type Field = (typeof FIELDS)[number];
const WORDS: ReadonlySet<Field> = new Set(['source', 'fstype', 'file', 'target']);
/** The least that a column is wide, as df has it. */
const LEAST: Readonly<Partial<Record<Field, number>>> = {
  source: 14,
  fstype: 4,
  size: 5,
  used: 5,
  avail: 5,
  itotal: 5,
  iused: 5,
  iavail: 5,
  pcent: 4,
  ipcent: 4,
};

interface Mount {
  readonly source: string;
  readonly type: string;
  readonly target: string;
  /** In bytes. */
  readonly size: number;
  readonly used: number;
  readonly inodes: number;
  readonly inodesUsed: number;
}

/** df(1) */
export const df = command({
  page: {
    name: 'df',
    section: 1,
    summary: 'show how full the card is',
    synopsis: ['df [OPTION]... [FILE]...'],
    description: [
      'Shows how much room there is in the file system that each FILE is on; without a FILE, in all. In blocks of 1024 bytes.',
    ],
    options: [
      ['-a, --all', 'all that are mounted'],
      ['-B, --block-size=SIZE', 'in units of SIZE: K, M, KB, 512'],
      ['-h, --human-readable', 'sizes like 1.5K'],
      ['-H, --si', 'sizes like 1.5k, in powers of 1000'],
      ['-i, --inodes', 'how many files, not how much room'],
      ['-k', 'as --block-size=1K'],
      ['-l, --local', 'only what is on this machine: all of it'],
      ['--no-sync', 'does nothing'],
      [
        '--output[=FIELD_LIST]',
        'these columns: source, fstype, itotal, iused, iavail, ipcent, size, used, avail, pcent, file, target',
      ],
      ['-P, --portability', 'as POSIX has it'],
      ['--sync', 'does nothing'],
      ['--total', 'and a total'],
      ['-t, --type=TYPE', 'only this kind of file system'],
      ['-T, --print-type', 'with the kind of file system'],
      ['-x, --exclude-type=TYPE', 'not this kind of file system'],
      ['-v', 'does nothing'],
    ],
    examples: [['df -h', 'how full this Pi is']],
    differences: [
      'This Pi has one file system, its card. What cannot be seen of a real one (tmpfs, boot partition) it does not have.',
    ],
    seeAlso: ['du(1)', 'free(1)'],
  },
  run: async (process, parsed, out) => {
    const complaints = new Complaints(process, out);
    const { options, operands } = parsed;
    const fields = fieldsOf(parsed);
    const form = formOf(parsed);
    const card = cardOf(process);
    const files: string[] = [];
    for (const path of operands) {
      try {
        process.fs.stat(path);
        files.push(path);
      } catch (error) {
        await complaints.failed(quotedName(path), error);
      }
    }
    if (operands.length > 0 && files.length === 0) return complaints.status;
    const only = options.get('t');
    const isShown = (only === undefined || only === card.type) && options.get('x') !== card.type;
    if (!isShown) {
      await complaints.say('no file systems processed');
      return complaints.status;
    }
    const shown = (operands.length === 0 ? ['-'] : files).map((file) => rowOf(card, fields, form, file));
    const total = { ...card, source: 'total', type: '-', target: '-' };
    if (options.has('total')) shown.push(rowOf(total, fields, form, '-'));
    const rows = [fields.map((field) => headOf(field, form, options)), ...shown];
    const widths = fields.map((field, column) =>
      Math.max(LEAST[field] ?? 0, ...rows.map((row) => row[column]?.length ?? 0)),
    );
    for (const row of rows) {
      const cells = row.map((cell, column) => {
        const isWord = WORDS.has(fields[column] ?? 'size');
        const width = widths[column] ?? 0;
        if (isWord) return column === row.length - 1 ? cell : cell.padEnd(width);
        return cell.padStart(width);
      });
      await out.write(`${cells.join(' ')}\n`);
    }
    return complaints.status;
  },
});

const cardOf = (process: PiProcess): Mount => {
  const { size, used, inodes, inodesUsed } = process.fs.usage();
  return { source: '/dev/mmcblk0p2', type: 'ext4', target: '/', size, used, inodes, inodesUsed };
};

/** @throws UsageProblem */
const fieldsOf = ({ options, all }: Parsed): readonly Field[] => {
  const list = options.get('output');
  if (list !== undefined) {
    for (const [letter, name] of [
      ['i', '-i'],
      ['P', '-P'],
      ['T', '-T'],
    ] as const)
      if (options.has(letter)) throw new UsageProblem(`options ${name} and --output are mutually exclusive`);
    if (list === '') return FIELDS;
    const asked = all.filter(([key]) => key === 'output').flatMap(([, value]) => value.split(','));
    return asked.map((name, index) => {
      const field = FIELDS.find((each) => each === name);
      if (field === undefined) throw new UsageProblem(`option --output: field ${quote(name)} unknown`);
      if (asked.indexOf(name) !== index)
        throw new UsageProblem(`option --output: field ${quote(name)} used more than once`);
      return field;
    });
  }
  const type: readonly Field[] = options.has('T') ? ['fstype'] : [];
  return options.has('i')
    ? ['source', ...type, 'itotal', 'iused', 'iavail', 'ipcent', 'target']
    : ['source', ...type, 'size', 'used', 'avail', 'pcent', 'target'];
};

const formOf = ({ all }: Parsed): SizeForm => {
  let form = KIBIBYTES;
  for (const [key, value] of all) {
    if (key === 'h') form = HUMAN;
    else if (key === 'H') form = HUMAN_SI;
    else if (key === 'k') form = KIBIBYTES;
    else if (key === 'B') {
      const read = readSizeForm(value);
      if (read === undefined) throw new Failure(`invalid -B argument '${value}'`);
      form = read;
    }
  }
  return form;
};

const headOf = (field: Field, form: SizeForm, options: ReadonlyMap<string, string>): string => {
  switch (field) {
    case 'source':
      return 'Filesystem';
    case 'fstype':
      return 'Type';
    case 'itotal':
      return 'Inodes';
    case 'iused':
      return 'IUsed';
    case 'iavail':
      return 'IFree';
    case 'ipcent':
      return 'IUse%';
    case 'size':
      if (form.kind === 'human') return 'Size';
      if (options.has('P')) return `${form.unit}-blocks`;
      return `${unitName(form)}-blocks`;
    case 'used':
      return 'Used';
    case 'avail':
      return form.kind === 'human' && !options.has('P') ? 'Avail' : 'Available';
    case 'pcent':
      return options.has('P') ? 'Capacity' : 'Use%';
    case 'file':
      return 'File';
    case 'target':
      return 'Mounted on';
  }
};

/** `1K`, `1M`, `512B` */
const unitName = (form: SizeForm & { readonly kind: 'units' }): string =>
  form.unit >= 1_024 && form.unit % 1_024 === 0
    ? humanSize(form.unit).replace('.0', '')
    : form.unit >= 1_000 && form.unit % 1_000 === 0
      ? `${humanSize(form.unit, 1_000).replace('.0', '')}B`
      : `${form.unit}B`;

const percent = (used: number, free: number): string =>
  used + free === 0 ? '-' : `${Math.ceil((used * 100) / (used + free))}%`;

const rowOf = (
  { source, type, target, size, used, inodes, inodesUsed }: Mount,
  fields: readonly Field[],
  form: SizeForm,
  file: string,
): string[] => {
  const count = (value: number) => (form.kind === 'human' ? humanSize(value, form.base) : String(value));
  const cells: Readonly<Record<Field, string>> = {
    source,
    fstype: type,
    itotal: count(inodes),
    iused: count(inodesUsed),
    iavail: count(inodes - inodesUsed),
    ipcent: percent(inodesUsed, inodes - inodesUsed),
    size: sizeText(size, form),
    used: sizeText(used, form),
    avail: sizeText(size - used, form),
    pcent: percent(used, size - used),
    file,
    target,
  };
  return fields.map((field) => cells[field]);
};
