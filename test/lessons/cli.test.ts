import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const run = promisify(execFile);
const main = new URL('../../runtime/server/main.ts', import.meta.url).pathname;

interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

async function kleber(...args: string[]): Promise<Ended> {
  try {
    return { code: 0, ...(await run(process.execPath, [main, ...args])) };
  } catch (error) {
    const { code, stdout, stderr } = error as Ended;
    return { code, stdout, stderr };
  }
}

const slow = { timeout: 60_000 };

test('kleber lesson list names every lesson', slow, async () => {
  const { code, stdout } = await kleber('lesson', 'list');
  expect(code).toBe(0);
  expect(stdout).toMatch(/^01-hello-world +4 steps, \d+ min +Hello World$/m);
});

test('kleber lesson check proves a lesson by its number', slow, async () => {
  expect(await kleber('lesson', 'check', '1')).toEqual({ code: 0, stdout: '01-hello-world: proven\n', stderr: '' });
});

test('a lesson that there is not is refused, and what there is is named', slow, async () => {
  const { code, stderr } = await kleber('lesson', 'check', '99-nothing');
  expect(code).toBe(2);
  expect(stderr).toContain('There is no lesson "99-nothing". There are: 01-hello-world');
});

test('an unknown word gets the usage', slow, async () => {
  const { code, stderr } = await kleber('lesson', 'chekc');
  expect(code).toBe(2);
  expect(stderr).toMatch(/there is no "chekc"[\s\S]*Usage: kleber lesson check/);
});
