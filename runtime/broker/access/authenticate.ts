/**
 * Whether a client may come in, as Mosquitto 2.0.11 decides:
 *
 *     a certificate or a key names the user        in: TLS has proven it, no password is looked at
 *     no user name, or an empty one                in, if `allow_anonymous` is true
 *     a user name, and passwords are known here    in with the right password; with a wrong one, or an unknown
 *                                                  name, not even where anonymous clients are
 *     a user name, and no passwords are known      in, if `allow_anonymous` is true
 */
import type { Connect } from '#runtime/mqtt/packet.ts';
import { ConnectRefused, notAuthorized } from '../connect-refused.ts';
import type { Connection } from '../connection.ts';
import type { ListenerSettings } from '../listener.ts';
import type { Credentials } from './access.ts';
import type { Verdict } from './admissions.ts';

/** @throws ConnectRefused where the user name is to come from a certificate or a key, and there is none */
export function userNameOf({ listener, stream: { peer } }: Connection, packet: Connect): string | undefined {
  const { useIdentityAsUsername, useSubjectAsUsername } = listener.settings;
  if (!takesProof(listener.settings)) return packet.username === '' ? undefined : packet.username;
  const proven = useSubjectAsUsername ? peer?.subject : (peer?.commonName ?? peer?.pskIdentity);
  if (proven !== undefined && proven !== '') return proven;
  const option = useIdentityAsUsername ? 'use_identity_as_username' : 'use_subject_as_username';
  throw notAuthorized(`The connection has proven no name, which ${option} makes the user name`);
}

export function credentialsOf(
  { stream: { peer, remote } }: Connection,
  { password }: Connect,
  clientId: string,
  username: string | undefined,
): Credentials {
  // A copy, for it is kept as long as the client stays.
  return { clientId, username, password: password?.slice(), address: remote.host, peer };
}

export function authenticate(
  { listener: { settings } }: Connection,
  credentials: Credentials,
): boolean | Promise<boolean> {
  if (settings.isBridge === true || takesProof(settings)) return true;
  if (credentials.username === undefined) return settings.allowAnonymous;
  return settings.access?.authenticate(credentials) ?? settings.allowAnonymous;
}

/** @throws ConnectRefused unless the client may come in */
export function checkVerdict({ core, listener }: Connection, { username }: Credentials, verdict: Verdict): void {
  if (verdict === true) return;
  if (verdict === false) {
    throw notAuthorized(
      username === undefined
        ? 'CONNECT has no user name; allow_anonymous is false'
        : listener.settings.access === undefined
          ? 'There is no password_file; allow_anonymous is false'
          : 'The user name or the password is wrong',
    );
  }
  core.log.error?.(`Error: A password could not be checked: ${verdict.message}`);
  throw new ConnectRefused('server-unavailable', 'The password could not be checked', 'not-authorized');
}

function takesProof({ useIdentityAsUsername, useSubjectAsUsername }: ListenerSettings): boolean {
  return useIdentityAsUsername || useSubjectAsUsername;
}
