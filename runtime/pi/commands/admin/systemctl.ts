import { SystemError } from '#runtime/ports.ts';
import { strerror } from '../../error-text.ts';
import { UNIT_DIRECTORY, UnitRefused, WANTS_DIRECTORY } from '../../services/unit.ts';
import type { UnitStatus } from '../../services/unit.ts';
import type { Command, PiProcess } from '../../system.ts';
import { command } from '../command.ts';
import { UsageProblem } from '../options.ts';
import type { Parsed } from '../options.ts';
import type { StandardOut } from '../stdio.ts';
import { begunBy } from './begun.ts';
import { ago, timestamp } from './moment.ts';
import { goDown } from './power.ts';
import { SYSTEMCTL_PAGE } from './systemctl.page.ts';
import { journalLine, statusText, subState } from './unit-text.ts';

/** systemctl(1), exit status. */
const NOT_RUNNING = 3;
const NO_SUCH_UNIT = 4;
const NOT_INSTALLED = 5;
const AUTHENTICATION = 'Interactive authentication required.';

interface Call {
  readonly process: PiProcess;
  readonly out: StandardOut;
  readonly options: Parsed['options'];
  readonly units: readonly string[];
}

export const systemctl: Command = command({
  page: SYSTEMCTL_PAGE,
  absent:
    'H M f i r s t after before check-inhibitors force host job-mode kill-who legend machine marked no-ask-password no-block no-reload output root runtime show-types signal state timestamp value wait',
  run: async (process, { options, operands }, out) => {
    const [verb = 'list-units', ...units] = operands;
    const run = Object.hasOwn(VERBS, verb) ? VERBS[verb] : undefined;
    if (run === undefined) return complain(process, `Unknown command verb ${verb}.`);
    return run({ process, out, options, units });
  },
  complete: (words, process) => {
    const units = process.init.units().map(({ name }) => name);
    return begunBy(words, words.length <= 2 ? Object.keys(VERBS) : units);
  },
});

/** `mosquitto` → `mosquitto.service` */
const full = (name: string): string => (/\.\w+$/.test(name) ? name : `${name}.service`);

const lookUp = (process: PiProcess, name: string): UnitStatus | undefined => {
  try {
    return process.init.unit(name);
  } catch (error) {
    if (error instanceof SystemError && error.code === 'ENOENT') return undefined;
    throw error;
  }
};

const needed = (units: readonly string[]): readonly string[] => {
  if (units.length === 0) throw new UsageProblem('Too few arguments.');
  return units;
};

type Change = (process: PiProcess, name: string) => Promise<boolean | void> | void;

/** start, stop, restart: each unit in turn; what cannot be done is said, the last status counts. */
const change =
  (verb: string, missing: string, act: Change) =>
  async ({ process, units }: Call): Promise<number> => {
    let status = 0;
    for (const name of needed(units)) {
      const said = await changeOne(process, verb, missing, act, name);
      if (said === undefined) continue;
      await process.stderr.write(`${said.text}\n`);
      status = said.status;
    }
    return status;
  };

const changeOne = async (
  process: PiProcess,
  verb: string,
  missing: string,
  act: Change,
  name: string,
): Promise<{ readonly text: string; readonly status: number } | undefined> => {
  const head = `Failed to ${verb} ${full(name)}:`;
  const advice = `See system logs and 'systemctl status ${full(name)}' for details.`;
  if (lookUp(process, name) === undefined)
    return { text: `${head} Unit ${full(name)} not ${missing}.`, status: NOT_INSTALLED };
  try {
    const isActive = await act(process, name);
    if (isActive !== false) return undefined;
    return {
      text: `Job for ${full(name)} failed because the control process exited with error code.\nSee "systemctl status ${full(name)}" and "journalctl -xeu ${full(name)}" for details.`,
      status: 1,
    };
  } catch (error) {
    if (error instanceof UnitRefused) return { text: `${head} ${error.message}`, status: 1 };
    if (error instanceof SystemError && error.code === 'EPERM')
      return { text: `${head} ${AUTHENTICATION}\n${advice}`, status: 1 };
    throw error;
  }
};

