/**
 * `npm run bench`: our broker beside Mosquitto and aedes.
 *
 *   npm run bench                    everything, five rounds; writes test/bench/results.md
 *   npm run bench -- qos0 fan-out    these scenarios only; prints, and writes nothing
 *   npm run bench -- quick           one short round of what is named, or of everything
 *   npm run bench -- qos0 --brokers ours,mosquitto --rounds 3
 *   npm run bench -- load            the load's own limit: against no broker, only copying
 *
 * Each run has a new broker process and a new process that is the load; brokers take turns. Every
 * message is counted, and each sender's must come in order; figures are medians. µs: the broker's
 * processor time for one delivery. MB: its resident memory.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { isInstalled, startBroker, type BrokerName, type Lasting } from './brokers/start.ts';
import { SCENARIOS, placeOf, type Figures, type Task } from './load/scenarios.ts';
import { parseBenchOptions } from './options.ts';
import { complaints, diskRows, goalRows, latencyRows, medians, rateRows, writeResults } from './report.ts';
import { table } from './table.ts';

const LOAD = fileURLToPath(new URL('./load/main.ts', import.meta.url));
/** Milliseconds before anything is counted, and while it is. */
const TIMES = { warmUp: 400, duration: 1_000 };
const QUICK = { warmUp: 200, duration: 500 };

const say = (text: string): void => void process.stdout.write(text);

async function measure(
  name: Parameters<typeof startBroker>[0],
  scenario: string,
  quick: boolean,
  lasting: Lasting = 'nothing',
): Promise<Figures> {
  const broker = await startBroker(name, lasting);
  try {
    return await load(scenario, { pid: broker.pid, port: broker.port, ...(quick ? QUICK : TIMES) });
  } catch (error) {
    throw new Error(`${scenario} against ${name}: ${(error as Error).message}`, { cause: error });
  } finally {
    await broker.stop();
  }
}

/** Runs a process that is the load. */
async function load(scenario: string, task: Task): Promise<Figures> {
  const child = spawn(process.execPath, [LOAD, scenario, JSON.stringify(task)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.on('data', (data: Buffer) => (output += String(data)));
  const [status] = (await once(child, 'close')) as [number];
  if (status !== 0) throw new Error(`the load ended with ${status}`);
  return JSON.parse(output) as Figures;
}

/** A scenario with the broker in the place that it asks for. */
function measureThere(name: BrokerName, scenario: string, quick: boolean): Promise<Figures> {
  const place = placeOf(scenario);
  switch (place) {
    case 'tcp':
      return measure(name, scenario, quick);
    case 'websocket':
      return measure('websocket', scenario, quick);
    case 'persistence':
    case 'durable':
      return measure(name, scenario, quick, place);
    case 'memory':
      return load(scenario, { pid: 0, port: 0, ...(quick ? QUICK : TIMES) });
  }
}

/** What the load can do at most. */
async function measureLoad(): Promise<void> {
  const rows = [['deliveries/s, no broker between', 'rate']];
  for (const scenario of ['qos0', 'fan-out']) {
    const { rate = NaN } = await measure('sink', scenario, false);
    rows.push([scenario, Math.round(rate).toLocaleString('en-US')]);
  }
  say(table(rows));
}

async function measureBrokers(args: readonly string[]): Promise<void> {
  const options = parseBenchOptions(args, Object.keys(SCENARIOS));
  const brokers = options.brokers.filter((name) => {
    if (!isInstalled(name)) say(`${name} is not installed: it is left out.\n`);
    return isInstalled(name);
  });
  const results = new Map<string, Map<BrokerName, Figures>>();
  for (const scenario of options.scenarios) {
    const takePart = brokers.filter((name) => name === 'ours' || placeOf(scenario) === 'tcp');
    const rounds = new Map<BrokerName, Figures[]>(takePart.map((name) => [name, []]));
    for (let round = 0; round < options.rounds; round++) {
      // Whoever comes first in one round comes later in the next.
      for (let turn = 0; turn < takePart.length; turn++) {
        const name = takePart[(turn + round) % takePart.length] as BrokerName;
        rounds.get(name)?.push(await measureThere(name, scenario, options.quick));
      }
    }
    results.set(scenario, new Map([...rounds].map(([name, figures]) => [name, medians(figures)])));
    say(`${table(rateRows(new Map([[scenario, results.get(scenario) ?? new Map()]]), brokers))}\n`);
  }
  const latencies = latencyRows(results, brokers);
  if (latencies.length > 1) say(`${table(latencies)}\n`);
  const disk = diskRows(results);
  if (disk.length > 0) say(`${table(disk)}\n`);
  say(table(goalRows(results)));
  const said = complaints(results);
  for (const sentence of said) say(`${sentence}\n`);
  // A rate at which messages get lost is none.
  if (said.some((sentence) => sentence.includes(' ours '))) process.exitCode = 1;
  if (options.whole) await writeResults(results, brokers, options.rounds);
}

const args = process.argv.slice(2);
try {
  await (args.length === 1 && args[0] === 'load' ? measureLoad() : measureBrokers(args));
} catch (error) {
  process.stderr.write(`bench: ${(error as Error).message}\n`);
  process.exitCode = 1;
}
