/** `node main.ts SCENARIO TASK`: the process that is the load. Prints the figures as JSON. */
import { SCENARIOS, type Task } from './scenarios.ts';

const [name = '', task = ''] = process.argv.slice(2);
const scenario = SCENARIOS[name];
if (scenario === undefined) throw new Error(`no scenario "${name}"; there are ${Object.keys(SCENARIOS).join(', ')}`);
const figures = await scenario(JSON.parse(task) as Task);
process.stdout.write(`${JSON.stringify(figures)}\n`, () => process.exit(0));
