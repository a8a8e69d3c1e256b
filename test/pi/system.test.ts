import { describe, expect, test } from 'vitest';
import { openShell, runLine } from '../shell/shell-pi.ts';

const shown = async (line: string): Promise<string> => {
  const { stdout, stderr } = await runLine(line);
  expect(stderr).toBe('');
  return stdout;
};

describe('what the machine is', () => {
  test('uname, arch, nproc and lscpu agree', async () => {
    expect(await shown('uname -a')).toMatch(
      /^Linux rpi-broker 6\.1\.0-rpi7-rpi-v8 #1 SMP PREEMPT .* aarch64 GNU\/Linux\n$/,
    );
    expect(await shown('uname -nrm')).toBe('rpi-broker 6.1.0-rpi7-rpi-v8 aarch64\n');
    expect(await shown('arch; nproc; nproc --all --ignore=3')).toBe('aarch64\n4\n1\n');
    const facts = await shown('lscpu');
    expect(facts).toContain('Architecture:                    aarch64\n');
    expect(facts).toContain('CPU(s):                          4\n');
    expect(facts).toContain('BogoMIPS:                        38.40\n');
    expect(await shown('lscpu -p')).toContain('\n3,3,0,\n');
  });

  test('free adds up to what the machine has', async () => {
    const [head, memory, swap] = (await shown('free -b')).split('\n');
    expect(head).toBe('               total        used        free      shared  buff/cache   available');
    const [total = 0, used = 0, free = 0, , cache = 0, available = 0] = (memory ?? '')
      .split(/\s+/)
      .slice(1)
      .map(Number);
    expect(used + free + cache).toBe(total);
    expect(available).toBe(total - used);
    expect(total).toBe(906 * 1_024 * 1_024);
    expect(swap).toBe('Swap:              0           0           0');
    expect(await shown('free -h')).toMatch(/^Mem: +906Mi +\d+Mi +\d+Mi +0B +\d+Mi +\d+Mi$/m);
  });

  test('free -s goes on until -c', async () => {
    expect((await shown('free -s 1 -c 3')).match(/^Mem:/gm)).toHaveLength(3);
  });
});

describe('who is there', () => {
  test('who, w and uptime know the windows', async () => {
    const shell = await openShell();
    await shell.clock.advance(65_000);
    await shell.type('clear; who; who -q; who am i\r');
    const line = 'pi       pts/0        2026-11-22 10:39 (192.168.1.2)';
    expect(shell.screen.text).toContain(`${line}\npi\n# users=1\n${line}\n`);
    await shell.type('clear; w\r');
    expect(shell.screen.text).toMatch(/10:40:05 up +\d+ min, {2}1 user, {2}load average: 0\.00, 0\.00, 0\.00/);
    expect(shell.screen.text).toContain('USER     TTY      FROM             LOGIN@   IDLE   JCPU   PCPU WHAT\n');
    expect(shell.screen.text).toMatch(
      /^pi {7}pts\/0 {4}192\.168\.1\.2 {6}10:39 {4}0\.00s {2}\d\.\d\ds {2}\d\.\d\ds w$/m,
    );
    await shell.type('clear; uptime -p; uptime -s\r');
    expect(shell.screen.text).toMatch(/up \d+ minutes?\n2026-11-22 10:/);
  });

  test('id of pi has the groups of /etc/group', async () => {
    expect(await shown('id')).toMatch(
      /^uid=1000\(pi\) gid=1000\(pi\) groups=1000\(pi\),4\(adm\),20\(dialout\),.*27\(sudo\)/,
    );
    expect(await shown('id -un; id -u; id -g; groups | cut -d" " -f1-3; groups mosquitto')).toBe(
      'pi\n1000\n1000\npi adm dialout\nmosquitto : mosquitto\n',
    );
  });
});

describe('the time', () => {
  test('date is the lab’s clock, in the zone of TZ', async () => {
    expect(await shown('date; TZ=Europe/Berlin date; date +%s')).toBe(
      'Sun Nov 22 10:39:00 UTC 2026\nSun Nov 22 11:39:00 CET 2026\n1795343940\n',
    );
    expect(await shown("date -d 'next monday' +%F; date -d yesterday +%F; date -d '+1 day' +%F; date -d 12:30")).toBe(
      '2026-11-23\n2026-11-21\n2026-11-23\nSun Nov 22 12:30:00 UTC 2026\n',
    );
  });

  test('nobody sets it: pi may not, and root is told whose clock it is', async () => {
    expect(await runLine('date -s 12:00 +%T')).toEqual({
      stdout: '12:00:00\n',
      stderr: 'date: cannot set date: Operation not permitted\n',
      status: 1,
    });
    expect((await runLine('sudo date 01010101')).stderr).toBe(
      'date: cannot set date: the clock of a simulated Raspberry Pi is that of its lab\n',
    );
  });
});
