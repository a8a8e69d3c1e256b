/** The `kleber` command as a person starts it; the first `serve` may have to build the pages. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { afterEach, expect, test, vi } from 'vitest';

vi.setConfig({ testTimeout: 90_000 });

const main = new URL('../../runtime/server/main.ts', import.meta.url).pathname;
const running: ChildProcess[] = [];
afterEach(() => {
  for (const child of running.splice(0)) child.kill('SIGKILL');
});

function kleber(...args: string[]): ChildProcess {
  const child = spawn(process.execPath, [main, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  running.push(child);
  return child;
}

async function finished(child: ChildProcess): Promise<{ status: number | null; stdout: string; stderr: string }> {
  let [stdout, stderr] = ['', ''];
  child.stdout?.on('data', (data: Buffer) => (stdout += String(data)));
  child.stderr?.on('data', (data: Buffer) => (stderr += String(data)));
  const [status] = (await once(child, 'close')) as [number | null];
  return { status, stdout, stderr };
}

test.each([
  [['serve', '--bogus'], '--bogus'],
  [['serve', '--port', 'eighty'], 'eighty'],
  [['serve', '--port', '70000'], '70000'],
  [['serve', 'extra'], 'extra'],
  [['serve', '--config', 'a.conf', '--mqtt-port', '1884'], '--config'],
  [['bogus'], 'bogus'],
  [[], 'a command is missing'],
])('kleber %j says in one line what is wrong and where help is, and exits with 2', async (args, named) => {
  const { status, stdout, stderr } = await finished(kleber(...args));
  expect(status).toBe(2);
  expect(stdout).toBe('');
  expect(stderr).toMatch(/^kleber: .*\n$/);
  expect(stderr).toContain(named);
  expect(stderr).toMatch(/--help|number from 0|the file says/);
});

test('serve --help lists every option', async () => {
  const { status, stdout } = await finished(kleber('serve', '--help'));
  expect(status).toBe(0);
  for (const option of ['--port', '--mqtt-port', '--config', '--lan', '--name', '--help'])
    expect(stdout).toContain(option);
});

test.each(['port', 'mqtt-port'])('a busy --%s is one line with the remedy, and exit code 1', async (option) => {
  const holder = createServer();
  await new Promise<void>((resolve) => holder.listen(0, '127.0.0.1', resolve));
  const { port } = holder.address() as AddressInfo;
  const ports = { port: '0', 'mqtt-port': '0', [option]: String(port) };
  const { status, stderr } = await finished(kleber('serve', '--port', ports.port, '--mqtt-port', ports['mqtt-port']));
  holder.close();
  expect(status).toBe(1);
  expect(stderr).toMatch(new RegExp(`^kleber: port ${port} .* is in use; .*--${option}\n$`));
});

test.each(['SIGINT', 'SIGTERM'] as const)('%s ends everything within a second', async (signal) => {
  const child = kleber('serve', '--port', '0', '--mqtt-port', '0');
  let output = '';
  while (!output.includes('Ctrl-C ends it.')) {
    const [data] = (await once(child.stdout as NodeJS.ReadableStream, 'data')) as [Buffer];
    output += String(data);
  }
  const url = /http:\/\/localhost:\d+/.exec(output)?.[0] ?? '';
  await fetch(url.replace('localhost', '127.0.0.1'));
  const start = performance.now();
  child.kill(signal);
  const [status] = (await once(child, 'close')) as [number | null];
  expect(status).toBe(0);
  expect(performance.now() - start).toBeLessThan(1_000);
});
