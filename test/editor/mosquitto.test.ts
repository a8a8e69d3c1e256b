/** What the editor says about the broker's files: it is what the broker itself would say. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { configWordsDe } from '#runtime/pi/manual/de/mosquitto-conf.ts';
import { configWordsEn } from '#runtime/pi/manual/pages/mosquitto-conf.ts';
import { OPTION_TABLE } from '#runtime/config/option-table.ts';
import { aclHover, aclOffers } from '../../site/editor/mosquitto/acl-offers.ts';
import { aclProblems } from '../../site/editor/mosquitto/acl-problems.ts';
import { confHover, confOffers } from '../../site/editor/mosquitto/conf-offers.ts';
import { confProblems } from '../../site/editor/mosquitto/conf-problems.ts';
import { editorDe } from '../../site/i18n/editor.de.ts';
import { editorEn } from '../../site/i18n/editor.en.ts';

const PATH = '/etc/mosquitto/conf.d/lan.conf';
const said = async (text: string): Promise<string[]> =>
  (await confProblems(text, PATH)).map(({ line, severity, message }) => `${line} ${severity}: ${message}`);

test('a file that the broker takes has no errors', async () => {
  expect(await said('# mine\nlistener 1883\nallow_anonymous true\n\nmax_qos 1\n')).toEqual([]);
});

test('all wrong lines are found, each in the words of the broker', async () => {
  expect(await said('lisener 1883\nallow_anonymous true\nmax_keepalive many\n')).toEqual([
    expect.stringMatching(/^1 error: .*Unknown configuration variable "lisener"/),
    expect.stringMatching(/^3 error: .*max_keepalive/),
  ]);
});

test('a bridge that is not finished is said where it begins', async () => {
  expect(await said('allow_anonymous true\nconnection garden\n')).toEqual([expect.stringMatching(/^2 error: /)]);
});

test('whatever is written, problems name lines of the file', async () => {
  const word = fc.constantFrom(
    'listener',
    'connection',
    'topic',
    '1883',
    'true',
    '#',
    '',
    ' ',
    'ö',
    'max_qos',
    'include_dir',
  );
  await fc.assert(
    fc.asyncProperty(fc.array(fc.array(word, { maxLength: 4 }), { maxLength: 6 }), async (lines) => {
      const text = lines.map((words) => words.join(' ')).join('\n');
      for (const { line } of await confProblems(text, PATH)) {
        expect(line).toBeGreaterThanOrEqual(1);
        expect(line).toBeLessThanOrEqual(Math.max(1, text.split('\n').length));
      }
    }),
    { numRuns: 60 },
  );
});

test.for([
  ['en', configWordsEn],
  ['de', configWordsDe],
] as const)('every option that is not refused is offered, with what it is for (%s)', ([, words]) => {
  const offers = confOffers('', words) ?? [];
  const wanted = OPTION_TABLE.filter(({ refused, name }) => refused === undefined && !name.includes('*'));
  expect(offers.map(({ label }) => label).sort()).toEqual(wanted.map(({ name }) => name).sort());
  expect(offers.filter(({ about = '' }) => about.length < 10)).toEqual([]);
});

test('behind an option stand its values, and behind those nothing', () => {
  expect(confOffers('allow_anonymous ', configWordsEn)?.map(({ label }) => label)).toEqual(
    expect.arrayContaining(['true', 'false']),
  );
  expect(confOffers('allow_anonymous true ', configWordsEn)).toBe(undefined);
  expect(confOffers('# allow', configWordsEn)).toBe(undefined);
  expect(confOffers('no_such_option ', configWordsEn)).toBe(undefined);
});

test('pointing at an option says what it takes, in the language of the page', () => {
  const hover = confHover('  max_qos 1', 4, configWordsEn);
  expect(hover).toMatchObject({ from: 3, to: 10 });
  expect(hover?.markdown[0]).toMatch(/^`max_qos/);
  expect(confHover('  max_qos 1', 4, configWordsDe)?.markdown[1]).not.toBe(hover?.markdown[1]);
  expect(confHover('  max_qos 1', 11, configWordsEn)).toBe(undefined);
  expect(confHover('# max_qos 1', 4, configWordsEn)).toBe(undefined);
  expect(confHover('', 1, configWordsEn)).toBe(undefined);
});

test('a wrong ACL line is found, with the lines behind it', () => {
  expect(
    aclProblems('user ada\ntopic house+\ntopic READ house/#\ntopic read house/#\n', '/etc/mosquitto/aclfile'),
  ).toEqual([
    expect.objectContaining({ line: 2, severity: 'error', message: expect.stringContaining('house+') }),
    expect.objectContaining({ line: 3, severity: 'error', message: expect.stringContaining('READ') }),
  ]);
});

test('ACL words are offered where they can stand', () => {
  const labels = (before: string): string[] => (aclOffers(before, editorEn.acl) ?? []).map(({ label }) => label);
  expect(labels('')).toEqual(['topic', 'user', 'pattern']);
  expect(labels('topic ')).toEqual(['read', 'write', 'readwrite', 'deny']);
  expect(labels('pattern read house/')).toEqual(['%u', '%c']);
  expect(labels('user ')).toEqual([]);
  expect(labels('# to')).toEqual([]);
});

test('pointing at an ACL word says what it means', () => {
  expect(aclHover('topic deny secret', 8, editorDe.acl)).toMatchObject({ markdown: ['`deny`', editorDe.acl.deny] });
  expect(aclHover('pattern read house/%u/#', 21, editorEn.acl)).toMatchObject({ from: 20, to: 22 });
  expect(aclHover('user topic', 7, editorEn.acl)).toBe(undefined);
});
