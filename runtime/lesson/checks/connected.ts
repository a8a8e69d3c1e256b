/**
 * A client's connection to a broker. `connected` is a fact: CONNACK accepted it, and it is still
 * open. `disconnected` is the moment it ended.
 *
 *     connected({ clientId: 'kitchen', clean: false })
 *     disconnected({ orderly: false })     no DISCONNECT came first: the will is due
 */
import type { Connect, ProtocolLevel } from '#runtime/mqtt/packet.ts';
import { counts, moment, type By, type Moment } from '../check.ts';
import { describe, numberFits, textFits, type NumberMatcher, type TextMatcher } from '../matcher.ts';
import type { ConnectionFacts } from '../observe.ts';
import { phrase } from '../phrases.ts';

export interface ConnectedOptions {
  readonly clientId?: TextMatcher;
  readonly clean?: boolean;
  /** Seconds. */
  readonly keepAlive?: NumberMatcher;
  readonly level?: ProtocolLevel;
  /** Host of the client. */
  readonly host?: string;
  /** Anything else about the CONNECT: its will, its user name. */
  readonly where?: (packet: Connect) => boolean;
  readonly by?: By;
}

export function connected(options: ConnectedOptions = {}): Moment<'wire'> {
  const holds = (connection: ConnectionFacts): boolean => connection.connack === 0 && theirs(options, connection);
  return moment({
    kind: 'connected',
    proof: 'wire',
    options: { ...options },
    what: (times, anew) =>
      phrase('check.connected', {
        clientId: describe(options.clientId),
        host: options.host,
        times,
        anew: anew === true ? 1 : undefined,
      }),
    happens: ({ packet, connection }) => packet?.type === 'CONNACK' && connection !== undefined && holds(connection),
    holds,
  });
}

export interface DisconnectedOptions extends ConnectedOptions {
  /** true: DISCONNECT came first. false: it did not. */
  readonly orderly?: boolean;
}

export const disconnected = (options: DisconnectedOptions = {}): Moment<'wire'> =>
  moment({
    kind: 'disconnected',
    proof: 'wire',
    options: { ...options },
    what: (times) => phrase('check.disconnected', { clientId: describe(options.clientId), host: options.host, times }),
    happens: ({ event, connection }) =>
      event?.kind === 'connection-closed' &&
      connection?.connack === 0 &&
      theirs(options, connection) &&
      (options.orderly === undefined || options.orderly === connection.saidGoodbye),
  });

function theirs(options: ConnectedOptions, connection: ConnectionFacts): boolean {
  const { connect } = connection;
  return (
    connect !== undefined &&
    counts(options.by, connection.by) &&
    textFits(options.clientId, connect.clientId) &&
    (options.clean === undefined || options.clean === connect.clean) &&
    numberFits(options.keepAlive, connect.keepAlive) &&
    (options.level === undefined || options.level === connect.level) &&
    (options.host === undefined || options.host === connection.process?.host) &&
    (options.where === undefined || options.where(connect))
  );
}
