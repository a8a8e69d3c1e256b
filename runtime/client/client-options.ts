import type { Connect, Properties, ProtocolLevel, Will } from '#runtime/mqtt/packet.ts';

export interface ClientOptions {
  /** Empty: the server makes one up (from 3.1.1 on; below 5.0 clean sessions only). */
  readonly clientId: string;
  readonly level: ProtocolLevel;
  readonly clean: boolean;
  /** Seconds; 0 switches it off. */
  readonly keepAlive: number;
  readonly will?: Will;
  readonly username?: string;
  readonly password?: Uint8Array;
  /** Messages of QoS 1 and 2 under way at a time; default 20, as libmosquitto's. */
  readonly maxInFlight?: number;
  /** As many of the server's (5.0), if `properties` does not say it; default 20. */
  readonly receiveMaximum?: number;
  /** Of CONNECT (5.0). */
  readonly properties?: Properties;
}

/** Messages under way at a time, in either direction, unless said otherwise: libmosquitto's. */
export const DEFAULT_WINDOW = 20;

/** The CONNECT that these options make. Like libmosquitto's, one of 5.0 always has a Receive Maximum. */
export function connectPacket(options: ClientOptions, clientId: string): Connect {
  const { level, clean, keepAlive, will, username, password, properties } = options;
  return {
    type: 'CONNECT',
    level,
    clean,
    keepAlive,
    clientId,
    ...(will !== undefined && { will }),
    ...(username !== undefined && { username }),
    ...(password !== undefined && { password }),
    ...(level === 5 && {
      properties: {
        ...properties,
        receiveMaximum: properties?.receiveMaximum ?? options.receiveMaximum ?? DEFAULT_WINDOW,
      },
    }),
  };
}
