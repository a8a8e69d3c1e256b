import { DISCONNECT, connectPacket } from './bytes.ts';
import { LoadConnection } from './connection.ts';
import { cpuSeconds, residentBytes } from './process-figures.ts';
import type { Figures, Task } from './scenarios.ts';

/** So many come and go at the same time. */
const AT_ONCE = 50;

/** TCP, CONNECT, CONNACK, DISCONNECT and the end of the connection, again and again. */
export async function connects(task: Task): Promise<Figures> {
  let count = 0;
  let until = performance.now() + task.warmUp;
  const comeAndGo = async (worker: number): Promise<void> => {
    for (let turn = 0; performance.now() < until; turn++) {
      const connection = await LoadConnection.open(task);
      await connection.ask(connectPacket(`c${worker}-${turn}`), 2);
      connection.send(DISCONNECT);
      await connection.end();
      count++;
    }
  };
  const run = (): Promise<unknown> => Promise.all(Array.from({ length: AT_ONCE }, (_, worker) => comeAndGo(worker)));
  await run();
  count = 0;
  const cpu = cpuSeconds(task.pid);
  const start = performance.now();
  until = start + task.duration;
  await run();
  return {
    rate: count / ((performance.now() - start) / 1000),
    cpu: ((cpuSeconds(task.pid) - cpu) * 1e6) / count,
    resident: residentBytes(task.pid),
  };
}
