import { MqttError } from '#runtime/mqtt/error.ts';
import type { Connect } from '#runtime/mqtt/packet.ts';
import type { Connection } from '../connection.ts';
import { sendInFlight, sendQueued } from '../deliver.ts';
import { endSession } from '../session-end.ts';
import { Session } from '../session.ts';
import { CONNECT_RETURN_CODE, ConnectRefused } from './failure.ts';

/** Lets a client in, step by step. */
export function handleConnect(connection: Connection, packet: Connect): void {
  checkFirst(connection);
  checkLevel(packet);
  const clientId = chooseClientId(connection, packet);
  checkKeepAlive(connection, packet);
  checkWill(connection, packet, clientId);
  takeOver(connection, clientId);
  const present = attachSession(connection, packet, clientId);
  keepWill(connection, packet);
  startKeepAlive(connection, packet);
  announce(connection, packet);
  // MQTT 3.1 has no session present: the byte is reserved there.
  acknowledge(connection, present && packet.level > 3);
  resume(connection);
}

/** [MQTT-3.1.0-2]: a second CONNECT ends the connection. */
function checkFirst({ session, core }: Connection): void {
  if (session === undefined) return;
  core.log.notice?.(`Bad client ${session.clientId} sending multiple CONNECT messages.`);
  throw new MqttError('protocol', 'A client says CONNECT once on a connection', { clause: 'MQTT-3.1.0-2' });
}

function checkLevel({ level }: Connect): void {
  // [MQTT-3.1.2-2]
  if (level > 4) {
    throw new ConnectRefused(
      CONNECT_RETURN_CODE.unacceptableProtocolVersion,
      `Protocol level ${level} is not spoken here; 3 (MQTT 3.1) and 4 (MQTT 3.1.1) are`,
    );
  }
}

/** An id of no length is the broker's to fill in, in 3.1.1 and for a clean session only [MQTT-3.1.3-6, -7, -8]. */
function chooseClientId({ core }: Connection, { clientId, clean, level }: Connect): string {
  if (clientId !== '') return clientId;
  if (level === 3 || !clean || !core.settings.allowZeroLengthClientid) {
    throw new ConnectRefused(
      CONNECT_RETURN_CODE.identifierRejected,
      'The client id is empty; the broker gives one only for MQTT 3.1.1 with clean session 1 [MQTT-3.1.3-8]',
    );
  }
  const hex = Array.from(core.random.bytes(16), (byte) => byte.toString(16).padStart(2, '0').toUpperCase()).join('');
  return core.settings.autoIdPrefix + hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

function checkKeepAlive({ core }: Connection, { keepAlive }: Connect): void {
  const { maxKeepalive } = core.settings;
  if (keepAlive > maxKeepalive) {
    throw new ConnectRefused(
      CONNECT_RETURN_CODE.identifierRejected,
      `The keep alive is ${keepAlive} s; max_keepalive allows ${maxKeepalive} s`,
    );
  }
}

function checkWill({ core }: Connection, { will }: Connect, clientId: string): void {
  const { messageSizeLimit } = core.settings;
  if (will === undefined || messageSizeLimit === 0 || will.payload.length <= messageSizeLimit) return;
  core.log.debug?.(`Client ${clientId} connected with too large Will payload`);
  throw new ConnectRefused(
    CONNECT_RETURN_CODE.notAuthorized,
    `The will has ${will.payload.length} bytes; message_size_limit allows ${messageSizeLimit}`,
    'payload-too-large',
  );
}

/** [MQTT-3.1.4-2]: the newer client is right, the older one goes. */
function takeOver({ core }: Connection, clientId: string): void {
  core.sessions.get(clientId)?.connection?.close('taken-over');
}

/** @returns whether there is a session from before that goes on */
function attachSession(connection: Connection, { clean }: Connect, clientId: string): boolean {
  const { core } = connection;
  const old = core.sessions.get(clientId);
  if (old !== undefined && !clean) {
    // [MQTT-3.1.2-4]
    old.expiryInterval = Infinity;
    connection.session = old;
    old.connection = connection;
    return true;
  }
  // [MQTT-3.1.2-6]
  if (old !== undefined) endSession(core, old);
  // [MQTT-3.1.2-6]
  const session = new Session(clientId, clean ? 0 : Infinity, core.settings.maxInflightMessages);
  session.connection = connection;
  connection.session = session;
  core.sessions.set(clientId, session);
  return false;
}

/** [MQTT-3.1.2-8] A view would pin the chunk it came in for as long as the client stays. */
function keepWill(connection: Connection, { will }: Connect): void {
  if (will !== undefined) connection.will = { ...will, payload: will.payload.slice() };
}

function startKeepAlive(connection: Connection, { keepAlive }: Connect): void {
  connection.keepAlive = keepAlive;
  connection.core.keepAlive.watch(connection);
}

function announce(connection: Connection, packet: Connect): void {
  const { log } = connection.core;
  const { host, port } = connection.stream.remote;
  const version = packet.level === 3 ? 1 : 2;
  const user = packet.username === undefined || packet.username === '' ? '' : `, u'${packet.username}'`;
  log.notice?.(
    `New ${packet.bridge === true ? 'bridge' : 'client'} connected from ${host}:${port} as ${connection.name} ` +
      `(p${version}, c${Number(packet.clean)}, k${packet.keepAlive}${user}).`,
  );
  const { will } = packet;
  if (will === undefined) {
    log.debug?.('No will message specified.');
  } else {
    log.debug?.(`Will message specified (${will.payload.length} bytes) (r${Number(will.retain)}, q${will.qos}).`);
    log.debug?.(`\t${will.topic}`);
  }
}

/** [MQTT-3.2.0-1]: before any other packet. [MQTT-3.2.2-1, -2, -3] */
function acknowledge(connection: Connection, sessionPresent: boolean): void {
  connection.core.log.debug?.(`Sending CONNACK to ${connection.name} (${Number(sessionPresent)}, 0)`);
  connection.send({ type: 'CONNACK', sessionPresent, reasonCode: 0 });
}

/** What was not acknowledged is sent again, in order [MQTT-4.4.0-1, MQTT-4.6.0-1]; then what waited. */
function resume(connection: Connection): void {
  const { session } = connection;
  if (session === undefined) return;
  for (const entry of session.outgoing.sent()) {
    if (entry.awaits === 'PUBCOMP') {
      connection.core.log.debug?.(`Sending PUBREL to ${session.clientId} (m${entry.packetId})`);
      connection.send({ type: 'PUBREL', packetId: entry.packetId, reasonCode: 0 });
    } else sendInFlight(connection, entry, true);
  }
  sendQueued(connection, session);
}
