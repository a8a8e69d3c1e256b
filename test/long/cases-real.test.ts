/** The recordings are what the real bash and the real commands still do. */
import { describe, expect, test } from 'vitest';
import { allCases } from '../shell/case-file.ts';
import { lackingForCases, runReal } from '../shell/real-bash.ts';

const lacking = lackingForCases();

for (const [file, cases] of allCases()) {
  describe.skipIf(lacking !== undefined)(`${file}${lacking === undefined ? '' : ` (${lacking})`}`, () => {
    test.each(cases)('$title', ({ script, stdout, stderr, status }) => {
      expect(runReal(script)).toEqual({ stdout, stderr, status });
    });
  });
}
