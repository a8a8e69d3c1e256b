import type { ManualPage } from '../../../manual/page.ts';

export const topPage: ManualPage = {
  name: 'top',
  section: 1,
  summary: 'show what runs and what it takes, again and again',
  synopsis: ['top [OPTION]...'],
  description: [
    'Shows how the machine fares and which processes run, the busiest first, and renews that every three seconds. *q* leaves.',
  ],
  options: [
    ['-1', 'begin with a line for each processor'],
    ['-b', 'print one table after the other, for a pipe or a file'],
    ['-c', 'whole command lines'],
    ['-d SECONDS', 'renew that often'],
    ['-h', 'print this help'],
    ['-i', 'leave out processes that do nothing'],
    ['-n COUNT', 'leave after so many tables'],
    ['-o FIELD', 'order by %CPU, %MEM, TIME+ or PID'],
    ['-p PID[,PID]', 'only these processes'],
    ['-u USER', 'only processes of that user'],
    ['-U USER', 'the same'],
    ['-V', 'print the version'],
  ],
  sections: [
    [
      'KEYS',
      [
        '  SPACE ENTER   renew now\n  P M T N       order by processor, memory, time, number\n  R             the other way round\n  c             whole command lines\n  1             a line for each processor\n  i             without those that do nothing\n  u             only one user\n  d s           how often it is renewed\n  k             send a signal to a process\n  h ?           help\n  q             leave',
      ],
    ],
  ],
  exitStatus: [
    ['0', 'success'],
    ['1', 'the command line was wrong'],
  ],
  examples: [
    ['top -b -n 1 | head', 'one look, as text'],
    ['top -u mosquitto', 'only the broker'],
  ],
  differences: [
    'Processor time and memory are prices: the simulated Pi counts system calls, and gives each program about the memory of the real one. VIRT and SHR are derived from RES.',
    'There are no fields to choose, no colours and no windows.',
  ],
  seeAlso: ['ps(1)', 'free(1)', 'uptime(1)', 'kill(1)'],
};
