/** node(1) as a command of a Pi. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { renderPage } from '#runtime/pi/manual/render.ts';
import { german } from '#runtime/pi/manual/de/index.ts';
import { translated } from '#runtime/pi/manual/translate.ts';
import { nodePage } from '#runtime/runner/node/node.page.ts';
import { NodeLab, PUB } from './kit.ts';

let lab: NodeLab;
beforeEach(async () => {
  lab = await NodeLab.open();
});
afterEach(() => {
  lab.end();
  expect(lab.threads.running).toBe(0);
});

describe('node', () => {
  it('runs a file of TypeScript that imports others, and reads at once what it has written', async () => {
    lab.write(
      'a.ts',
      `import { twice } from './b.ts';
import { readFileSync, writeFileSync } from 'node:fs';
const n: number = twice(2);
writeFileSync('x', 'hello');
console.log(n, readFileSync('x', 'utf8'), { a: 1 });
`,
    );
    lab.write('b.ts', 'export const twice = (n: number): number => n * 2;\n');
    expect(await lab.run('node a.ts | cat; cat x; echo " $?"')).toBe('4 hello { a: 1 }\nhello 0\n');
  });

  it('says its version', async () => {
    expect(await lab.run('node --version')).toBe('v24.21.0\n');
  });

  it('says what its options are', async () => {
    const help = await lab.run('node --help; echo $?');
    for (const [names] of nodePage.options ?? []) expect(help).toContain(names);
    expect(help).toMatch(/\n0\n$/);
  });

  it('has a page in the manual, in German too', async () => {
    expect(await lab.run('man node | head -4')).toContain('node - run programs in TypeScript and JavaScript');
    const words = german['node'];
    if (words === undefined) throw new Error('There is no German page of node.');
    expect(renderPage(translated(nodePage, words), 'de', 80)).toContain(
      'Programme in TypeScript und JavaScript ausführen',
    );
  });

  it.each([
    ['--bogus', 'node: bad option: --bogus\n9\n'],
    ['-e', 'node: -e requires an argument\n9\n'],
  ])('refuses %s', async (option, said) => {
    expect(await lab.run(`node ${option}; echo $?`)).toBe(said);
  });

  it('alone at a terminal says what to do instead', async () => {
    expect(await lab.run('node; echo $?')).toMatch(/write a file and run it: node FILE\.ts\n[^\n]*\n1\n/i);
  });

  it('colours what it prints at a terminal, and nothing in a pipe', async () => {
    lab.write('c.mjs', 'console.log([1]);\n');
    await lab.run('node c.mjs; node c.mjs | cat');
    expect(lab.coloured()).toContain('[ \x1b[33m1\x1b[39m ]\r\n[ 1 ]\r\n');
  });

  it('gives a handler its Ctrl-C, and ends by it without one', async () => {
    lab.write(
      'h.mjs',
      "process.on('SIGINT', () => { console.log('bye'); process.exit(5); });\nsetInterval(() => {}, 1000);\n",
    );
    lab.write('n.mjs', 'setInterval(() => {}, 1000);\n');
    await lab.test.type(PUB, 'node h.mjs');
    await lab.test.keys(PUB, '\x03');
    expect(await lab.run('echo $?')).toBe('5\n');
    await lab.test.type(PUB, 'node n.mjs');
    await lab.test.keys(PUB, '\x03');
    expect(await lab.run('echo $?')).toBe('130\n');
    expect(lab.test.screen(PUB)).toContain('^Cbye\n');
  });

  it('is ended by a pipe that nobody reads', async () => {
    lab.write('p.mjs', "setInterval(() => console.log('tick'), 10);\n");
    await lab.test.type(PUB, 'node p.mjs | head -2; echo ${PIPESTATUS[0]}');
    await lab.test.clock.advance(100);
    expect(lab.test.screen(PUB)).toMatch(/tick\ntick\nError: write EPIPE[^]*\n1\n/);
  });

  it('asks at a terminal, line by line', async () => {
    lab.write(
      'q.mjs',
      `import { createInterface } from 'node:readline/promises';
const readline = createInterface({ input: process.stdin, output: process.stdout });
console.log('Hello ' + (await readline.question('Who? ')));
readline.close();
`,
    );
    await lab.test.type(PUB, 'node q.mjs; echo $?');
    await lab.test.keys(PUB, 'Ann\r');
    expect(lab.test.screen(PUB)).toContain('Who? Ann\nHello Ann\n0\n');
  });

  it('hears what others do to files', async () => {
    lab.write(
      'w.mjs',
      "import { watch } from 'node:fs';\nconst w = watch('.', (event, name) => { if (name === 'new') { console.log(event); w.close(); } });\n",
    );
    await lab.test.type(PUB, 'node w.mjs &');
    await lab.test.type(PUB, 'echo x > new');
    await lab.test.clock.advance(100);
    expect(lab.test.screen(PUB)).toContain('rename\n');
  });

  it('waits on the lab’s clock', async () => {
    lab.write('t.mjs', 'setTimeout(() => console.log(new Date().toISOString().length), 3_600_000);\n');
    await lab.test.type(PUB, 'node t.mjs');
    expect(lab.test.screen(PUB)).not.toContain('24\n');
    await lab.test.clock.advance(3_600_000);
    expect(lab.test.screen(PUB)).toContain('24\n');
  });

  it.each([
    ["import { execSync } from 'node:child_process'; execSync('ls');", 'execSync of node:child_process is not there'],
    ["import net from 'node:net'; net.connect(1883);", 'connect of node:net is not there'],
    ["await fetch('http://example.org');", 'fetch failed'],
    ["import express from 'express';", "Cannot find package 'express'"],
    ["import 'node:nix';", 'No such built-in module: node:nix'],
  ])('says what this Pi does not have: %s', async (text, said) => {
    lab.write('x.mjs', text);
    const screen = await lab.run('node x.mjs; echo $?');
    expect(screen).toContain(said);
    expect(screen).toMatch(/\n1\n$/);
  });
});
