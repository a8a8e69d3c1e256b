import { LabSocket, type InterceptedClient, type SendToLab } from './lab-socket.ts';
import { routeSocket, type RouteOptions } from './socket-route.ts';

export interface RealmOptions extends RouteOptions {
  readonly toLab: SendToLab;
}

/**
 * Makes `WebSocket` of this realm lead into the lab where `routeSocket` says so. Elsewhere it stays the
 * browser's own, untouched: an interceptor that passes a connection on opens it before the server
 * has answered, and chooses the subprotocol itself.
 *
 * @param intercept replaces `globalThis.WebSocket` by the interceptor's class; calls its argument for
 * each connection, and waits for it before that opens
 */
export function routeWebSockets(
  { toLab, ...route }: RealmOptions,
  intercept: (connected: (client: InterceptedClient) => Promise<void>) => void,
): void {
  const native = globalThis.WebSocket;
  const sockets = new WeakMap<WebSocket, LabSocket>();
  intercept(async (client) => sockets.get(client.socket)?.connect(client));
  const intercepted = globalThis.WebSocket;

  const routed = new Proxy(native, {
    construct(_, args: ConstructorParameters<typeof WebSocket>, newTarget) {
      const [url, protocols = []] = args;
      const target = routeSocket(url, route);
      if (target === undefined) return Reflect.construct(native, args, newTarget) as WebSocket;
      const socket = new intercepted(url, protocols);
      sockets.set(socket, new LabSocket(socket, target, [protocols].flat(), toLab));
      return socket;
    },
  });
  Object.defineProperty(globalThis, 'WebSocket', { value: routed, configurable: true, writable: true });
}
