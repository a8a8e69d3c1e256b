import { MqttError } from '#runtime/mqtt/error.ts';
import type { Connect } from '#runtime/mqtt/packet.ts';
import type { Credentials } from '../access/access.ts';
import { authenticate, checkVerdict, credentialsOf, userNameOf } from '../access/authenticate.ts';
import { rightsBy } from '../access/rights-of.ts';
import { ConnectRefused, notAuthorized } from '../connect-refused.ts';
import type { Connection } from '../connection.ts';
import type { ListenerSettings } from '../listener.ts';
import { mounted } from '../mount-point.ts';
import { expiryOf, inflightWindow, negotiate, servedKeepAlive } from '../negotiated.ts';
import { resume } from '../session/resume.ts';
import { endSession } from '../session/session-end.ts';
import { Session } from '../session/session.ts';
import { ownWill } from '../session/will.ts';
import { acknowledgeConnect, checkAnswerFits } from './connack.ts';

/** Lets a client in, step by step: at once, or when its password has been checked. */
export function handleConnect(connection: Connection, packet: Connect): void {
  connection.core.traffic.connects++;
  checkFirst(connection);
  connection.negotiated = negotiate(packet);
  checkAuthentication(packet);
  const username = userNameOf(connection, packet);
  const clientId = chooseClientId(connection, packet, username);
  checkPrefix(connection, clientId);
  checkWill(connection, packet, clientId);
  const credentials = credentialsOf(connection, packet, clientId, username);
  admit(connection, packet, credentials);
}

function admit(connection: Connection, packet: Connect, credentials: Credentials): void {
  const { core, listener } = connection;
  const { settings } = listener;
  core.admissions.ask(connection, credentials.clientId, authenticate(connection, credentials), (verdict) => {
    // The configuration has changed meanwhile: the answer is one of yesterday.
    if (listener.settings !== settings) return admit(connection, packet, credentials);
    checkVerdict(connection, credentials, verdict);
    enter(connection, packet, credentials);
  });
}

function enter(connection: Connection, packet: Connect, credentials: Credentials): void {
  const { clientId } = credentials;
  checkAnswerFits(connection, packet, clientId);
  takeOver(connection, clientId);
  const present = attachSession(connection, packet, clientId);
  becomeSomebody(connection, packet, credentials);
  noteSession(connection);
  keepWill(connection, packet);
  startKeepAlive(connection, packet);
  announce(connection, packet);
  acknowledgeConnect(connection, packet, present);
  if (present) resume(connection);
}

/** [MQTT-3.1.0-2] [MQTT5-3.1.0-2]: a second CONNECT ends the connection. */
function checkFirst({ session, core, negotiated }: Connection): void {
  if (session === undefined) return;
  core.log.notice?.(`Bad client ${session.clientId} sending multiple CONNECT messages.`);
  const clause = negotiated.level === 5 ? 'MQTT5-3.1.0-2' : 'MQTT-3.1.0-2';
  throw new MqttError('protocol', 'A client says CONNECT once on a connection', { clause });
}

/** There is no method that is known here, as in a Mosquitto without plugins. [MQTT5-4.12.0-1] */
function checkAuthentication({ properties }: Connect): void {
  const method = properties?.authenticationMethod;
  if (method === undefined) return;
  throw new ConnectRefused(
    'bad-authentication-method',
    `The authentication method ${method} is not known here; use a user name and a password, or a certificate`,
    'not-supported',
  );
}

/**
 * An id of no length is the broker's to fill in: in 5.0 always [MQTT5-3.1.3-6], in 3.1.1 for a clean
 * session only [MQTT-3.1.3-6] [MQTT-3.1.3-7] [MQTT-3.1.3-8].
 */
function chooseClientId(
  { core, listener }: Connection,
  { clientId, clean, level }: Connect,
  username: string | undefined,
): string {
  if (clientId !== '') return asNamed(listener.settings, clientId, username);
  if (level === 3 || (level === 4 && !clean) || !listener.settings.allowZeroLengthClientid) {
    // [MQTT-3.1.3-9] [MQTT5-3.1.3-8]
    throw new ConnectRefused(
      'client-identifier-not-valid',
      level === 5
        ? 'The client id is empty; allow_zero_length_clientid is false'
        : 'The client id is empty; the broker gives one only for MQTT 3.1.1 with clean session 1 [MQTT-3.1.3-8]',
    );
  }
  const hex = Array.from(core.random.bytes(16), (byte) => byte.toString(16).padStart(2, '0').toUpperCase()).join('');
  const id = listener.settings.autoIdPrefix + hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  return asNamed(listener.settings, id, username);
}

function asNamed({ useUsernameAsClientid }: ListenerSettings, clientId: string, username: string | undefined): string {
  if (!useUsernameAsClientid) return clientId;
  if (username !== undefined) return username;
  throw notAuthorized('CONNECT has no user name, which use_username_as_clientid makes the client id');
}

