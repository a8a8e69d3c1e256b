/** What a program in a thread of its own is to its Pi: a process like any other. */
import { afterEach, describe, expect, it } from 'vitest';
import { scriptedLab } from './kit.ts';

let lab: Awaited<ReturnType<typeof scriptedLab>>;
afterEach(() => {
  lab.test.lab.end();
  expect(lab.threads.running).toBe(0);
});

const PUB = 'rpi-pub#1';

describe('a program', () => {
  it('prints, and has an exit status', async () => {
    lab = await scriptedLab();
    await lab.test.type(PUB, 'scripted hello; echo $?');
    expect(lab.test.screen(PUB)).toContain('hello from rpi-pub\n3\n');
    expect(lab.threads.running).toBe(0);
  });

  it('reads at once what it wrote, and so does everybody else', async () => {
    lab = await scriptedLab();
    await lab.test.type(PUB, 'scripted files; cat note');
    expect(lab.test.screen(PUB)).toContain('written\n2 bytes\nwritten\n');
  });

  it('stands in a pipe', async () => {
    lab = await scriptedLab();
    await lab.test.type(PUB, 'seq 3 | scripted cat | tac');
    expect(lab.test.screen(PUB)).toContain('3\n2\n1\n');
  });

  it('that computes without end is killed by Ctrl-C after a second, though it has a handler', async () => {
    lab = await scriptedLab();
    await lab.test.type(PUB, 'scripted busy');
    expect(lab.test.screen(PUB)).toContain('busy\n');
    await lab.test.keys(PUB, '\x03');
    await lab.test.clock.advance(1_000);
    await lab.test.type(PUB, 'echo $?');
    expect(lab.test.screen(PUB)).toContain('Killed\n');
    expect(lab.test.screen(PUB)).toContain('137\n');
    expect(lab.threads.running).toBe(0);
  });
});
