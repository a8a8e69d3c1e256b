import type { AclRule } from '#runtime/config/acl-rules.ts';
import type { BrokerListener } from '../broker-listener.ts';
import type { Core } from '../core.ts';
import type { Source } from '../message.ts';
import type { Identity, Rights } from './access.ts';

/** What a client may do that came by this listener. @returns undefined: everything */
export function rightsBy({ settings }: BrokerListener, identity: Identity): Rights | undefined {
  const { access, mountPoint, isBridge } = settings;
  const rights = isBridge === true ? undefined : access?.rights(identity);
  return mountPoint === '' ? rights : new BelowMountPoint(mountPoint, rights);
}

/** The same of a client that may be away, or known only by what it published, by the port that it came by. */
export function rightsOf({ listeners }: Core, source: Source): Rights | undefined {
  let known: BrokerListener | undefined;
  for (const listener of listeners) {
    if (listener.settings.port === source.port) known = listener;
  }
  // Of a port that is no longer listened to: the default one, so that a password file protects it nevertheless.
  known ??= listeners.values().next().value;
  return known && rightsBy(known, source);
}

/** After the configuration has changed, or a listener has come that sessions know from before. */
export function renewRights(core: Core): void {
  for (const session of core.sessions.values()) {
    const { source, connection } = session;
    if (source === undefined) continue;
    session.rights = connection === undefined ? rightsOf(core, source) : rightsBy(connection.listener, source);
  }
}

/** Nobody below a mount point gets what is elsewhere, though an older session may have subscribed to it there. */
class BelowMountPoint implements Rights {
  readonly #mountPoint: string;
  readonly #rights: Rights | undefined;

  constructor(mountPoint: string, rights: Rights | undefined) {
    this.#mountPoint = mountPoint;
    this.#rights = rights;
  }

  mayRead(topic: string): boolean {
    if (topic.length <= this.#mountPoint.length || !topic.startsWith(this.#mountPoint)) return false;
    return this.#rights === undefined || this.#rights.mayRead(topic);
  }

  mayWrite(topic: string): boolean {
    return this.#rights === undefined || this.#rights.mayWrite(topic);
  }

  decidedBy(topic: string, access: 'read' | 'write'): AclRule | undefined {
    return this.#rights?.decidedBy(topic, access);
  }
}
