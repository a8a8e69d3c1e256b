import { LoadConnection } from './connection.ts';
import { cpuSeconds, residentBytes } from './process-figures.ts';
import type { Figures, Task } from './scenarios.ts';

const CLIENTS = 5_000;
const AT_ONCE = 50;
/** What a broker does a moment later belongs to the price. */
const SETTLE_MS = 1_000;

/** Clients that have subscribed to a topic of their own and do nothing. */
export async function idle(task: Task): Promise<Figures> {
  const before = residentBytes(task.pid);
  const cpu = cpuSeconds(task.pid);
  let next = 0;
  const some = async (): Promise<void> => {
    while (next < CLIENTS) {
      const index = next++;
      await LoadConnection.ready(task, `idle${index}`, [`idle/${index}/command`]);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, some));
  await new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
  const resident = residentBytes(task.pid);
  return {
    perClient: (resident - before) / CLIENTS,
    cpu: ((cpuSeconds(task.pid) - cpu) * 1e6) / CLIENTS,
    resident,
  };
}
