import { publishTemplate } from './bytes.ts';
import { LoadConnection } from './connection.ts';
import { cpuSeconds, residentBytes } from './process-figures.ts';
import type { Figures, Task } from './scenarios.ts';

/** So few messages come by in the usual time that brokers which compile while they run would not have begun to. */
const WARM_UP_FACTOR = 7;

/**
 * The next message leaves when the one before has arrived and its handshakes are done. The round
 * trip is from the sender to the broker to the receiver, both in this process.
 */
export async function oneAtATime(task: Task, qos: number): Promise<Figures> {
  const subscriber = await LoadConnection.ready(task, 'sub', ['bench/#'], qos);
  const publisher = await LoadConnection.ready(task, 'pub');
  const template = publishTemplate('bench/0', qos);
  let trips: number[] = [];
  let sent = 0;
  let arrived = 0;
  let sentAt = 0;
  let outOfOrder = 0;
  let until = performance.now() + task.warmUp * WARM_UP_FACTOR;
  let rest: () => void = () => undefined;

  const turn = (): void => {
    if (arrived < sent || (qos > 0 && publisher.acked < sent)) return;
    sentAt = performance.now();
    if (sentAt >= until) return rest();
    publisher.publish(template, sent++);
  };
  subscriber.onMessage = (_, sequence) => {
    trips.push(performance.now() - sentAt);
    if (sequence !== arrived++) outOfOrder++;
  };
  subscriber.onTurn = turn;
  publisher.onTurn = turn;
  const run = (): Promise<void> =>
    new Promise((resolve) => {
      rest = resolve;
      turn();
    });

  await run();
  trips = [];
  const cpu = cpuSeconds(task.pid);
  const start = performance.now();
  until = start + task.duration;
  await run();
  const seconds = (performance.now() - start) / 1000;
  trips.sort((a, b) => a - b);
  return {
    rate: trips.length / seconds,
    cpu: ((cpuSeconds(task.pid) - cpu) * 1e6) / trips.length,
    resident: residentBytes(task.pid),
    p50: trips[Math.floor(trips.length * 0.5)] ?? NaN,
    p99: trips[Math.floor(trips.length * 0.99)] ?? NaN,
    lost: sent - arrived,
    outOfOrder,
  };
}