const status = async ({ process, out, options, units }: Call): Promise<number> => {
  if (units.length === 0) return overview(process, out);
  let worst = 0;
  for (const [index, name] of units.entries()) {
    const unit = lookUp(process, name);
    if (unit === undefined) {
      await out.flush();
      await process.stderr.write(`Unit ${full(name)} could not be found.\n`);
      worst = Math.max(worst, NO_SUCH_UNIT);
      continue;
    }
    if (index > 0) await out.write('\n');
    await out.write(statusText(process, unit, out.isTerminal));
    const count = Number(options.get('n') ?? 10);
    const lines = process.init.journal().filter((entry) => entry.unit === unit.name);
    if (lines.length > 0 && count > 0) {
      await out.write(
        `\n${lines
          .slice(-count)
          .map((entry) => journalLine(process.hostname, entry))
          .join('')}`,
      );
    }
    if (unit.state === 'inactive' || unit.state === 'failed') worst = Math.max(worst, NOT_RUNNING);
  }
  return worst;
};

const overview = async (process: PiProcess, out: StandardOut): Promise<number> => {
  const units = process.init.units();
  const failed = units.filter(({ state }) => state === 'failed').length;
  const { booted } = process.machine;
  await out.write(
    `● ${process.hostname}\n    State: ${failed === 0 ? 'running' : 'degraded'}\n    Units: ${units.length} loaded (incl. loaded aliases)\n     Jobs: 0 queued\n   Failed: ${failed} units\n    Since: ${timestamp(booted)}; ${ago(process.clock.now() - booted)}\n`,
  );
  return 0;
};

/** is-active, is-failed, is-enabled: a word for each, and a status. */
const asks =
  (word: (unit: UnitStatus) => string, isYes: (word: string) => boolean, otherwise: number) =>
  async ({ process, out, options, units }: Call): Promise<number> => {
    let anyYes = false;
    for (const name of needed(units)) {
      const unit = lookUp(process, name);
      const answer = unit === undefined ? 'inactive' : word(unit);
      anyYes ||= isYes(answer);
      if (!options.has('q')) await out.write(`${answer}\n`);
    }
    return anyYes ? 0 : otherwise;
  };

const isEnabled = async ({ process, out, options, units }: Call): Promise<number> => {
  let allEnabled = true;
  for (const name of needed(units)) {
    const unit = lookUp(process, name);
    if (unit === undefined)
      await process.stderr.write(`Failed to get unit file state for ${full(name)}: No such file or directory\n`);
    else if (!options.has('q')) await out.write(`${unit.enabled ? 'enabled' : 'disabled'}\n`);
    allEnabled &&= unit?.enabled === true;
  }
  return allEnabled ? 0 : 1;
};

/** enable and disable: a link in the directory of what starts at boot. */
const enabling =
  (verb: 'enable' | 'disable') =>
  async (call: Call): Promise<number> => {
    const { process, options, units } = call;
    for (const name of needed(units)) {
      const unit = lookUp(process, name);
      if (unit === undefined)
        return complain(process, `Failed to ${verb} unit: Unit file ${full(name)} does not exist.`);
      if (process.user !== 'root') return complain(process, `Failed to ${verb} unit: ${AUTHENTICATION}`);
      const link = `${WANTS_DIRECTORY}/${unit.name}.service`;
      try {
        if (verb === 'enable' && !unit.enabled) {
          const target = `${UNIT_DIRECTORY.replace(/^\/usr/, '')}/${unit.name}.service`;
          process.fs.symlink(target, link);
          await process.stderr.write(`Created symlink ${link} → ${target}.\n`);
        } else if (verb === 'disable' && unit.enabled) {
          process.fs.unlink(link);
          await process.stderr.write(`Removed "${link}".\n`);
        }
      } catch (error) {
        if (!(error instanceof SystemError)) throw error;
        return complain(process, `Failed to ${verb} unit: ${strerror(error.code)}`);
      }
    }
    if (!options.has('now')) return 0;
    return verb === 'enable' ? start(call) : stop(call);
  };

