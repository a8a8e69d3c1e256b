import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseAclFile } from '#runtime/config/acl-file.ts';
import { linesOf } from '#runtime/config/lines.ts';
import { OPTION_TABLE } from '#runtime/config/option-table.ts';
import { parseConfig } from '#runtime/config/parse.ts';
import { formatPasswordEntry, parsePasswordFile } from '#runtime/config/password-file.ts';
import { parsePskFile } from '#runtime/config/psk-file.ts';
import { inMemoryFiles } from './in-memory-files.ts';

const names = OPTION_TABLE.flatMap(({ name, aliases = [] }) => [name, ...aliases]);
const word = fc.oneof(
  fc.constantFrom('true', 'false', '0', '1', '-1', '70000', '1883', '""', '#', 'both', 'a/#', 'h:1', '', ' ', '\t'),
  fc.string({ unit: 'binary', maxLength: 8 }),
);
const line = fc
  .tuple(fc.oneof(fc.constantFrom(...names), fc.string({ maxLength: 5 })), fc.array(word, { maxLength: 5 }))
  .map(([name, words]) => [name, ...words].join(' '));
const text = fc.array(line, { maxLength: 12 }).map((lines) => lines.join('\n'));
const bytes = fc.oneof(
  fc.uint8Array({ maxLength: 200 }),
  text.map((each) => new TextEncoder().encode(each)),
);

describe('whatever is in a file', () => {
  it('a configuration has values, or an error with a line that is there', async () => {
    await fc.assert(
      fc.asyncProperty(bytes, async (file) => {
        const parsed = await parseConfig('t.conf', inMemoryFiles({ 't.conf': file }));
        if (!('error' in parsed)) return;
        const [what, where] = parsed.error;
        expect(what).toMatch(/^Error: /);
        // What is wrong with a bridge as a whole is in no line.
        if (where === undefined) {
          expect(what).toMatch(/[Bb]ridge/);
          return;
        }
        const number = Number(/^Error found at t\.conf:(\d+)\.$/.exec(where)?.[1]);
        expect(number).toBeGreaterThan(0);
        expect(number).toBeLessThanOrEqual(linesOf(file).length);
      }),
      { numRuns: 500 },
    );
  });

  it('what is accepted is accepted again when the broker reads it again, and says the same', async () => {
    await fc.assert(
      fc.asyncProperty(text, async (file) => {
        const files = inMemoryFiles({ 't.conf': file });
        const parsed = await parseConfig('t.conf', files);
        if ('error' in parsed) return;
        const again = await parseConfig('t.conf', files, parsed.values);
        expect('values' in again && again.values).toEqual(parsed.values);
      }),
      { numRuns: 500 },
    );
  });

  it('access files are read to their end, or to a line that is there', () => {
    fc.assert(
      fc.property(bytes, (file) => {
        const lines = linesOf(file).length;
        for (const parsed of [parseAclFile(file, 'f'), parsePskFile(file, 'f')]) {
          if ('error' in parsed) expect(parsed.line >= 1 && parsed.line <= lines).toBe(true);
        }
        expect(parsePasswordFile(file, 'f').entries.length).toBeLessThanOrEqual(lines);
      }),
      { numRuns: 500 },
    );
  });

  it('a user that is written is read as the same', () => {
    const username = fc.stringMatching(/^[a-zäöü][a-z0-9 ._-]{0,10}[a-z]$/);
    const salt = fc.uint8Array({ minLength: 12, maxLength: 12 });
    const hash = fc.uint8Array({ minLength: 64, maxLength: 64 });
    const entry = fc.oneof(
      fc.record({ username, scheme: fc.constant(6 as const), salt, hash }),
      fc.record({
        username,
        scheme: fc.constant(7 as const),
        iterations: fc.integer({ min: 1, max: 1e9 }),
        salt,
        hash,
      }),
    );
    fc.assert(
      fc.property(entry, (written) => {
        const file = new TextEncoder().encode(`${formatPasswordEntry(written)}\n`);
        expect(parsePasswordFile(file, 'f')).toEqual({ entries: [written], notes: [] });
      }),
      { numRuns: 200 },
    );
  });
});
