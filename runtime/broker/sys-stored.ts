import type { Core } from './core.ts';

/** Of all brokers here: a message is marked with the count that has met it, for a set of a million takes twenty times as long. */
let counts = 0;

/**
 * Messages that are kept for clients, each once however many are to get it: those that wait for their
 * acknowledgement or for room, and those of QoS 2 that wait for their PUBREL. What is sent to a client whose
 * session ends with the connection is not kept.
 */
export function messagesForClients({ sessions }: Core): { readonly count: number; readonly bytes: number } {
  const current = ++counts;
  let count = 0;
  let bytes = 0;
  for (const session of sessions.values()) {
    session.eachKept((message) => {
      if (message.countedIn === current) return;
      message.countedIn = current;
      count++;
      bytes += message.end - message.payloadAt;
    });
  }
  return { count, bytes };
}
