import { describe, expect, test } from 'vitest';
import { allCases } from './case-file.ts';
import { runLine } from './shell-pi.ts';

for (const [file, cases] of allCases()) {
  describe(`${file}: the Pi's shell and commands do what bash 5.2 and Debian's did`, () => {
    test.each(cases)('$title', async ({ script, stdout, stderr, status }) => {
      expect(await runLine(script)).toEqual({ stdout, stderr, status });
    });
  });
}
