import { SystemError } from '#runtime/ports.ts';
import type { ManualPage } from '../../manual/page.ts';
import type { Command, PiProcess } from '../../system.ts';
import { command } from '../command.ts';
import type { Parsed } from '../options.ts';
import type { StandardOut } from '../stdio.ts';

/** What Debian's packages bring for Python. */
const INSTALLED: Readonly<Record<string, { readonly version: string; readonly summary: string }>> = {
  'paho-mqtt': { version: '1.6.1', summary: 'MQTT version 5.0/3.1.1 client class' },
  pip: { version: '23.0.1', summary: 'The PyPA recommended tool for installing Python packages.' },
};
const PLACE = '/usr/lib/python3/dist-packages';
const TRIES = 5;

const pageOf = (name: string): ManualPage => ({
  name,
  section: 1,
  summary: 'install packages for Python',
  synopsis: [`${name} install [OPTION]... PACKAGE...`, `${name} list`, `${name} show PACKAGE...`, `${name} freeze`],
  description: [
    'Installs packages of Python from the internet, to which this Pi has no way: what is there is installed already (paho-mqtt). As on Raspberry Pi OS, packages of the system are apt’s: pip installs into a virtual environment, or with *--break-system-packages*.',
  ],
  options: [
    ['--break-system-packages', 'install beside the packages of apt'],
    ['-q, --quiet', 'say less; the same here'],
    ['-r, --requirement=FILE', 'install what this file lists'],
    ['-U, --upgrade', 'install the newest version'],
    ['--user', 'install into the home'],
    ['-V', 'print the version'],
    ['-y, --yes', 'with uninstall: do not ask'],
  ],
  examples: [['sudo apt install python3-paho-mqtt', 'the way Raspberry Pi OS wants it']],
  exitStatus: [['1', 'it could not be done']],
  differences: ['Nothing can be fetched or removed.'],
  seeAlso: ['apt(8)'],
});

const pipAs = (name: string): Command =>
  command({
    page: pageOf(name),
    absent:
      'c d e f h i t v constraint dry-run editable extra-index-url force-reinstall index-url no-cache-dir no-deps pre python target verbose',
    usageStatus: 2,
    run: (process, parsed, out) => main(process, parsed, out),
  });

export const pip = pipAs('pip');
export const pip3 = pipAs('pip3');

const main = async (process: PiProcess, { options, operands }: Parsed, out: StandardOut): Promise<number> => {
  if (options.has('V')) {
    await out.write(`pip 23.0.1 from ${PLACE}/pip (python 3.14)\n`);
    return 0;
  }
  const [verb, ...names] = operands;
  switch (verb) {
    case undefined:
      await out.write('Usage:\n  pip <command> [options]\n\nCommands: install list show freeze uninstall\n');
      return 0;
    case 'list':
      await out.write('Package   Version\n--------- -------\n');
      for (const [name, { version }] of Object.entries(INSTALLED)) await out.write(`${name.padEnd(9)} ${version}\n`);
      return 0;
    case 'freeze':
      await out.write(`paho-mqtt==${INSTALLED['paho-mqtt']?.version}\n`);
      return 0;
    case 'show':
      return show(process, names, out);
    case 'install':
      return install(process, options, names, out);
    case 'uninstall':
      return uninstall(process, names);
    default:
      return fail(process, `ERROR: unknown command "${verb}"`);
  }
};

const fail = async (process: PiProcess, text: string): Promise<number> => {
  await process.stderr.write(`${text}\n`);
  return 1;
};

