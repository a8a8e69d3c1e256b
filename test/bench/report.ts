import { readFileSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { format, resolveConfig } from 'prettier';
import type { BrokerName } from './brokers/start.ts';
import { judge, type Results } from './goals.ts';
import type { Figures } from './load/scenarios.ts';

const here = (name: string): URL => new URL(name, import.meta.url);

const count = (value: number): string => Math.round(value).toLocaleString('en-US');
const milliseconds = (value: number): string => value.toFixed(value < 10 ? 2 : 0);
const microseconds = (value: number): string => value.toFixed(value < 10 ? 2 : 0);
const megabytes = (value: number): string => (value / 1e6).toFixed(0);

/** What a scenario is called, and which of its figures is the one that counts. */
const SHOWN: Readonly<Record<string, readonly [what: string, figure: string, show: (value: number) => string]>> = {
  qos0: ['QoS 0, 1→1, messages/s', 'rate', count],
  'fan-out': ['fan-out 1→100, deliveries/s', 'rate', count],
  'fan-in': ['fan-in 50→1, messages/s', 'rate', count],
  qos1: ['QoS 1, window 100, messages/s', 'rate', count],
  'persistence-qos1': ['QoS 1, window 100, persistence, messages/s', 'rate', count],
  'durable-qos1': ['the same, --durable, messages/s', 'rate', count],
  qos2: ['QoS 2, window 100, messages/s', 'rate', count],
  filters: ['100,000 filters, deliveries/s', 'rate', count],
  retained: ['100,000 retained to `#`, ms', 'ms', milliseconds],
  'window1-qos0': ['one at a time, QoS 0, messages/s', 'rate', count],
  'window1-qos1': ['one at a time, QoS 1, messages/s', 'rate', count],
  'window1-qos2': ['one at a time, QoS 2, messages/s', 'rate', count],
  connects: ['connects/s', 'rate', count],
  idle: ['bytes per idle client (5,000)', 'perClient', count],
  'websocket-qos0': ['WebSocket, QoS 0, 1→1, messages/s', 'rate', count],
  'websocket-window1': ['WebSocket, one at a time, QoS 0, messages/s', 'rate', count],
  'memory-single': ['in memory, a packet a write, messages/s', 'rate', count],
  'memory-batch': ['in memory, 64 packets a write, messages/s', 'rate', count],
};

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? NaN;
}

/** The rate with `--durable` beside what the disk itself can do. */
export function diskRows(results: Results): string[][] {
  const ours = results.get('durable-qos1')?.get('ours');
  const { rate, syncs } = { rate: NaN, syncs: NaN, ...ours };
  if (ours === undefined) return [];
  return [
    ['', 'a second'],
    ['messages of QoS 1, --durable', count(rate)],
    ['fdatasync of the disk, 4 kB each', count(syncs)],
  ];
}

/** The median of each figure; of what went wrong, the sum. */
export function medians(rounds: readonly Figures[]): Figures {
  const all = (name: string): number[] => rounds.map((figures) => figures[name] ?? NaN);
  return Object.fromEntries(
    Object.keys(rounds[0] ?? {}).map((name) => [
      name,
      name === 'lost' || name === 'outOfOrder' ? all(name).reduce((sum, value) => sum + value) : median(all(name)),
    ]),
  );
}

/** One row a scenario: the rate of each broker, with µs per delivery and resident MB. */
export function rateRows(results: Results, brokers: readonly BrokerName[]): string[][] {
  const rows = [['', ...brokers.flatMap((name) => [name, 'µs', 'MB']), 'ours / Mosquitto']];
  for (const [scenario, figures] of results) {
    const [what, figure, show] = SHOWN[scenario] ?? [scenario, 'rate', count];
    const cells = brokers.flatMap((name) => {
      const of = figures.get(name);
      return of === undefined
        ? ['–', '–', '–']
        : [show(of[figure] ?? NaN), microseconds(of['cpu'] ?? NaN), megabytes(of['resident'] ?? NaN)];
    });
    const ratio = (figures.get('ours')?.[figure] ?? NaN) / (figures.get('mosquitto')?.[figure] ?? NaN);
    rows.push([what, ...cells, Number.isNaN(ratio) ? '–' : ratio.toFixed(2)]);
  }
  return rows;
}

export function latencyRows(results: Results, brokers: readonly BrokerName[]): string[][] {
  const rows = [['round trip, ms', ...brokers.flatMap((name) => [`${name} p50`, 'p99'])]];
  for (const [scenario, figures] of results) {
    if (![...figures.values()].some((of) => 'p50' in of)) continue;
    const cells = brokers.flatMap((name) =>
      ['p50', 'p99'].map((figure) => (figures.get(name)?.[figure] ?? NaN).toFixed(3).replace('NaN', '–')),
    );
    rows.push([(SHOWN[scenario]?.[0] ?? scenario).replace(', messages/s', ''), ...cells]);
  }
  return rows;
}

export const goalRows = (results: Results): string[][] => [['goal', 'measured', 'asked', ''], ...judge(results)];

/** A sentence for each broker that lost messages or mixed them up. */
export function complaints(results: Results): string[] {
  const said: string[] = [];
  for (const [scenario, figures] of results) {
    for (const [name, { lost = 0, outOfOrder = 0 }] of figures) {
      if (lost !== 0) said.push(`${scenario}: ${name} lost ${lost} messages.`);
      if (outOfOrder !== 0) said.push(`${scenario}: ${name} delivered ${outOfOrder} messages out of order or twice.`);
    }
  }
  return said;
}

/** Writes `results.md`: the tables, and `learned.md` as it is. */
export async function writeResults(results: Results, brokers: readonly BrokerName[], rounds: number): Promise<void> {
  const markdown = (rows: readonly (readonly string[])[]): string => {
    const [head = [], ...body] = rows;
    const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
    const rule = head.map((_, column) => (column === 0 ? '---' : '---:'));
    return [line(head), line(rule), ...body.map(line)].join('\n');
  };
  const said = complaints(results);
  const text = `# Our broker beside others

Written by \`npm run bench\`; what was learned is kept in \`learned.md\`.

${cpus().length} × ${cpus()[0]?.model.trim() ?? 'processor unknown'}, ${(totalmem() / 1e9).toFixed(0)} GB, Node ${process.version}. Payloads of 64 bytes. Each figure is the
median of ${rounds} runs, each with a new broker process and a new process that is the load, brokers taking turns.
Every message is counted and each sender's come in order. µs: the broker's processor time for one
delivery (one client, one connection). MB: resident memory of the broker at the end.

${markdown(rateRows(results, brokers))}

${markdown(latencyRows(results, brokers))}

${markdown(diskRows(results))}

${said.length === 0 ? 'No message was lost, none came out of order.' : said.join('\n')}

## Goals

${markdown(goalRows(results))}

${readFileSync(here('./learned.md'), 'utf8')}`;
  const style = (await resolveConfig(here('./results.md'))) ?? {};
  writeFileSync(here('./results.md'), await format(text, { ...style, parser: 'markdown' }));
}
