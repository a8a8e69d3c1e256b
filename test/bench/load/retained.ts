import { PINGREQ, publishTemplate, subscribePacket } from './bytes.ts';
import { LoadConnection } from './connection.ts';
import { cpuSeconds, residentBytes } from './process-figures.ts';
import type { Figures, Task } from './scenarios.ts';

const MESSAGES = 100_000;
/** Messages between two questions whether the broker is still there. */
const STEP = 500;
const LOST_AFTER_MS = 4_000;

/** A new subscriber to `#` gets 100,000 retained messages: from SUBSCRIBE to the last one. */
export async function retained(task: Task): Promise<Figures> {
  const publisher = await LoadConnection.ready(task, 'pub');
  for (let sequence = 0; sequence < MESSAGES; sequence++) {
    const topic = `plant/area${sequence % 300}/device${Math.floor(sequence / 300)}/state`;
    publisher.publish(publishTemplate(topic, 0, 0, true), sequence);
    if (sequence % STEP === STEP - 1) await publisher.ask(PINGREQ, 13);
  }
  const subscriber = await LoadConnection.ready(task, 'late');
  const seen = new Uint8Array(MESSAGES);
  let arrived = 0;
  let twice = 0;
  let last = performance.now();
  subscriber.onMessage = (_, sequence) => {
    twice += seen[sequence] as number;
    seen[sequence] = 1;
    arrived++;
    last = performance.now();
  };
  const cpu = cpuSeconds(task.pid);
  const start = performance.now();
  subscriber.send(subscribePacket(['#'], 0));
  while (arrived < MESSAGES && performance.now() < last + LOST_AFTER_MS) {
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
  return {
    ms: last - start,
    cpu: ((cpuSeconds(task.pid) - cpu) * 1e6) / arrived,
    resident: residentBytes(task.pid),
    lost: MESSAGES - arrived,
    // In which order topics come is the broker's affair; twice is not.
    outOfOrder: twice,
  };
}
