/**
 * The sensor's programs on this machine, which has no sensor: modules in its place bring words as the chip
 * does (byte order included), and after them what Linux says when nobody acknowledges the address.
 */
import { LM75B_PY } from '#runtime/lab/delivered/lm75b-py.ts';
import { LM75B_TS } from '#runtime/lab/delivered/lm75b-ts.ts';
import type { GoldenCase } from '../golden/case.ts';

/** 25.375, -0.125 and -55 degrees, as SMBus reads them. */
const WORDS = '0x6019, 0xE0FF, 0x00C9';
const READ = '25.375\n-0.125\n-55.000\n';

const SMBUS = `words = [${WORDS}]


class SMBus:
    def __init__(self, bus):
        assert bus == 1

    def read_word_data(self, address, register):
        assert (address, register) == (0x48, 0)
        if not words:
            raise OSError(121, "Remote I/O error")
        return words.pop(0)
`;

/** i2c-bus 5.2.3 tells of an address that nobody acknowledges by an error with an empty code and errno 121. */
const I2C_BUS = `const words = [${WORDS}];
exports.openSync = (bus) => ({
  readWordSync(address, register) {
    if (bus !== 1 || address !== 0x48 || register !== 0) throw new Error('not what is wired');
    const word = words.shift();
    if (word === undefined) throw Object.assign(new Error(', Remote I/O error'), { errno: 121, code: '', syscall: '' });
    return word;
  },
});
`;

const rest = {
  kind: 'sensor',
  title: 'prints what it reads, and says that nobody answers',
  conf: null,
  no_broker: true,
};
const said = 'no answer from the sensor at 0x48 on bus 1:';

export const SENSOR_CASES: readonly GoldenCase[] = [
  {
    ...rest,
    id: 'lm75b.py',
    files: { 'lm75b.py': LM75B_PY, 'smbus.py': SMBUS },
    steps: [{ run: 'python3 lm75b.py', id: 'sensor' }],
    expect: {
      sensor: { stdout: READ, stderr: `lm75b.py: ${said} [Errno 121] Remote I/O error\n`, exit: 1 },
    },
  },
  {
    ...rest,
    id: 'lm75b.ts',
    files: { 'lm75b.ts': LM75B_TS, 'node_modules/i2c-bus/index.js': I2C_BUS },
    steps: [{ run: 'node lm75b.ts', id: 'sensor' }],
    expect: {
      sensor: { stdout: READ, stderr: `lm75b.ts: ${said} Error: , Remote I/O error\n`, exit: 1 },
    },
  },
  {
    ...rest,
    id: 'lm75b.py, Ctrl-C',
    title: 'ends without a traceback',
    files: { 'lm75b.py': LM75B_PY, 'smbus.py': SMBUS },
    steps: [
      { start: 'sensor', cmd: 'exec python3 lm75b.py', until: { proc: 'sensor', stream: 'stdout', lines: 1 } },
      { signal: ['sensor', 'INT'] },
      { wait_exit: 'sensor' },
    ],
    expect: { sensor: { stdout: '25.375\n', stderr: '', exit: 130 } },
  },
];
