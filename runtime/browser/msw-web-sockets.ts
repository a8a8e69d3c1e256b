/** MSW in a page. This is where its 130 kB are imported: load it when a WebSocket is wanted, not before. */
import { WebSocketInterceptor, type WebSocketInterceptedConnection } from '@mswjs/interceptors/WebSocket';
import { defineNetwork, InterceptorSource } from 'msw/experimental';
import { WebSocketHandler } from 'msw/ws';
import type { InterceptedClient } from './lab-socket.ts';

/**
 * Answers every WebSocket that reaches MSW. The handler, not `ws.link`: a link does not wait before the
 * connection opens, and notes each one in IndexedDB and to other tabs.
 */
class LabHandler extends WebSocketHandler {
  readonly #connected: (client: InterceptedClient) => Promise<void>;

  constructor(connected: (client: InterceptedClient) => Promise<void>) {
    super(/^wss?:/);
    this.#connected = connected;
  }

  override async run(...args: Parameters<WebSocketHandler['run']>): ReturnType<WebSocketHandler['run']> {
    const resolved = await super.run(...args);
    // In this realm the connection is the interceptor's own, not a handle to one elsewhere.
    if (resolved !== null) await this.#connected((args[0] as WebSocketInterceptedConnection).client);
    return resolved;
  }
}

/** Replaces the page's WebSocket. @param connected awaited before a connection opens */
export function interceptByMsw(connected: (client: InterceptedClient) => Promise<void>): void {
  const network = defineNetwork({
    sources: [new InterceptorSource({ interceptors: [new WebSocketInterceptor()] })],
    handlers: [new LabHandler(connected)],
    context: { quiet: true },
  });
  network.enable();
}
