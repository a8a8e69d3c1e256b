/** `node test/shell/record.ts FILE …`: fills in what the system's bash makes of each case. */
import { readFileSync, writeFileSync } from 'node:fs';
import { readCases, writeCases } from './case-file.ts';
import { bashVersion, isBash52, runReal } from './real-bash.ts';

const files = process.argv.slice(2);
if (!isBash52()) {
  console.error(`record.ts: bash 5.2 is needed, this is ${bashVersion() || 'no bash at all'}`);
  process.exit(1);
}
for (const file of files) {
  const cases = readCases(readFileSync(file, 'utf8')).map((each) => ({ ...each, ...runReal(each.script) }));
  writeFileSync(file, writeCases(cases));
  console.log(`${file}: ${cases.length} cases`);
}
