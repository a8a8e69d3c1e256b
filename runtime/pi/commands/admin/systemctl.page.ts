import type { ManualPage } from '../../manual/page.ts';

export const SYSTEMCTL_PAGE: ManualPage = {
  name: 'systemctl',
  section: 1,
  summary: 'control the services of this machine',
  synopsis: ['systemctl [OPTION]... COMMAND [UNIT...]'],
  description: [
    'Asks process 1 about its services, or to start and stop them. On rpi-broker the most interesting one is _mosquitto_. The ending _.service_ may be left out. Looking is for everybody; changing something is for root.',
  ],
  options: [
    ['-a, --all', 'list what does not run, too'],
    ['--failed', 'list only what has failed'],
    ['-l, --full', 'do not cut lines; the same here'],
    ['-n, --lines=NUM', 'with status: so many lines of the journal instead of 10'],
    ['--no-legend', 'leave out heads and sums; has no effect here'],
    ['--no-pager', 'do not page; the same here'],
    ['--now', 'with enable and disable: start or stop it as well'],
    ['-q, --quiet', 'with is-active and is-enabled: only the exit status'],
    ['--system', 'services of the machine: what happens anyway'],
    ['-t, --type=TYPE', 'list units of this type; there are only services'],
  ],
  sections: [
    [
      'COMMANDS',
      [
        '*status* [UNIT...]: how it fares, and what it said last',
        '*start*, *stop*, *restart*, *reload*, *try-restart* UNIT...',
        '*enable*, *disable* [--now] UNIT...: start it at each boot, or no longer',
        '*is-active*, *is-enabled*, *is-failed* UNIT...: one word, and the exit status',
        '*list-units*, *list-unit-files*, *cat* UNIT..., *daemon-reload*',
        '*reboot*, *poweroff*, *halt*: the whole machine',
      ],
    ],
  ],
  examples: [
    ['systemctl status mosquitto', 'does the broker run?'],
    ['sudo systemctl restart mosquitto', 'after a change of its configuration'],
  ],
  exitStatus: [
    ['3', 'it does not run'],
    ['4, 5', 'there is no such unit'],
  ],
  differences: [
    'Only services that exist on this Pi are units, and what the files of units say is not read. Output is never paged.',
    'A broker that runs in the server of the workshop is shown as running. Whoever stops it, restarts it or has it reloaded here has a broker of their own from then on, on this Pi.',
  ],
  seeAlso: ['journalctl(1)', 'service(8)'],
};
