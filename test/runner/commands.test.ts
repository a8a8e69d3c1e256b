/** `node` and `python3` as commands of every Pi. */
import { afterEach, describe, expect, it } from 'vitest';
import type { Runner } from '#runtime/runner/program-host.ts';
import { ProgramThreads } from '#runtime/runner/on-node/program-threads.ts';
import { TestLab } from '../kit/lab.ts';

const scripted = new URL('./scripted.worker.ts', import.meta.url);
const PUB = 'rpi-pub#1';

let test: TestLab | undefined;
afterEach(() => test?.lab.end());

const open = async (lacks?: (runner: Runner) => string | undefined): Promise<TestLab> => {
  const threads = new ProgramThreads({ clockRuns: false, entries: { node: scripted, python3: scripted } });
  const programs = lacks === undefined ? threads : Object.assign(threads, { lacks });
  test = await TestLab.open({ terminals: ['rpi-pub', 'rpi-broker'], programs }, threads);
  return test;
};

describe.each(['node', 'nodejs', 'python3', 'python'])('%s', (name) => {
  it('runs a program in a worker', async () => {
    const lab = await open();
    await lab.type(PUB, `${name} hello`);
    expect(lab.screen(PUB)).toContain('hello from rpi-pub\n');
  });

  it('is where Debian has it, on every Pi', async () => {
    const lab = await open();
    await lab.type('rpi-broker#1', `type ${name}; ls -l /usr/bin/${name} | cut -d' ' -f 9-`);
    expect(lab.screen('rpi-broker#1')).toContain(`${name} is /usr/bin/${name}\n`);
    if (name === 'python') expect(lab.screen('rpi-broker#1')).toContain('/usr/bin/python -> python3\n');
    if (name === 'nodejs') expect(lab.screen('rpi-broker#1')).toContain('/usr/bin/nodejs -> node\n');
  });

  it('says so where nothing runs programs', async () => {
    test = await TestLab.open({ terminals: ['rpi-pub'] });
    await test.type(PUB, `${name} hello; echo $?`);
    expect(test.screen(PUB)).toContain(
      `${name}: this lab has no place to run programs: it was opened without workers and without threads\n1\n`,
    );
  });
});

it('what a place lacks for one of them is said by that one alone', async () => {
  const lab = await open((runner) => (runner === 'python3' ? 'this browser has no JSPI' : undefined));
  await lab.type(PUB, 'python3 hello; echo $?; node hello; echo $?');
  expect(lab.screen(PUB)).toContain('python3: this browser has no JSPI\n1\nhello from rpi-pub\n3\n');
});

it('a script names its interpreter, as the talk’s does', async () => {
  const lab = await open();
  await lab.type(PUB, "printf '#!/usr/bin/python\\n' > hello; chmod +x hello; ./hello; echo $?");
  // What it is called with is the path of the script.
  expect(lab.screen(PUB)).toMatch(/hello from rpi-pub\n3\n/);
});

it('ps and /proc show the program, and what memory it takes', async () => {
  const lab = await open();
  await lab.type(PUB, 'node sleep 60 &');
  await lab.type(PUB, 'ps -o args,rss -C node; cat /proc/$!/comm');
  expect(lab.screen(PUB)).toMatch(/node sleep 60 +46080\nnode\n/);
});

it('dpkg knows whose they are', async () => {
  const lab = await open();
  await lab.type(PUB, 'dpkg -S /usr/bin/node /usr/bin/python3 /usr/bin/python');
  expect(lab.screen(PUB)).toContain(
    'nodejs: /usr/bin/node\npython3: /usr/bin/python3\npython-is-python3: /usr/bin/python\n',
  );
});
