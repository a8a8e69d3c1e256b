/** What an ACL file says, mosquitto.conf(5) `acl_file`. The broker decides by it (runtime/broker/access). */
export type AclAccess = 'read' | 'write' | 'readwrite' | 'deny';

/** `topic read haus/#`, `pattern write sensor/%u/data` */
export interface AclRule {
  readonly access: AclAccess;
  /** With wildcards; that of a pattern may hold `%c` and `%u`. */
  readonly topic: string;
  /** Of the file, from 1. */
  readonly line: number;
}

export interface AclRules {
  /** `topic` lines before the first `user`: for clients without a user name only. */
  readonly anonymous: readonly AclRule[];
  /** `topic` lines by the `user` line before them; a user may come several times. */
  readonly users: ReadonlyMap<string, readonly AclRule[]>;
  /** `pattern` lines, wherever they are: for every client, also for those with a user name. */
  readonly patterns: readonly AclRule[];
}