const complain = async (process: PiProcess, text: string): Promise<number> => {
  await process.stderr.write(`${text}\n`);
  return 1;
};

const columns = (rows: readonly (readonly string[])[]): string => {
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
  const line = (row: readonly string[]) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join(' ')
      .trimEnd();
  return rows.map((row) => `${line(row)}\n`).join('');
};

const listUnits = async ({ process, out, options, units }: Call): Promise<number> => {
  const listed = process.init
    .units()
    .filter(({ state }) => options.has('a') || options.has('failed') || state !== 'inactive')
    .filter(({ state }) => !options.has('failed') || state === 'failed')
    .filter(({ name }) => units.length === 0 || units.some((wanted) => full(wanted) === full(name)));
  const rows = listed.map(({ name, state, description }) => [
    `  ${full(name)}`,
    'loaded',
    state === 'failed' ? 'failed' : state,
    subState(state),
    description,
  ]);
  await out.write(columns([['  UNIT', 'LOAD', 'ACTIVE', 'SUB', 'DESCRIPTION'], ...rows]));
  await out.write(`\n${listed.length} loaded units listed.\n`);
  return 0;
};

const listUnitFiles = async ({ process, out }: Call): Promise<number> => {
  const units = process.init.units();
  const rows = units.map(({ name, enabled }) => [full(name), enabled ? 'enabled' : 'disabled', 'enabled']);
  await out.write(columns([['UNIT FILE', 'STATE', 'PRESET'], ...rows]));
  await out.write(`\n${units.length} unit files listed.\n`);
  return 0;
};

const cat = async ({ process, out, units }: Call): Promise<number> => {
  for (const [index, name] of needed(units).entries()) {
    const unit = lookUp(process, name);
    if (unit === undefined) return complain(process, `No files found for ${full(name)}.`);
    const text = new TextDecoder().decode(await process.files.read(unit.path));
    await out.write(`${index > 0 ? '\n' : ''}# ${unit.path.replace(/^\/usr/, '')}\n${text}`);
  }
  return 0;
};

const start = change('start', 'found', (process, name) => process.init.start(name));
const stop = change('stop', 'loaded', (process, name) => process.init.stop(name));
const restart = change('restart', 'found', (process, name) => process.init.restart(name));

const VERBS: Readonly<Record<string, (call: Call) => Promise<number>>> = {
  cat,
  'daemon-reload': async ({ process }) =>
    process.user === 'root' ? 0 : complain(process, `Failed to reload daemon: ${AUTHENTICATION}`),
  disable: enabling('disable'),
  enable: enabling('enable'),
  halt: ({ process }) => goDown(process, 'power-off', 'Halt'),
  'is-active': asks(
    ({ state }) => state,
    (word) => word === 'active',
    NOT_RUNNING,
  ),
  'is-enabled': isEnabled,
  'is-failed': asks(
    ({ state }) => state,
    (word) => word === 'failed',
    1,
  ),
  'list-unit-files': listUnitFiles,
  'list-units': listUnits,
  poweroff: ({ process }) => goDown(process, 'power-off', 'PowerOff'),
  reboot: ({ process }) => goDown(process, 'restart', 'Reboot'),
  reload: change('reload', 'loaded', (process, name) => process.init.reload(name)),
  restart,
  start,
  status,
  stop,
  'try-restart': change('try-restart', 'found', async (process, name) => {
    return process.init.unit(name).state === 'active' ? process.init.restart(name) : true;
  }),
};
