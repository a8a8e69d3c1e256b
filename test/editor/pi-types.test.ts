/** What TypeScript says of programs in the editor, with the declarations that it is given there. */
import { expect, test } from 'vitest';
import ts from 'typescript';
import { REFUSED } from '#runtime/runner/node/modules/refused.ts';
import { builtinTable } from '#runtime/runner/node/modules/table.ts';
import { compilerOptions } from '../../site/editor/typescript/compiler-options.ts';
import { piTypes } from '../../site/editor/typescript/pi-types.ts';

const texts = new Map(piTypes.map(({ uri, text }) => [uri, text]));
const PROGRAM = 'file:///rpi-broker/home/pi/program.ts';
let version = 0;
let program = '';
const service = ts.createLanguageService({
  // The editor skips the declarations when it looks for errors; here they are looked at.
  getCompilationSettings: () => ({ ...compilerOptions, skipLibCheck: false }) as ts.CompilerOptions,
  getScriptFileNames: () => [PROGRAM, ...texts.keys()],
  getScriptVersion: (name) => (name === PROGRAM ? String(version) : '1'),
  getScriptSnapshot(name) {
    const text = name === PROGRAM ? program : (texts.get(name) ?? ts.sys.readFile(name));
    return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text);
  },
  getCurrentDirectory: () => '',
  getDefaultLibFileName: (options) => ts.getDefaultLibFilePath(options),
  fileExists: (name) => texts.has(name) || ts.sys.fileExists(name),
  readFile: (name) => texts.get(name) ?? ts.sys.readFile(name),
});

function said(text: string): string[] {
  program = text;
  version++;
  return [...service.getSyntacticDiagnostics(PROGRAM), ...service.getSemanticDiagnostics(PROGRAM)].map(
    ({ code, messageText }) => `${code} ${ts.flattenDiagnosticMessageText(messageText, ' ')}`,
  );
}

function completions(text: string): string[] {
  program = text.replace('▮', '');
  version++;
  const offers = service.getCompletionsAtPosition(PROGRAM, text.indexOf('▮'), {});
  return offers?.entries.map(({ name }) => name) ?? [];
}

test('the declarations themselves are sound', () => {
  said('export {};');
  const problems = piTypes.flatMap(({ uri }) =>
    [...service.getSyntacticDiagnostics(uri), ...service.getSemanticDiagnostics(uri)].map(
      ({ messageText }) => `${uri}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`,
    ),
  );
  expect(problems).toEqual([]);
});

test('a controller with mqtt, timers, files, the bus and a line is right', () => {
  expect(
    said(`
      import mqtt from 'mqtt';
      import { readFileSync, writeFileSync } from 'node:fs';
      import assert from 'node:assert/strict';
      import { hostname } from 'node:os';
      import { styleText } from 'util';
      import { fileURLToPath } from 'node:url';
      import { basename, join } from 'node:path';
      import { setTimeout as wait } from 'node:timers/promises';
      import { createInterface } from 'node:readline';
      import i2c from 'i2c-bus';
      import { Gpio } from 'onoff';

      const client = mqtt.connect('mqtt://192.168.1.3', { will: { topic: 'led', payload: '4', qos: 1, retain: true } });
      client.on('connect', () => client.subscribe('piandmore/rpi-pub/temp'));
      client.on('message', (topic, payload) => {
        const celsius = Number(payload.toString());
        if (!Number.isFinite(celsius)) console.error(topic, 'is no number:', String(payload));
        else client.publish('piandmore/rpi-sub/led', celsius > 33 ? '2' : '1', { retain: true });
      });
      const bus = i2c.openSync(1);
      const word = bus.readWordSync(0x48, 0);
      new Gpio(512 + 17, 'out').writeSync(1);
      writeFileSync(join(process.cwd(), 'last'), String(word));
      console.log(readFileSync('last', 'utf8').length);
      assert.equal(basename(import.meta.filename), 'controller.ts');
      console.log(hostname(), styleText('red', 'hot'), fileURLToPath(import.meta.url), process.stdout.columns ?? 80);
      process.on('SIGINT', () => client.end());
      for await (const line of createInterface({ input: process.stdin })) console.log(line.trim());
      await wait(1000);
    `),
  ).toEqual([]);
});

test.for([
  ["import mqtt from 'mqtt';\nmqtt.conect('mqtt://192.168.1.3');", /conect/],
  ["import mqtt from 'mqtt';\nmqtt.connect('mqtt://x').on('mesage', () => {});", /mesage/],
  ["import mqtt from 'mqtt';\nmqtt.connect('mqtt://x').publish('a', 7);", /number/],
  ['const n: number = "33";', /not assignable/],
  ['enum Level { off }\nconsole.log(Level.off);', /erasableSyntaxOnly/],
  ["import express from 'express';\nexpress();", /express/],
  ['document.title;', /document/],
] as const)('an error is found: %s', ([text, message]) => {
  expect(said(text).join('\n')).toMatch(message);
});

test('behind `mqtt.` stands what the package has', () => {
  expect(completions("import mqtt from 'mqtt';\nmqtt.▮")).toEqual(expect.arrayContaining(['connect', 'connectAsync']));
});

test('the name of an event is offered, and what its listener is given is known', () => {
  expect(completions("import mqtt from 'mqtt';\nmqtt.connect('').on('▮', () => {})")).toEqual(
    expect.arrayContaining(['connect', 'message', 'close', 'error']),
  );
  expect(completions("import mqtt from 'mqtt';\nmqtt.connect('').on('message', (t, payload) => payload.▮)")).toEqual(
    expect.arrayContaining(['toString', 'readUInt16BE', 'length']),
  );
});

test("what is declared is what this Pi's node has, and nothing of it is missing", () => {
  const nothing = {} as never;
  const there = Object.keys(builtinTable({ process: nothing, program: nothing } as never, nothing));
  const text = texts.get('file:///pi/modules.d.ts') ?? '';
  const declared = [...text.matchAll(/^declare module '(?!node:)([^']+)'/gm)].map(([, name]) => name);
  const packages = ['i2c-bus', 'mqtt', 'onoff'];
  expect(declared.sort()).toEqual(there.filter((name) => !(name in REFUSED) && !packages.includes(name)).sort());
  const withNode = [...text.matchAll(/^declare module 'node:([^']+)'/gm)].map(([, name]) => name);
  expect(withNode.sort()).toEqual(declared);
});

test('two programs have a `client` each', () => {
  expect(said("const client = 'mine';\nconsole.log(client);")).toEqual([]);
});
