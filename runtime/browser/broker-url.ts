import type { BrokerState } from '#runtime/lab/messages.ts';

/** `ws:` or `wss:`, as the page came. */
const webSocketUrl = (path: string, site: string | URL): string => {
  const url = new URL(path, site);
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  return url.href;
};

/**
 * The URL by which MQTT clients in this page reach its broker, whatever realm they run in.
 *
 *     own, site https://example.org/kleber/     wss://example.org/kleber/mqtt    answered by the lab
 *     server, seat 3, http://localhost:8080/    ws://localhost:8080/mqtt/3       a WebSocket to the server
 *
 * @param site base URL of the site: its home page, with the slash at the end
 * @returns undefined while the page has no seat yet
 */
export function brokerUrl(broker: Pick<BrokerState, 'place' | 'seat'>, site: string | URL): string | undefined {
  if (broker.place === 'own') return webSocketUrl('mqtt', site);
  return broker.seat === undefined ? undefined : webSocketUrl(`/mqtt/${encodeURIComponent(broker.seat)}`, site);
}
