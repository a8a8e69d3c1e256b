import { SystemError } from '#runtime/ports.ts';
import type { ManualPage } from '../../manual/page.ts';
import type { Command, PiProcess } from '../../system.ts';
import { command } from '../command.ts';
import type { Parsed } from '../options.ts';
import type { StandardOut } from '../stdio.ts';
import { begunBy } from './begun.ts';
import { globTest, packageNamed, PACKAGES } from './packages.ts';
import type { Package } from './packages.ts';

/** apt-get(8), DIAGNOSTICS: "returns zero on normal operation, decimal 100 on error". */
const FAILED = 100;
const READING = 'Reading package lists... Done\nBuilding dependency tree... Done\nReading state information... Done\n';
const NOTHING = '0 upgraded, 0 newly installed, 0 to remove and 0 not upgraded.\n';

interface Call {
  readonly process: PiProcess;
  readonly out: StandardOut;
  readonly names: readonly string[];
  readonly options: Parsed['options'];
  /** Errors go out in their place among the lines. */
  readonly err: (text: string) => Promise<void>;
}

const pageOf = (name: string, verbs: readonly string[]): ManualPage => ({
  name,
  section: 8,
  summary: 'manage packages',
  synopsis: [`${name} [OPTION]... COMMAND [PACKAGE...]`],
  description: [
    'Manages the packages of this machine. This Pi has everything that its lessons need and no way to the internet: what is there is installed already, anything else cannot be found.',
  ],
  options: [
    ['-q, --quiet', 'say less; the same here'],
    ['-y, --yes', 'do not ask; nothing is asked here'],
    ['--installed', 'with list: only what is installed, which is everything'],
    ['--upgradable', 'with list: only what has a newer version, which is nothing'],
    ['--no-install-recommends', 'without what is only recommended; nothing is installed here'],
  ],
  sections: [['COMMANDS', [verbs.join(', ')]]],
  examples: [[`sudo ${name} install mosquitto mosquitto-clients`, 'what one types on a new Raspberry Pi']],
  exitStatus: [[String(FAILED), 'it could not be done']],
  differences: ['Packages cannot be removed, added or brought up to date.'],
  seeAlso: ['dpkg(1)'],
});

const needsRoot = async ({ process, err }: Call, what: 'lists' | 'dpkg'): Promise<boolean> => {
  if (process.user === 'root') return false;
  await err(
    what === 'lists'
      ? 'E: Could not open lock file /var/lib/apt/lists/lock - open (13: Permission denied)\nE: Unable to lock directory /var/lib/apt/lists/\n'
      : 'E: Could not open lock file /var/lib/dpkg/lock-frontend - open (13: Permission denied)\nE: Unable to acquire the dpkg frontend lock (/var/lib/dpkg/lock-frontend), are you root?\n',
  );
  return true;
};

const update = async (call: Call): Promise<number> => {
  const { process, out, err } = call;
  await out.write('Reading package lists... Done\n');
  if (await needsRoot(call, 'lists')) return FAILED;
  const sources = await sourcesOf(process);
  let index = 0;
  for (const { uri, suite } of sources) {
    index += 1;
    await out.write(`Ign:${index} ${uri} ${suite} InRelease\n`);
    await out.flush();
    await process.sleep(1_000);
  }
  for (const [at, { uri, suite }] of sources.entries())
    await out.write(`Err:${at + 1} ${uri} ${suite} InRelease\n  Temporary failure resolving '${hostOf(uri)}'\n`);
  await out.write(`${READING}All packages are up to date.\n`);
  for (const { uri, suite } of sources)
    await err(`W: Failed to fetch ${uri}/dists/${suite}/InRelease  Temporary failure resolving '${hostOf(uri)}'\n`);
  await err('W: Some index files failed to download. They have been ignored, or old ones used instead.\n');
  await err('N: This simulated Raspberry Pi has no way to the internet. What its lessons need is installed.\n');
  return 0;
};

interface Source {
  readonly uri: string;
  readonly suite: string;
}

/** sources.list(5), the one-line style. */
const sourcesOf = async (process: PiProcess): Promise<readonly Source[]> => {
  const directory = '/etc/apt/sources.list.d';
  const sources: Source[] = [];
  const files = ['/etc/apt/sources.list'];
  try {
    files.push(
      ...process.fs
        .list(directory)
        .filter((name) => name.endsWith('.list'))
        .map((name) => `${directory}/${name}`),
    );
    for (const file of files)
      for (const line of new TextDecoder().decode(await process.files.read(file)).split('\n')) {
        const [, uri, suite] = /^deb\s+(?:\[[^\]]*\]\s+)?(\S+?)\/?\s+(\S+)/.exec(line) ?? [];
        if (uri !== undefined && suite !== undefined) sources.push({ uri, suite });
      }
  } catch (error) {
    if (!(error instanceof SystemError)) throw error;
  }
  return sources;
};

const hostOf = (uri: string): string => /^\w+:\/\/([^/:]+)/.exec(uri)?.[1] ?? uri;

const install = async (call: Call): Promise<number> => {
  const { out, names, err } = call;
  if (await needsRoot(call, 'dpkg')) return FAILED;
  await out.write(READING);
  const wanted = names.map((name) => [name.replace(/[=/].*$|[+]$/, ''), name] as const);
  const missing = wanted.filter(([name]) => packageNamed(name) === undefined);
  if (missing.length > 0) {
    for (const [name] of missing)
      await err(
        name.startsWith('.') || name.startsWith('/')
          ? `E: Unsupported file ${name} given on commandline\n`
          : `E: Unable to locate package ${name}\n`,
      );
    return FAILED;
  }
  for (const [name] of wanted) {
    const found = packageNamed(name) as Package;
    if (found.name !== name && !name.includes(':'))
      await out.write(`Note, selecting '${found.name}' instead of '${name}'\n`);
    await out.write(`${found.name} is already the newest version (${found.version}).\n`);
  }
  await out.write(NOTHING);
  return 0;
};

