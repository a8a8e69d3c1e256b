/**
 * Who may come in, and what they may do then. Every listener has an `Access`; several may share one
 * (mosquitto.conf(5): with `per_listener_settings false` all do).
 *
 *     password_file      ada with the right password: in; with a wrong one, or an unknown name: refused
 *     acl_file           topic read haus/#      ada gets haus/flur, and may not publish to it
 *     neither            everybody is in, if `allow_anonymous` says so, and may do everything
 */
import type { AclRule } from '#runtime/config/acl-rules.ts';
import type { Peer } from '#runtime/ports.ts';

/** What a CONNECT, and the connection beneath it, say of a client. */
export interface Credentials {
  readonly clientId: string;
  readonly username: string | undefined;
  readonly password: Uint8Array | undefined;
  /** IP address that it comes from. */
  readonly address: string;
  readonly peer: Peer | undefined;
}

export interface Identity {
  readonly clientId: string;
  readonly username: string | undefined;
}

/** What one client may do. */
export interface Rights {
  /** Whether it gets what is published to the topic. */
  mayRead(topic: string): boolean;
  /** Whether it may publish to the topic. */
  mayWrite(topic: string): boolean;
  /** The line that decides it; undefined: none speaks of the topic, so it is forbidden. */
  decidedBy(topic: string, access: 'read' | 'write'): AclRule | undefined;
}

export interface Access {
  /**
   * Whether a client that brings a user name is who it says it is. A slow password check takes its time
   * without keeping others waiting: then the answer is a promise.
   *
   * @returns undefined: no passwords are known here, and `allow_anonymous` decides
   */
  authenticate(credentials: Credentials): boolean | undefined | Promise<boolean>;
  /** Of a client that is in. @returns undefined: it may do everything */
  rights(identity: Identity): Rights | undefined;
}
