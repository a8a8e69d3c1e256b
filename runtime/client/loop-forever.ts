import type { ByteStream, Clock } from '#runtime/ports.ts';
import { SystemError } from '#runtime/ports.ts';
import type { Client } from './client.ts';
import type { Result } from './result.ts';
import { RESULT } from './result.ts';

/** Milliseconds between losing a connection and trying again, as mosquitto_loop_forever(3) waits. */
const RECONNECT_DELAY = 1000;

/**
 * Keeps a client connected: a connection that is lost, or silent for too long, is made again after a
 * second, as often as it takes. Ends when the client has disconnected, was refused, or the server
 * broke a rule.
 * @param connect makes a connection; a SystemError means: try again later
 */
export async function loopForever(
  client: Client,
  first: ByteStream,
  connect: () => Promise<ByteStream>,
  clock: Clock,
): Promise<Result> {
  let stream: ByteStream | undefined = first;
  for (;;) {
    if (stream !== undefined) {
      const result = await client.run(stream);
      if (result !== RESULT.connectionLost && result !== RESULT.keepAlive) return result;
    }
    await Promise.race([pause(clock), client.disconnected()]);
    if (client.isDisconnecting) return RESULT.success;
    stream = await reconnect(client, connect);
    if (client.isDisconnecting) {
      stream?.destroy();
      return RESULT.success;
    }
  }
}

async function reconnect(client: Client, connect: () => Promise<ByteStream>): Promise<ByteStream | undefined> {
  const attempt = connect().catch((error: unknown) => {
    if (error instanceof SystemError) return undefined;
    throw error;
  });
  const stream = await Promise.race([attempt, client.disconnected()]);
  if (stream !== undefined) return stream;
  // Disconnected meanwhile: a connection that is made nevertheless is of no use.
  if (client.isDisconnecting)
    void attempt.then(
      (late) => late?.destroy(),
      () => undefined,
    );
  return undefined;
}

function pause(clock: Clock): Promise<void> {
  return new Promise((resolve) => void clock.timer(RECONNECT_DELAY, resolve));
}
