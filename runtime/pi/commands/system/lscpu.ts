import { SystemError } from '#runtime/ports.ts';
import type { PiProcess } from '../../system.ts';
import { command, Failure } from '../command.ts';

/** Of the BCM2837 of a Raspberry Pi 3: its data sheet, and what its kernel says. */
const CORE = { model: 'Cortex-A53', stepping: 'r0p4', maxMHz: '1200.0000', minMHz: '600.0000' };
const LABEL = 33;

const field = async (process: PiProcess, name: string): Promise<string> => {
  try {
    const text = new TextDecoder().decode(await process.files.read('/proc/cpuinfo'));
    return new RegExp(`^${name}\\s*: (.*)$`, 'm').exec(text)?.[1] ?? '-';
  } catch (error) {
    if (error instanceof SystemError) return '-';
    throw error;
  }
};

/** lscpu(1) of util-linux. */
export const lscpu = command({
  page: {
    name: 'lscpu',
    section: 1,
    summary: 'print what the processor is',
    synopsis: ['lscpu [-p]'],
    description: ['Prints what is known of the processor, one fact a line.'],
    options: [['-p, --parse', 'one line for each processor, with commas, for programs']],
    differences: ['The real one can print tables and JSON, too.'],
    seeAlso: ['nproc(1)', 'uname(1)', 'free(1)'],
  },
  absent: 'a b B c C e J s x y hex json extended all online offline caches sysroot',
  run: async (process, { options, operands }, out) => {
    if (operands[0] !== undefined) throw new Failure('bad usage');
    const { processors, architecture } = process.machine;
    const numbers = Array.from({ length: processors }, (_, number) => number);
    if (options.has('p')) {
      await out.write(`# The following is the parsable format: CPU,Core,Socket,Node\n`);
      await out.write(numbers.map((number) => `${number},${number},0,\n`).join(''));
      return 0;
    }
    const facts: readonly (readonly [depth: number, label: string, value: string])[] = [
      [0, 'Architecture', architecture],
      [1, 'CPU op-mode(s)', '32-bit, 64-bit'],
      [1, 'Byte Order', 'Little Endian'],
      [0, 'CPU(s)', String(processors)],
      [1, 'On-line CPU(s) list', processors === 1 ? '0' : `0-${processors - 1}`],
      [0, 'Vendor ID', 'ARM'],
      [1, 'Model name', CORE.model],
      [2, 'Model', await field(process, 'CPU revision')],
      [2, 'Thread(s) per core', '1'],
      [2, 'Core(s) per cluster', String(processors)],
      [2, 'Socket(s)', '-'],
      [2, 'Cluster(s)', '1'],
      [2, 'Stepping', CORE.stepping],
      [2, 'CPU max MHz', CORE.maxMHz],
      [2, 'CPU min MHz', CORE.minMHz],
      [2, 'BogoMIPS', await field(process, 'BogoMIPS')],
      [2, 'Flags', await field(process, 'Features')],
    ];
    // On a terminal the facts are indented by what they belong to.
    for (const [depth, label, value] of facts)
      await out.write(`${`${'  '.repeat(out.isTerminal ? depth : 0)}${label}:`.padEnd(LABEL)}${value}\n`);
    return 0;
  },
});
