import { describe, expect, test } from 'vitest';
import { readReasons } from './reasons.ts';
import { conformance, type Sources } from './record.ts';
import { sourcesOnDisk } from './sources.ts';
import { readStatements } from './statements.ts';
import { taggedLines, taggedTitles } from './tags.ts';

describe('the record', () => {
  const { entries, problems } = conformance(sourcesOnDisk());

  test('holds: every statement is on a test or has a reason, none both, and no tag is made up', () => {
    expect(problems).toEqual([]);
  });

  test('knows both standards whole', () => {
    const count = (standard: string): number =>
      entries.filter(({ statement }) => statement.standard === standard).length;
    expect([count('3.1.1'), count('5.0')]).toEqual([141, 251]);
  });

  test.each(['en', 'de'] as const)('says each statement in one sentence of its own, in %s', (language) => {
    for (const { statement } of entries) {
      expect(statement[language], statement.tag).toMatch(/^[\p{L}\p{N}+#„].{9,}[.]$/u);
      expect(statement[language], statement.tag).not.toMatch(/\b(?:MUST|SHALL|SHOULD|MAY)\b/);
      expect(statement[language].length, statement.tag).toBeLessThan(180);
    }
  });

  test('says different things in the two languages', () => {
    expect(entries.filter(({ statement }) => statement.en === statement.de)).toEqual([]);
  });
});

const below = (entries: string): string => `## Elsewhere\n\n- anything\n\n## On no test, and why\n\n${entries}`;

describe('what breaks the record', () => {
  const YAML = '1.0-1: { binds: both, en: One., de: Eins. }\n1.0-2: { binds: server, en: Two., de: Zwei. }\n';
  const problems = (changes: Partial<Sources>): readonly string[] =>
    conformance({
      statements: { '3.1.1': YAML, '5.0': '{}' },
      reasons: below('- [MQTT-1.0-2]: not ours.\n'),
      tests: { 'test/a.test.ts': "it('does one [MQTT-1.0-1]', () => {" },
      runtime: {},
      ...changes,
    }).problems;

  test('nothing, when every statement is on a test or has a reason', () => {
    expect(problems({})).toEqual([]);
  });

  test.each<[string, Partial<Sources>, string]>([
    ['a statement that nobody speaks of', { reasons: '' }, 'MQTT-1.0-2 (binds server: Two.) is on no test'],
    [
      'one that is on a test and has a reason',
      { reasons: below('- [MQTT-1.0-1]: no.\n- [MQTT-1.0-2]: no.\n') },
      'MQTT-1.0-1 is on a test (test/a.test.ts:1) and',
    ],
    [
      'a tag of no statement',
      { tests: { 'test/a.test.ts': "it('x [MQTT-1.0-1] [MQTT-9.9-9]', () => {" } },
      'test/a.test.ts:1 names MQTT-9.9-9',
    ],
    [
      'a reason for no statement',
      { reasons: below('- [MQTT-1.0-2] [MQTT5-1.0-1]: no.\n') },
      'conformance.md names MQTT5-1.0-1',
    ],
    [
      'a line of the machine room that names none',
      { runtime: { 'runtime/a.ts': '// [MQTT-9.9-9]' } },
      'runtime/a.ts:1 names MQTT-9.9-9',
    ],
  ])('%s', (_title, changes, expected) => {
    expect(problems(changes)).toEqual([expect.stringContaining(expected)]);
  });

  test('a statement that lacks something', () => {
    expect(() => readStatements('5.0', '1.0-1: { binds: both, en: One. }')).toThrow('1.0-1 needs');
    expect(() => readStatements('5.0', '1.0-1: { binds: nobody, en: One., de: Eins. }')).toThrow('1.0-1 needs');
  });

  test('a reason that is none, and two for one statement', () => {
    expect(() => readReasons(below('- [MQTT-1.0-1]:\n'))).toThrow('is expected');
    expect(() => readReasons(below('- some words\n'))).toThrow('is expected');
    expect(() => readReasons(below('- [MQTT-1.0-1]: a\n- [MQTT-1.0-1]: b\n'))).toThrow('two reasons');
  });
});

describe('reading tags', () => {
  const titles = (...lines: string[]): unknown[] =>
    taggedTitles('a.ts', lines.join('\n')).map(({ line, title, tags }) => [line, title, tags]);

  test('finds them in titles, with the titles around', () => {
    expect(
      titles(
        "describe('keep alive', () => {",
        "  it('closes [MQTT-1.2-3] [MQTT5-4.5-6]', async () => {",
        '  });',
        '});',
      ),
    ).toEqual([[2, ['keep alive', 'closes'], ['MQTT-1.2-3', 'MQTT5-4.5-6']]]);
  });

  test('leaves a block’s title behind with the block', () => {
    expect(titles("describe('a', () => {", '});', "describe('b', () => {", "  it('x [MQTT-1.2-3]', () => {")).toEqual([
      [4, ['b', 'x'], ['MQTT-1.2-3']],
    ]);
  });

  test('finds them in the rows of a table, and in a title with values', () => {
    expect(
      titles("  ['a will of QoS 3 [MQTT-1.2-3]', connect(0b11)],", "  ])('ends at %s [MQTT-1.2-4]', async () => {"),
    ).toEqual([
      [1, ['a will of QoS 3'], ['MQTT-1.2-3']],
      [2, ['ends at …'], ['MQTT-1.2-4']],
    ]);
  });

  test('copes with quotes within quotes', () => {
    expect(titles('it("Debian\'s own [MQTT-1.2-3]", () => {', "it('it\\'s [MQTT-1.2-4]', () => {")).toEqual([
      [1, ["Debian's own"], ['MQTT-1.2-3']],
      [2, ["it's"], ['MQTT-1.2-4']],
    ]);
  });

  test('passes over comments and tags of sections', () => {
    expect(titles("// it's [MQTT-1.2-3], isn't it?", " * 'x [MQTT-1.2-3]'", "it('y [MQTT-1.2]', () => {")).toEqual([
      [3, ['y'], []],
    ]);
  });

  test('passes over what a test expects', () => {
    expect(titles("expect(said).toBe('no [MQTT-1.2-3]');", "  '[MQTT-1.2-3]',")).toEqual([]);
  });

  test('finds the lines that keep a statement, by comment or by the clause of a refusal', () => {
    const source = "a();\n  // [MQTT-1.2-3]\nthrow refusal('x', 'MQTT5-1.2-4', {});\n";
    expect(taggedLines('a.ts', source).map(({ line, tags }) => [line, tags])).toEqual([
      [2, ['MQTT-1.2-3']],
      [3, ['MQTT5-1.2-4']],
    ]);
  });
});
