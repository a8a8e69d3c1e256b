import type { ManualPage } from '../../../manual/page.ts';

export const page: ManualPage = {
  name: 'ps',
  section: 1,
  summary: 'list processes',
  synopsis: ['ps [OPTION]...'],
  description: [
    'Lists processes: without an option, yours in this terminal. Options with a dash are those of System V, letters without one those of BSD; both may be mixed.',
  ],
  sections: [
    [
      'WHICH',
      [
        '  -e, -A            all',
        '  -a, -d            all but session leaders (-a: with a terminal)',
        '  a                 all with a terminal;  x: also yours without one;  ax: all',
        '  -p, p, --pid PID  these;  -q too',
        '  -u, U, --user USER, -U USER, -g SESSION, -G GROUP, -s SID, --ppid PID',
        '  -C NAME           those that run NAME',
        '  -t, t, --tty TTY  of these terminals;  T: of this one;  r: that run just now',
        '  -N, --deselect    all others',
      ],
    ],
    [
      'WHAT OF THEM',
      [
        '  -f, -F            full: user, parent, start, command line',
        '  -l, -j            long; jobs:  groups and sessions',
        '  u, j, l, v        the same in the way of BSD: u is user, processor, memory',
        '  -o, o, --format   these columns: pid,user,%cpu,args; pid= is without a heading',
        '  f, --forest, -H   as a tree',
        '  --sort KEY, k     sorted: -%mem,pid;  - is from above',
        '  -w, ww            lines as long as they are;  h, --no-headers: no headings',
        '  c                 names without arguments',
      ],
    ],
    [
      'STATE',
      [
        'R runs, S waits, T is stopped, Z has ended and its parent has not asked; then < or N for its niceness, s leader of a session, + in the foreground.',
      ],
    ],
  ],
  examples: [
    ['ps aux', 'everything, with processor and memory'],
    ['ps -ef', 'everything, with parents'],
    ['ps axf', 'everything, as a tree'],
    ['ps -o pid,ppid,stat,args', 'these columns'],
  ],
  exitStatus: [
    ['0', 'there are some'],
    ['1', 'there are none, or the command line is wrong'],
  ],
  differences: [
    'Processor time and memory are what this Pi prices each program at. Threads, WCHAN and addresses it has not.',
  ],
  seeAlso: ['pgrep(1)', 'kill(1)', 'top(1)'],
};
