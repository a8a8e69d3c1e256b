import type { Command, PiProcess } from '../../system.ts';
import { raw } from '../command.ts';
import { helpOf } from '../../manual/help.ts';
import type { ManualPage } from '../../manual/page.ts';
import type { StandardOut } from '../stdio.ts';
import { begunBy } from './begun.ts';
import { systemctl } from './systemctl.ts';

const USAGE = 'Usage: service < option > | --status-all | [ service_name [ command | --full-restart ] ]\n';

const PAGE: ManualPage = {
  name: 'service',
  section: 8,
  summary: 'start and stop services, the older way',
  synopsis: ['service NAME COMMAND', 'service --status-all'],
  description: [
    'Does what *systemctl* COMMAND NAME does: start, stop, restart, reload, status. *--full-restart* stops and starts.',
  ],
  options: [['--status-all', 'one line a service: + runs, - does not']],
  examples: [['sudo service mosquitto restart', 'restart the broker']],
  differences: ['Of the scripts in /etc/init.d there is only that of mosquitto on this Pi.'],
  seeAlso: ['systemctl(1)'],
};

/** service(8) of init-system-helpers, which hands on to systemctl(1). */
export const service: Command = raw({
  page: PAGE,
  run: async (process, out) => {
    const [name, verb] = process.argv.slice(1);
    if (name === '--help' || name === '-h') return say(out, name === '-h' ? USAGE : helpOf(PAGE));
    if (name === '--version') return say(out, 'service ver. 1.65.2\n');
    if (name === '--status-all') return all(process, out);
    if (name === undefined || name.startsWith('-') || verb === undefined) {
      await process.stderr.write(USAGE);
      return 1;
    }
    const args = verb === '--full-restart' ? ['restart', name] : [verb, name];
    const path = systemctl.paths[0] ?? '';
    const pid = process.spawn({ run: path, argv: ['systemctl', ...args], files: process.fds });
    return (await process.wait(pid)).status;
  },
  complete: (words, process) =>
    begunBy(
      words,
      words.length <= 2
        ? process.init.units().map(({ name }) => name)
        : ['start', 'stop', 'restart', 'reload', 'status'],
    ),
});

const say = async (out: StandardOut, text: string): Promise<number> => {
  await out.write(text);
  return 0;
};

const all = async (process: PiProcess, out: StandardOut): Promise<number> => {
  const units = [...process.init.units()].sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const { name, state } of units) await out.write(` [ ${state === 'active' ? '+' : '-'} ]  ${name}\n`);
  return 0;
};