/** `paho_mqtt==1.6.1` → `paho-mqtt` */
const projectName = (requirement: string): string =>
  requirement
    .replace(/[\s[<>=!~;].*$/, '')
    .toLowerCase()
    .replace(/[-_.]+/g, '-');

const installed = (name: string) => (Object.hasOwn(INSTALLED, name) ? INSTALLED[name] : undefined);

const show = async (process: PiProcess, names: readonly string[], out: StandardOut): Promise<number> => {
  if (names.length === 0) return fail(process, 'WARNING: ERROR: Please provide a package name or names.');
  const missing = names.filter((name) => installed(projectName(name)) === undefined);
  for (const [index, name] of names.filter((each) => !missing.includes(each)).entries()) {
    const found = installed(projectName(name));
    await out.write(
      `${index > 0 ? '---\n' : ''}Name: ${projectName(name)}\nVersion: ${found?.version}\nSummary: ${found?.summary}\nLocation: ${PLACE}\n`,
    );
  }
  if (missing.length > 0) await process.stderr.write(`WARNING: Package(s) not found: ${missing.join(', ')}\n`);
  return missing.length === names.length ? 1 : 0;
};

const EXTERNALLY_MANAGED = `error: externally-managed-environment

× This environment is externally managed
╰─> The Python packages of this system are apt's. Install them with
    apt install python3-NAME, or into a virtual environment of your own
    (python3 -m venv PATH, then PATH/bin/pip).

note: --break-system-packages lets pip install beside apt all the same, at your own risk.
hint: PEP 668 says why.`;

const install = async (
  process: PiProcess,
  options: Parsed['options'],
  named: readonly string[],
  out: StandardOut,
): Promise<number> => {
  const file = options.get('r');
  const listed = file === undefined ? [] : await requirements(process, file);
  if (listed === undefined)
    return fail(process, `ERROR: Could not open requirements file: [Errno 2] No such file or directory: '${file}'`);
  const names = [...named, ...listed];
  if (names.length === 0)
    return fail(process, 'ERROR: You must give at least one requirement to install (see "pip help install")');
  if (!options.has('break-system-packages')) return fail(process, EXTERNALLY_MANAGED);
  if (process.user !== 'root' && !options.has('user'))
    await out.write('Defaulting to user installation because normal site-packages is not writeable\n');
  await out.write('Looking in indexes: https://pypi.org/simple, https://www.piwheels.org/simple\n');
  for (const requirement of names) {
    const name = projectName(requirement);
    const found = installed(name);
    const wanted = /==\s*([\w.]+)/.exec(requirement)?.[1];
    if (found !== undefined && (wanted ?? found.version) === found.version) {
      await out.write(`Requirement already satisfied: ${requirement} in ${PLACE} (${found.version})\n`);
      continue;
    }
    await out.flush();
    for (let left = TRIES - 1; left >= 0; left--) {
      await process.sleep(1_000);
      await process.stderr.write(
        `WARNING: Retrying (Retry(total=${left}, connect=None, read=None, redirect=None, status=None)) after connection broken by 'NewConnectionError: Temporary failure in name resolution': /simple/${name}/\n`,
      );
    }
    await process.stderr.write(
      `ERROR: Could not find a version that satisfies the requirement ${requirement} (from versions: none)\nERROR: No matching distribution found for ${requirement}\n`,
    );
    return 1;
  }
  return 0;
};

/** @returns undefined when the file cannot be read */
const requirements = async (process: PiProcess, file: string): Promise<readonly string[] | undefined> => {
  let text: string;
  try {
    text = new TextDecoder().decode(await process.files.read(file));
  } catch (error) {
    if (error instanceof SystemError) return undefined;
    throw error;
  }
  const lines = text.split('\n').map((line) => line.replace(/(^|\s)#.*$/, '').trim());
  return lines.filter((line) => line !== '');
};

const uninstall = async (process: PiProcess, names: readonly string[]): Promise<number> => {
  if (names.length === 0)
    return fail(process, 'ERROR: You must give at least one requirement to uninstall (see "pip help uninstall")');
  for (const name of names)
    if (installed(projectName(name)) === undefined) {
      await process.stderr.write(`WARNING: Skipping ${name} as it is not installed.\n`);
      return 0;
    }
  return fail(process, EXTERNALLY_MANAGED);
};
