import { command } from '../command.ts';
import { UsageProblem } from '../options.ts';

const SECONDS: Readonly<Record<string, number>> = { '': 1, s: 1, m: 60, h: 3_600, d: 86_400 };
const INTERVAL = /^\+?(\d+\.?\d*(?:e[+-]?\d+)?|\.\d+(?:e[+-]?\d+)?|inf(?:inity)?)([smhd]?)$/i;
/** A timer of a JavaScript host holds no more than 2^31 - 1 milliseconds. */
const LONGEST = 2_000_000_000;

/** sleep(1): `sleep 2`, `sleep 0.5`, `sleep 1m 30s`, `sleep infinity`. */
export const sleep = command({
  page: {
    name: 'sleep',
    section: 1,
    summary: 'wait',
    synopsis: ['sleep NUMBER[smhd]...'],
    description: ['Waits that many seconds, minutes (m), hours (h) or days (d), fractions too. Several are added up.'],
  },
  run: async (process, { operands }) => {
    if (operands.length === 0) throw new UsageProblem('missing operand');
    let left = 0;
    for (const operand of operands) {
      const match = INTERVAL.exec(operand);
      if (match?.[1] === undefined) throw new UsageProblem(`invalid time interval '${operand}'`);
      const number = /^inf/i.test(match[1]) ? Infinity : Number(match[1]);
      left += number * (SECONDS[(match[2] ?? '').toLowerCase()] ?? 1) * 1_000;
    }
    for (; left > 0; left -= LONGEST) await process.sleep(Math.min(left, LONGEST));
    return 0;
  },
});
