/**
 * `node test/hardware-tools/record.ts [FILE …]`, as root: runs each case in the system's bash with the real i2c-tools
 * and gpiod, on the hardware that pi-devices.c pretends, and fills in what they print. Needs gcc and Debian 12's
 * packages i2c-tools and gpiod.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readCases, writeCases } from '../shell/case-file.ts';

/** What a Pi has under /sys and /dev, in a view of the file system that only this script's children have. */
const MOUNTS = `
mount -t tmpfs none /sys
mkdir -p /sys/bus/gpio/devices/gpiochip0 /sys/class/i2c-dev/i2c-1/device
echo 254:0 >/sys/bus/gpio/devices/gpiochip0/dev
echo 'bcm2835 (i2c@7e804000)' >/sys/class/i2c-dev/i2c-1/name
cp /sys/class/i2c-dev/i2c-1/name /sys/class/i2c-dev/i2c-1/device/name
mount -t tmpfs none /dev
mknod -m 666 /dev/null c 1 3
mknod -m 666 /dev/gpiochip0 c 254 0
mknod -m 666 /dev/i2c-1 c 89 1
ln -s /proc/self/fd /dev/fd
`;

const folder = mkdtempSync(join(tmpdir(), 'hardware-tools-'));
try {
  const library = join(folder, 'pi-devices.so');
  execFileSync('gcc', ['-shared', '-fPIC', '-O1', '-o', library, join(import.meta.dirname, 'pi-devices.c')]);
  const run = (script: string, number: number) => {
    const env = {
      HOME: folder,
      PATH: '/usr/sbin:/usr/bin:/bin',
      LC_ALL: 'C.UTF-8',
      PI_DEVICES_STATE: join(folder, `state-${number}`),
    };
    const setUp = `${MOUNTS}\nexport LD_PRELOAD=${library}\nexec bash -c "$1"`;
    const { stdout, stderr, status } = spawnSync('unshare', ['-m', 'bash', '-ec', setUp, 'bash', script], {
      cwd: folder,
      env,
      encoding: 'utf8',
      input: '',
      timeout: 20_000,
    });
    return { stdout, stderr, status: status ?? -1 };
  };
  const named = process.argv.slice(2);
  const files = named.length > 0 ? named : ['i2c', 'gpio'].map((name) => join(import.meta.dirname, `${name}.case`));
  for (const file of files) {
    const cases = readCases(readFileSync(file, 'utf8'));
    writeFileSync(file, writeCases(cases.map((each, number) => ({ ...each, ...run(each.script, number) }))));
    console.log(`${file}: ${cases.length} cases`);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
