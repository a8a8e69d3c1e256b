import type { Core } from './core.ts';
import { deliver } from './deliver.ts';
import type { Message } from './message.ts';

/** Publishes: keeps the message if it is to be retained, and gives it to all whose filters match. */
export function route(core: Core, message: Message): void {
  // [MQTT-3.3.1-5] [MQTT-3.3.1-12]
  if (message.retain) core.retained.put(message);
  const { targets, groups } = core.topics.matches(message.topic);
  for (const target of targets) {
    const { clientId } = target.subscriber;
    const chosen = clientId === message.publisher ? target.own : target;
    if (chosen !== undefined) deliver(core, chosen, message, false);
  }
  for (const group of groups) {
    const member = group.next(({ subscriber }) => subscriber.connection !== undefined);
    if (member !== undefined) deliver(core, member, message, false);
  }
}

/** Mosquitto lets no client write there: what `$SYS` says is the broker's own. */
export function isReserved(topic: string): boolean {
  return topic.startsWith('$SYS');
}