const remove = async (call: Call): Promise<number> => {
  const { out, names, err } = call;
  if (await needsRoot(call, 'dpkg')) return FAILED;
  await out.write(READING);
  const present = names.filter((name) => packageNamed(name) !== undefined);
  for (const name of names) if (!present.includes(name)) await err(`E: Unable to locate package ${name}\n`);
  if (present.length !== names.length) return FAILED;
  if (present.length === 0) {
    await out.write(NOTHING);
    return 0;
  }
  await err(
    `E: ${present.join(', ')}: this simulated Raspberry Pi keeps the packages that its lessons need; nothing was removed.\n`,
  );
  return FAILED;
};

const upgrade = async (call: Call): Promise<number> => {
  if (await needsRoot(call, 'dpkg')) return FAILED;
  await call.out.write(`${READING}Calculating upgrade... Done\n${NOTHING}`);
  return 0;
};

const clean = async (call: Call): Promise<number> => ((await needsRoot(call, 'dpkg')) ? FAILED : 0);

const autoremove = async (call: Call): Promise<number> => {
  if (await needsRoot(call, 'dpkg')) return FAILED;
  await call.out.write(`${READING}${NOTHING}`);
  return 0;
};

const list = async ({ out, names, options }: Call): Promise<number> => {
  await out.write('Listing... Done\n');
  if (options.has('upgradable')) return 0;
  const tests = names.map(globTest);
  for (const { name, version, architecture } of PACKAGES)
    if (tests.length === 0 || tests.some((test) => test(name)))
      await out.write(`${name}/stable,now ${version} ${architecture} [installed]\n`);
  return 0;
};

const search = async ({ out, names, err }: Call): Promise<number> => {
  if (names.length === 0) {
    await err('E: You must give at least one search pattern\n');
    return FAILED;
  }
  await out.write('Sorting... Done\nFull Text Search... Done\n');
  const words = names.map((name) => name.toLowerCase());
  for (const { name, version, architecture, summary } of PACKAGES)
    if (words.every((word) => `${name} ${summary}`.toLowerCase().includes(word)))
      await out.write(`${name}/stable,now ${version} ${architecture} [installed]\n  ${summary}\n\n`);
  return 0;
};

const show = async ({ out, names, err }: Call): Promise<number> => {
  let status = 0;
  for (const name of names) {
    const found = packageNamed(name);
    if (found === undefined) {
      await err(`E: No packages found\n`);
      status = FAILED;
      continue;
    }
    const { version, architecture, summary, commands } = found;
    const brings = commands.length === 0 ? '' : `\n Commands: ${commands.join(' ')}`;
    await out.write(
      `Package: ${found.name}\nVersion: ${version}\nArchitecture: ${architecture}\nAPT-Manual-Installed: yes\nDescription: ${summary}${brings}\n\n`,
    );
  }
  return status;
};

const policy = async ({ out, names }: Call): Promise<number> => {
  for (const { name, version } of names.flatMap((wanted) => packageNamed(wanted) ?? []))
    await out.write(
      `${name}:\n  Installed: ${version}\n  Candidate: ${version}\n  Version table:\n *** ${version} 100\n        100 /var/lib/dpkg/status\n`,
    );
  return 0;
};

type Verbs = Readonly<Record<string, (call: Call) => Promise<number>>>;

const COMMON: Verbs = {
  autoclean: clean,
  autoremove,
  clean,
  install,
  purge: remove,
  reinstall: install,
  remove,
  update,
  upgrade,
};
const APT: Verbs = { ...COMMON, 'full-upgrade': upgrade, list, policy, search, show };
const APT_GET: Verbs = { ...COMMON, 'dist-upgrade': upgrade };

const manager = (name: string, verbs: Verbs): Command =>
  command({
    page: pageOf(name, Object.keys(verbs).toSorted()),
    absent:
      'a c d f h m o s t v assume-no assume-yes config-file download-only dry-run fix-broken option reinstall simulate target-release',
    usageStatus: FAILED,
    run: async (process, { operands, options }, out) => {
      const [verb, ...names] = operands;
      const err = async (text: string) => {
        await out.flush();
        await process.stderr.write(text);
      };
      if (name === 'apt' && !out.isTerminal)
        await err('\nWARNING: apt does not have a stable CLI interface. Use with caution in scripts.\n\n');
      if (verb === undefined) {
        await out.write(
          `apt 2.6.1 (arm64)\nUsage: ${name} [options] command\n\nCommands: ${Object.keys(verbs).toSorted().join(' ')}\nSee ${name}(8) for what they do.\n`,
        );
        return 0;
      }
      const run = Object.hasOwn(verbs, verb) ? verbs[verb] : undefined;
      if (run !== undefined) return run({ process, out, names, options, err });
      await err(`E: Invalid operation ${verb}\n`);
      return FAILED;
    },
    complete: (words) => begunBy(words, words.length <= 2 ? Object.keys(verbs) : PACKAGES.map((each) => each.name)),
  });

/** apt(8) */
export const apt = manager('apt', APT);
/** apt-get(8) */
export const aptGet = manager('apt-get', APT_GET);
