import type { PiProcess } from '../../system.ts';
import { command, Failure } from '../command.ts';
import { UsageProblem } from '../options.ts';

const VERSION = '#1 SMP PREEMPT Debian 1:6.1.0-1+rpt1';

const noOperands = (operands: readonly string[]): void => {
  if (operands[0] !== undefined) throw new UsageProblem(`extra operand ‘${operands[0]}’`);
};

/** In the order in which they are printed; a key without a value is left out of -a. */
const PARTS: readonly (readonly [key: string, of: (process: PiProcess) => string, inAll: boolean])[] = [
  ['s', () => 'Linux', true],
  ['n', ({ hostname }) => hostname, true],
  ['r', ({ machine }) => machine.kernel, true],
  ['v', () => VERSION, true],
  ['m', ({ machine }) => machine.architecture, true],
  ['p', () => 'unknown', false],
  ['i', () => 'unknown', false],
  ['o', () => 'GNU/Linux', true],
];

/** uname(1) */
export const uname = command({
  page: {
    name: 'uname',
    section: 1,
    summary: 'print what system this is',
    synopsis: ['uname [OPTION]...'],
    description: ['Prints what you ask for of the system; without an option, the name of its kernel.'],
    options: [
      ['-a, --all', 'everything that is known'],
      ['-s, --kernel-name', 'the kernel: Linux'],
      ['-n, --nodename', 'the name of this machine in the network'],
      ['-r, --kernel-release', 'the release of the kernel'],
      ['-v, --kernel-version', 'its version'],
      ['-m, --machine', 'the kind of machine: aarch64'],
      ['-p, --processor', 'the processor, which is unknown'],
      ['-i, --hardware-platform', 'the hardware, which is unknown'],
      ['-o, --operating-system', 'the operating system'],
    ],
    examples: [['uname -a', 'all in one line']],
    seeAlso: ['arch(1)', 'hostname(1)', 'lscpu(1)'],
  },
  run: async (process, { options, operands }, out) => {
    noOperands(operands);
    const wanted = PARTS.filter(([key, , inAll]) => options.has(key) || (options.has('a') && inAll));
    const parts = wanted.length === 0 ? PARTS.slice(0, 1) : wanted;
    await out.write(`${parts.map(([, of]) => of(process)).join(' ')}\n`);
    return 0;
  },
});

/** arch(1) */
export const arch = command({
  page: {
    name: 'arch',
    section: 1,
    summary: 'print the kind of machine',
    synopsis: ['arch'],
    description: ['Prints the kind of machine: the same as *uname -m*.'],
    seeAlso: ['uname(1)', 'lscpu(1)'],
  },
  run: async (process, { operands }, out) => {
    noOperands(operands);
    await out.write(`${process.machine.architecture}\n`);
    return 0;
  },
});

/** nproc(1) */
export const nproc = command({
  page: {
    name: 'nproc',
    section: 1,
    summary: 'print how many processors there are',
    synopsis: ['nproc [OPTION]...'],
    description: ['Prints how many processors this process may use.'],
    options: [
      ['--all', 'how many there are'],
      ['--ignore=N', 'N fewer, if that leaves one'],
    ],
    seeAlso: ['lscpu(1)'],
  },
  run: async (process, { options, operands }, out) => {
    noOperands(operands);
    const ignore = options.get('ignore') ?? '0';
    if (!/^\s*\+?\d+$/.test(ignore)) throw new Failure(`invalid number: ‘${ignore}’`);
    await out.write(`${Math.max(1, process.machine.processors - Number(ignore))}\n`);
    return 0;
  },
});
