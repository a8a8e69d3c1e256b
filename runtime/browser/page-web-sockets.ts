import type { RealmOptions } from './routed-web-socket.ts';

let opened: Promise<void> | undefined;

/**
 * To be awaited before a panel of the page opens its first WebSocket: from then on the page's
 * WebSockets lead into the lab where they should. Fetches MSW, once a page; a lesson without panels
 * never does.
 * @throws TypeError when the script cannot be fetched; the next call tries again
 */
export function openPanelSockets(options: RealmOptions): Promise<void> {
  opened ??= open(options).catch((error: unknown) => {
    opened = undefined;
    throw error;
  });
  return opened;
}

async function open(options: RealmOptions): Promise<void> {
  const [{ routeWebSockets }, { interceptByMsw }] = await Promise.all([
    import('./routed-web-socket.ts'),
    import('./msw-web-sockets.ts'),
  ]);
  routeWebSockets(options, interceptByMsw);
}
