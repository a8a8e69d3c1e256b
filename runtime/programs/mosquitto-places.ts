import { type ConfigValues, isNamed, type ListenerValues } from '#runtime/config/values.ts';

const DEFAULT_PORT = 1883;

/** Where the broker listens, and what is said of it. */
export interface Place {
  readonly values: ListenerValues;
  /** 0 with a path. */
  readonly port: number;
  /** Address or name to bind; absent: every address of this machine. */
  readonly host?: string;
  /** Of a Unix socket. */
  readonly path?: string;
  /** It is no fault if this machine has no such address. */
  readonly optional?: true;
}

/** Whether nobody has been asked in by `listener`, `port` or `bind_address`: this machine alone is served. */
export const isLocalOnly = ({ listeners, default_listener: standard }: ConfigValues): boolean =>
  listeners.length === 0 && standard.port === undefined && standard.bind_address === undefined;

/**
 * Every place, in the order in which they are opened: the listeners of the file, and the default one, if it
 * is one of several or the only one.
 *
 *     listener 1884          1884 at every address
 *     listener 0 /run/m      the socket /run/m
 *     (nothing)              1883, or the ports of `-p`, of this machine alone
 *
 * @param ports of `-p`
 */
export function placesOf(values: ConfigValues, ports: readonly number[]): Place[] {
  const { listeners, default_listener: standard } = values;
  if (listeners.length === 0 && !isNamed(standard)) {
    return (ports.length > 0 ? ports : [DEFAULT_PORT]).flatMap((port): Place[] => [
      { values: standard, port, host: '127.0.0.1' },
      { values: standard, port, host: '::1', optional: true },
    ]);
  }
  const named = listeners.map((listener) => {
    const { port, host } = listener;
    return { values: listener, port, ...(host !== undefined && (port === 0 ? { path: host } : { host })) };
  });
  if (!isNamed(standard)) return named;
  const { port = ports[0] ?? DEFAULT_PORT, bind_address: host } = standard;
  return [...named, { values: standard, port, ...(host !== undefined && { host }) }];
}

/** MQTT in the frames of WebSockets. */
export const hasWebSockets = ({ values }: Place): boolean => values.protocol === 'websockets';

/** As messages name it. */
export const placeName = ({ port, path }: Place): string => (path === undefined ? `port ${port}` : `path ${path}`);
