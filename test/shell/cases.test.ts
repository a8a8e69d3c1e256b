import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readCases } from './case-file.ts';
import { bashVersion, isBash52, runReal } from './real-bash.ts';
import { runLine } from './shell-pi.ts';

const files = readdirSync(import.meta.dirname).filter((name) => name.endsWith('.case'));

for (const file of files) {
  const cases = readCases(readFileSync(`${import.meta.dirname}/${file}`, 'utf8'));

  describe(`${file}: the Pi's shell does what bash 5.2 did`, () => {
    test.each(cases)('$title', async ({ script, stdout, stderr, status }) => {
      expect(await runLine(script)).toEqual({ stdout, stderr, status });
    });
  });

  describe.skipIf(!isBash52())(`${file}: bash itself still does (needs bash 5.2, here: ${bashVersion()})`, () => {
    test.each(cases)('$title', ({ script, stdout, stderr, status }) => {
      expect(runReal(script)).toEqual({ stdout, stderr, status });
    });
  });
}
