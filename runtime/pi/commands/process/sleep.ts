import { quote } from '../../quoting.ts';
import { command } from '../command.ts';
import { UsageProblem } from '../options.ts';
import { Complaints } from '../files/complaints.ts';
import { LONGEST_TIMER, readDuration } from './duration.ts';

/** sleep(1): `sleep 2`, `sleep 0.5`, `sleep 1m 30s`, `sleep infinity`. */
export const sleep = command({
  page: {
    name: 'sleep',
    section: 1,
    summary: 'wait',
    synopsis: ['sleep NUMBER[smhd]...'],
    description: ['Waits that many seconds, minutes (m), hours (h) or days (d), fractions too. Several are added up.'],
    examples: [['sleep 0.5', 'waits half a second']],
    seeAlso: ['timeout(1)', 'watch(1)'],
  },
  run: async (process, { operands }, out) => {
    if (operands.length === 0) throw new UsageProblem('missing operand');
    const complaints = new Complaints(process, out);
    let left = 0;
    const wrong = operands.filter((operand) => readDuration(operand) === undefined);
    for (const operand of wrong.slice(0, -1)) await complaints.say(`invalid time interval ${quote(operand)}`);
    const last = wrong.at(-1);
    if (last !== undefined) throw new UsageProblem(`invalid time interval ${quote(last)}`);
    for (const operand of operands) left += readDuration(operand) ?? 0;
    for (; left > 0; left -= LONGEST_TIMER) await process.sleep(Math.min(left, LONGEST_TIMER));
    return 0;
  },
});
