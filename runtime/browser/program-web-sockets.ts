import { WebSocketInterceptor } from '@mswjs/interceptors/WebSocket';
import type { InterceptedClient } from './lab-socket.ts';
import type { RouteOptions } from './socket-route.ts';
import { routeWebSockets } from './routed-web-socket.ts';

export interface ProgramSocketOptions extends RouteOptions {
  /** The other end of the port that the lab was given in `program`. */
  readonly lab: MessagePort;
}

/**
 * In the worker of a learner's program, before the program's own code: its WebSockets lead into the
 * lab where they should. The bare interceptor, because the rest of MSW wants a page around it.
 */
export function openProgramSockets({ lab, ...route }: ProgramSocketOptions): void {
  routeWebSockets({ ...route, toLab: (request, transfer) => lab.postMessage(request, transfer) }, (connected) => {
    const interceptor = new WebSocketInterceptor();
    interceptor.apply();
    // It waits for the promise, whatever its types say; a failure inside closes the socket.
    const listener: (event: { client: InterceptedClient }) => unknown = ({ client }) => connected(client);
    interceptor.on('connection', listener as (event: { client: InterceptedClient }) => void);
  });
}
