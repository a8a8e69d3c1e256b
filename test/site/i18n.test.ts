import { describe, expect, test } from 'vitest';
import { inLanguage, languageOf } from '../../site/i18n/language.ts';
import { strings } from '../../site/i18n/strings.ts';

/** Every entry with its path: `home.progress.none`. */
function entries(value: unknown, path = ''): [path: string, entry: unknown][] {
  if (typeof value !== 'object' || value === null) return [[path, value]];
  return Object.entries(value).flatMap(([name, inner]) => entries(inner, path === '' ? name : `${path}.${name}`));
}

const en = strings('en');
const de = strings('de');
const english = new Map(entries(en));
const german = new Map(entries(de));

/** The same in both languages, and rightly so. */
const SHARED = new Set([
  'language.en',
  'language.de',
  'views.terminals',
  'views.editor',
  'credits.name',
  'credits.mosquitto.heading',
]);

describe('the two languages', () => {
  test('have the same entries', () => {
    expect([...german.keys()].sort()).toEqual([...english.keys()].sort());
  });

  test('have no empty entry', () => {
    for (const [path, entry] of [...english, ...german]) {
      if (typeof entry === 'string') expect(entry.trim(), path).not.toBe('');
    }
  });

  test('say nothing in the same words, beside names', () => {
    const same = [...english].filter(([path, entry]) => typeof entry === 'string' && german.get(path) === entry);
    expect(same.map(([path]) => path).filter((path) => !SHARED.has(path) && !path.startsWith('workbench.'))).toEqual(
      [],
    );
  });

  test('take the same number of values', () => {
    for (const [path, entry] of english) {
      if (typeof entry !== 'function' || path.startsWith('phrases.')) continue;
      const other = german.get(path);
      expect(typeof other === 'function' && other.length, path).toBe(entry.length);
    }
  });

  test('speak of one step and of several in proper grammar', () => {
    expect(en.home.progress.steps(1)).toBe('1 step done.');
    expect(de.home.progress.steps(2)).toBe('2 Schritte geschafft.');
    expect(en.broker.lost(1)).toContain('1 second');
    expect(en.broker.lost(0)).toContain('now');
  });
});

describe('addresses', () => {
  test.each([
    ['/', 'de', '/de/'],
    ['/de/', 'en', '/'],
    ['/sandbox/', 'de', '/de/sandbox/'],
    ['/de/lessons/01-hello-world/', 'en', '/lessons/01-hello-world/'],
    ['/de/sandbox/', 'de', '/de/sandbox/'],
  ] as const)('%s in %s is %s', (address, language, expected) => {
    expect(inLanguage(address, language)).toBe(expected);
  });

  test('only a whole first folder names the language', () => {
    expect(languageOf('/demo/')).toBe('en');
    expect(languageOf('/de/')).toBe('de');
  });
});
