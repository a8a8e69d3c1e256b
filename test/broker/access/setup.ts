/**
 * Who may come in and do what, for a broker of ours and for the real one alike: the same lines become
 * data for the one, and files for the other.
 */
import type { PasswordEntry } from '#runtime/config/password-entry.ts';
import type { AclAccess, AclRule, AclRules } from '#runtime/config/acl-rules.ts';
import { pbkdf2InSlices } from '#runtime/broker/access/password-hash.ts';
import type { ListenerSettings, Settings } from '#runtime/broker/broker.ts';
import type { MqttTestClient } from '../../kit/mqtt-client.ts';

/** Lines of an ACL file without `topic` and `pattern`: `read haus/#`. */
export interface Lines {
  readonly anonymous?: readonly string[];
  readonly users?: Readonly<Record<string, readonly string[]>>;
  readonly patterns?: readonly string[];
}

export interface Setup {
  /** Default: true. */
  readonly allowAnonymous?: boolean;
  /** Absent: no password file. */
  readonly passwords?: Readonly<Record<string, string>>;
  /** Absent: no ACL file. */
  readonly acl?: Lines;
  readonly settings?: Partial<Settings>;
  readonly listener?: Partial<Pick<ListenerSettings, 'useUsernameAsClientid'>>;
}

export interface GuardedBroker {
  connect(): Promise<MqttTestClient>;
  /** Returns when all is as the new setup says. */
  reload(setup: Setup): Promise<void>;
  close(): Promise<void>;
}

export type Guard = (setup: Setup) => Promise<GuardedBroker>;

const ITERATIONS = 3;

/** Entries made by our own hash, which the real Mosquitto checks by its own. */
export async function passwordEntries(passwords: Readonly<Record<string, string>>): Promise<PasswordEntry[]> {
  const encoder = new TextEncoder();
  return Promise.all(
    Object.entries(passwords).map(async ([username, password], index) => {
      const salt = Uint8Array.from({ length: 12 }, (_, at) => at * 7 + index);
      const soon = (run: () => void): void => void setImmediate(run);
      const hash = await pbkdf2InSlices({ soon }, encoder.encode(password), salt, ITERATIONS);
      return { username, scheme: 7, iterations: ITERATIONS, salt, hash };
    }),
  );
}

export function aclRules({ anonymous = [], users = {}, patterns = [] }: Lines): AclRules {
  let line = 0;
  const rule = (text: string): AclRule => {
    const [access = '', ...topic] = text.split(' ');
    return { access: access as AclAccess, topic: topic.join(' '), line: ++line };
  };
  return {
    anonymous: anonymous.map(rule),
    users: new Map(Object.entries(users).map(([name, lines]) => [name, lines.map(rule)])),
    patterns: patterns.map(rule),
  };
}

export function aclText({ anonymous = [], users = {}, patterns = [] }: Lines): string {
  const lines = anonymous.map((line) => `topic ${line}`);
  for (const [name, own] of Object.entries(users)) lines.push(`user ${name}`, ...own.map((line) => `topic ${line}`));
  return [...lines, ...patterns.map((line) => `pattern ${line}`), ''].join('\n');
}

export async function passwordText(passwords: Readonly<Record<string, string>>): Promise<string> {
  const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
  const entries = await passwordEntries(passwords);
  return entries
    .map(({ username, salt, hash }) => `${username}:$7$${ITERATIONS}$${base64(salt)}$${base64(hash)}\n`)
    .join('');
}
