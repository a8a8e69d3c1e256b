import type { Core } from './core.ts';
import { Message } from './message.ts';
import { route } from './route.ts';

/** What the broker says of itself: for now the version it behaves as, retained like Mosquitto's. */
export function publishVersion(core: Core, version: string): void {
  const text = new TextEncoder().encode(`mosquitto version ${version}`);
  route(core, new Message('$SYS/broker/version', text, 0, true));
}
