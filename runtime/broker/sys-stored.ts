import type { Core } from './core.ts';
import type { Message } from './message.ts';

/**
 * Messages that are kept for clients, each once however many are to get it: those that wait for their
 * acknowledgement or for room, and those of QoS 2 that wait for their PUBREL. What is sent to a client whose
 * session ends with the connection is not kept.
 */
export function messagesForClients({ sessions }: Core): { readonly count: number; readonly bytes: number } {
  const messages = new Set<Message>();
  for (const session of sessions.values()) for (const message of session.kept()) messages.add(message);
  let bytes = 0;
  for (const { payloadAt, end } of messages) bytes += end - payloadAt;
  return { count: messages.size, bytes };
}
