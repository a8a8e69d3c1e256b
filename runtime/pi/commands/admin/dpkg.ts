import type { Command, PiProcess } from '../../system.ts';
import { command } from '../command.ts';
import type { Parsed } from '../options.ts';
import type { StandardOut } from '../stdio.ts';
import { begunBy } from './begun.ts';
import { globTest, packageNamed, PACKAGES } from './packages.ts';
import type { Package } from './packages.ts';

const NOT_HERE = 'this simulated Raspberry Pi keeps the packages that it has; nothing was changed';

/** dpkg(1), what it says of packages; it changes none. */
export const dpkg: Command = command({
  page: {
    name: 'dpkg',
    section: 1,
    summary: 'look at installed packages',
    synopsis: ['dpkg -l [PATTERN...]', 'dpkg -s PACKAGE...', 'dpkg -L PACKAGE...', 'dpkg -S PATH...'],
    description: ['Says which packages are installed and what belongs to them.'],
    options: [
      ['-l, --list', 'list packages, those whose names fit a pattern'],
      ['-s, --status', 'what is known of a package'],
      ['-L, --listfiles', 'the files of a package'],
      ['-S, --search', 'the package that a file belongs to'],
      ['-i, --install', 'install from a file: not on this Pi'],
      ['-r, --remove', 'remove a package: not on this Pi'],
      ['-P, --purge', 'remove a package with its configuration: not on this Pi'],
      ['--print-architecture', 'print arm64'],
    ],
    examples: [['dpkg -l | grep mosquitto', 'what of Mosquitto is installed, and which version']],
    exitStatus: [
      ['1', 'a package or a file is not known'],
      ['2', 'it could not be done'],
    ],
    differences: ['Of a package’s files only its commands are listed.'],
    seeAlso: ['apt(8)'],
  },
  usageStatus: 2,
  absent: 'A B C D G V a p audit configure contents get-selections unpack verify',
  run: (process, parsed, out) => main(process, parsed, out),
  complete: (words) =>
    begunBy(
      words,
      PACKAGES.map(({ name }) => name),
    ),
});

const main = async (process: PiProcess, { options, operands }: Parsed, out: StandardOut): Promise<number> => {
  if (options.has('print-architecture')) {
    await out.write('arm64\n');
    return 0;
  }
  if (options.has('i') || options.has('r') || options.has('P')) {
    const text = process.user === 'root' ? NOT_HERE : 'requested operation requires superuser privilege';
    await process.stderr.write(`dpkg: error: ${text}\n`);
    return 2;
  }
  if (options.has('l')) return list(process, operands, out);
  const [key] = ['s', 'L', 'S'].filter((each) => options.has(each));
  if (key === undefined) {
    await process.stderr.write('dpkg: error: need an action option\n\nType dpkg --help for help.\n');
    return 2;
  }
  let status = 0;
  for (const operand of operands) {
    const text = { s: statusOf, L: filesOf, S: ownerOf }[key as 's' | 'L' | 'S'](process, operand);
    if (text !== undefined) {
      await out.write(text);
      continue;
    }
    await out.flush();
    const what = key === 'S' ? `no path found matching pattern ${operand}` : `package '${operand}' is not installed`;
    await process.stderr.write(
      key === 'S'
        ? `dpkg-query: ${what}\n`
        : `dpkg-query: ${what}${key === 's' ? ' and no information is available' : ''}\n`,
    );
    status = 1;
  }
  return status;
};

const HEAD = `Desired=Unknown/Install/Remove/Purge/Hold
| Status=Not/Inst/Conf-files/Unpacked/halF-conf/Half-inst/trig-aWait/Trig-pend
|/ Err?=(none)/Reinst-required (Status,Err: uppercase=bad)
`;

const list = async (process: PiProcess, patterns: readonly string[], out: StandardOut): Promise<number> => {
  const tests = patterns.map(globTest);
  const listed = PACKAGES.filter(({ name }) => tests.length === 0 || tests.some((test) => test(name)));
  for (const pattern of patterns) {
    if (PACKAGES.some(({ name }) => globTest(pattern)(name))) continue;
    await process.stderr.write(`dpkg-query: no packages found matching ${pattern}\n`);
  }
  if (listed.length === 0) return 1;
  const width = (of: (each: Package) => string, least: number) =>
    Math.max(least, ...listed.map((each) => of(each).length));
  const names = width(({ name }) => name, 14);
  const versions = width(({ version }) => version, 12);
  const row = (...cells: readonly [string, string, string, string]) =>
    `${cells[0].padEnd(names)} ${cells[1].padEnd(versions)} ${cells[2].padEnd(12)} ${cells[3]}`;
  await out.write(`${HEAD}||/ ${row('Name', 'Version', 'Architecture', 'Description')}\n`);
  await out.write(`+++-${'='.repeat(names)}-${'='.repeat(versions)}-${'='.repeat(12)}-${'='.repeat(33)}\n`);
  for (const each of listed) await out.write(`ii  ${row(each.name, each.version, each.architecture, each.summary)}\n`);
  return patterns.some((pattern) => !PACKAGES.some(({ name }) => globTest(pattern)(name))) ? 1 : 0;
};

const statusOf = (_: PiProcess, name: string): string | undefined => {
  const found = packageNamed(name);
  return (
    found &&
    `Package: ${found.name}\nStatus: install ok installed\nArchitecture: ${found.architecture}\nVersion: ${found.version}\nDescription: ${found.summary}\n\n`
  );
};

const DIRECTORIES = ['/usr/bin', '/usr/sbin'] as const;

const pathsOf = (process: PiProcess, { commands }: Package): string[] =>
  commands
    .flatMap((command) => DIRECTORIES.map((directory) => `${directory}/${command}`))
    .filter((path) => exists(process, path));

const exists = (process: PiProcess, path: string): boolean => {
  const slash = path.lastIndexOf('/');
  return process.fs.list(path.slice(0, slash)).includes(path.slice(slash + 1));
};

const filesOf = (process: PiProcess, name: string): string | undefined => {
  const found = packageNamed(name);
  if (found === undefined) return undefined;
  const paths = pathsOf(process, found);
  const directories = DIRECTORIES.filter((directory) => paths.some((path) => path.startsWith(`${directory}/`)));
  return `/.\n/usr\n${[...directories, ...paths].map((path) => `${path}\n`).join('')}`;
};

const ownerOf = (process: PiProcess, path: string): string | undefined => {
  const full = path.replace(/^\/(bin|sbin)\//, '/usr/$1/');
  const found = PACKAGES.find((each) =>
    pathsOf(process, each).some((own) => own === full || (!path.startsWith('/') && own.includes(path))),
  );
  return (
    found &&
    `${found.name}: ${path.startsWith('/') ? full : pathsOf(process, found).find((own) => own.includes(path))}\n`
  );
};
