/** `node test/shell/record.ts FILE …`: fills in what the system's bash makes of each case. */
import { readFileSync, writeFileSync } from 'node:fs';
import { readCases, writeCases } from './case-file.ts';
import { lackingForCases, runReal } from './real-bash.ts';

const files = process.argv.slice(2);
const lacking = lackingForCases();
if (lacking !== undefined) {
  console.error(`record.ts: ${lacking}`);
  process.exit(1);
}
for (const file of files) {
  const cases = readCases(readFileSync(file, 'utf8')).map((each) => ({ ...each, ...runReal(each.script) }));
  writeFileSync(file, writeCases(cases));
  console.log(`${file}: ${cases.length} cases`);
}