function checkPrefix({ core }: Connection, clientId: string): void {
  const { clientidPrefixes } = core.settings;
  if (clientId.startsWith(clientidPrefixes)) return;
  throw notAuthorized(`The client id does not begin with ${clientidPrefixes}; clientid_prefixes asks for that`);
}

function checkWill({ core, listener }: Connection, { will }: Connect, clientId: string): void {
  if (will === undefined) return;
  const { messageSizeLimit, retainAvailable } = core.settings;
  const { maxQos } = listener.settings;
  if (messageSizeLimit > 0 && will.payload.length > messageSizeLimit) {
    core.log.debug?.(`Client ${clientId} connected with too large Will payload`);
    throw new ConnectRefused(
      'packet-too-large',
      `The will has ${will.payload.length} bytes; message_size_limit allows ${messageSizeLimit}`,
      'payload-too-large',
    );
  }
  // [MQTT5-3.2.2-13]
  if (will.retain && !retainAvailable) {
    throw new ConnectRefused(
      'retain-not-supported',
      'The will is to be retained; retain_available is false',
      'not-supported',
    );
  }
  // [MQTT5-3.2.2-12]
  if (will.qos > maxQos) {
    throw new ConnectRefused(
      'qos-not-supported',
      `The will has QoS ${will.qos}; max_qos is ${maxQos}`,
      'not-supported',
    );
  }
}

/** [MQTT-3.1.4-2] [MQTT5-3.1.4-3]: the newer client is right, the older one goes. */
function takeOver({ core }: Connection, clientId: string): void {
  core.sessions.get(clientId)?.connection?.close('taken-over');
}

/** @returns whether there is a session from before that goes on */
function attachSession(connection: Connection, packet: Connect, clientId: string): boolean {
  const { core } = connection;
  const old = core.sessions.get(clientId);
  // [MQTT-3.1.2-6] [MQTT5-3.1.2-4]
  if (old !== undefined && packet.clean) endSession(core, old);
  // [MQTT-3.1.2-4] [MQTT5-3.1.2-5] [MQTT5-3.1.2-6]
  const resumed = packet.clean ? undefined : old;
  resumed?.absence?.returned();
  const window = inflightWindow(core.settings, connection.negotiated);
  const expiry = expiryOf(core.settings, packet);
  const session = resumed ?? new Session(clientId, expiry, window);
  session.absence = undefined;
  session.expiryInterval = expiry;
  session.window = window;
  session.byteWindow = core.settings.maxInflightBytes;
  session.connection = connection;
  connection.session = session;
  core.sessions.set(clientId, session);
  return resumed !== undefined;
}

/** From now on what is delivered to the session, and what waits for it, is what this user may have. */
function becomeSomebody(connection: Connection, { bridge }: Connect, credentials: Credentials): void {
  const { session, listener } = connection;
  if (session === undefined) return;
  const { clientId, username } = credentials;
  connection.isBridge = bridge === true;
  connection.password = credentials.password;
  session.source = { clientId, username, port: listener.settings.port };
  session.rights = rightsBy(listener, session.source);
  session.forgetForbidden();
}

/** CONNACK waits until it is known that the session lasts, or that the one before is forgotten. */
function noteSession({ core, session }: Connection): void {
  if (session !== undefined) core.persistence?.attached(session);
}

/** [MQTT-3.1.2-8] [MQTT5-3.1.2-7] */
function keepWill(connection: Connection, { will }: Connect): void {
  if (will === undefined) return;
  connection.will = { ...ownWill(will), topic: mounted(connection.mountPoint, will.topic) };
}

function startKeepAlive(connection: Connection, packet: Connect): void {
  // [MQTT5-3.2.2-21]
  connection.keepAlive = servedKeepAlive(connection.core.settings, packet);
  connection.core.keepAlive.watch(connection);
}

/** As Mosquitto calls the versions: p1 is 3.1, p2 is 3.1.1, p5 is 5.0. */
const LOGGED_VERSION = { 3: 1, 4: 2, 5: 5 } as const;

function announce(connection: Connection, packet: Connect): void {
  const { log, core } = connection;
  if (!core.settings.connectionMessages) return;
  log.notice?.(newcomer(connection, packet));
  const { will } = packet;
  if (will === undefined) {
    log.debug?.('No will message specified.');
  } else {
    log.debug?.(`Will message specified (${will.payload.length} bytes) (r${Number(will.retain)}, q${will.qos}).`);
    log.debug?.(`\t${will.topic}`);
  }
}

function newcomer({ stream, name, session }: Connection, packet: Connect): string {
  const { host, port } = stream.remote;
  const user = session?.username === undefined ? '' : `, u'${session.username}'`;
  return (
    `New ${packet.bridge === true ? 'bridge' : 'client'} connected from ${host}:${port} as ${name} ` +
    `(p${LOGGED_VERSION[packet.level]}, c${Number(packet.clean)}, k${packet.keepAlive}${user}).`
  );
}
