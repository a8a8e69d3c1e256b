/**
 * `node idle-clients.ts PORT NAME COUNT`: connects so many clients, each with a subscription of its own,
 * prints `ready`, and holds them until it is killed.
 */
import { LoadConnection } from '../bench/load/connection.ts';

const [port, name = '', count] = process.argv.slice(2);
const AT_ONCE = 25;
let next = 0;
async function some(): Promise<void> {
  while (next < Number(count)) {
    const index = next++;
    await LoadConnection.ready({ port: Number(port) }, `idle${name}-${index}`, [`idle/${name}/${index}`]);
  }
}
await Promise.all(Array.from({ length: AT_ONCE }, some));
process.stdout.write('ready\n');
