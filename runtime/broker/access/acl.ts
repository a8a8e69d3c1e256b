/**
 * What an ACL file lets a client do, as Mosquitto 2.0.11 decides. Its own lines come first, then the
 * patterns, of each the `deny` lines before the others wherever they stand; the first that matches
 * decides, and what nothing matches is forbidden.
 *
 *     topic offen/#               a client without a user name, and nobody else, may read and write offen/x
 *     user ada
 *     topic read haus/#           ada gets haus/flur, and may not publish to it
 *     topic deny haus/bad         nor does she get that, though the line above would let her
 *     pattern write nutzer/%u     ada may publish to nutzer/ada, bob to nutzer/bob
 *
 * A client whose name or id has a wildcard in it gets nothing by patterns: as `+` it would be
 * everybody. A line without `$` at its beginning says nothing of `$SYS`.
 */
import type { AclRule, AclRules } from '#runtime/config/acl-rules.ts';
import { matches } from '#runtime/mqtt/filter.ts';
import type { Identity, Rights } from './access.ts';

/** Decisions that are remembered of one client, or of all that share their rules, before it begins anew. */
const REMEMBERED = 512;

const MAY_READ = 1;
const MAY_WRITE = 2;

const WILDCARD = /[+#]/;

/** The rights of all clients by one ACL file. */
export class Acl {
  readonly #anonymous: readonly AclRule[];
  readonly #users: ReadonlyMap<string, readonly AclRule[]>;
  readonly #patterns: readonly AclRule[];
  /** Where there are no patterns all clients of a user name decide alike, and remember together. */
  readonly #shared = new Map<string | undefined, AclRights>();
  readonly #unnamed = new AclRights([], []);

  constructor({ anonymous, users, patterns }: AclRules) {
    this.#anonymous = denialsFirst(anonymous);
    this.#users = new Map(Array.from(users, ([name, rules]) => [name, denialsFirst(rules)]));
    this.#patterns = denialsFirst(patterns);
  }

  rights(identity: Identity): Rights {
    const { username } = identity;
    const own = username === undefined ? this.#anonymous : this.#users.get(username);
    const patterns = this.#patternsFor(identity);
    if (patterns.length > 0) return new AclRights(own ?? [], patterns);
    if (own === undefined) return this.#unnamed;
    let rights = this.#shared.get(username);
    if (rights === undefined) this.#shared.set(username, (rights = new AclRights(own, [])));
    return rights;
  }

  #patternsFor({ clientId, username }: Identity): readonly AclRule[] {
    if (WILDCARD.test(clientId) || (username !== undefined && WILDCARD.test(username))) return [];
    const rules: AclRule[] = [];
    for (const rule of this.#patterns) {
      if (username === undefined && rule.topic.includes('%u')) continue;
      const topic = rule.topic.replace(/%[cu]/g, (what) => (what === '%c' ? clientId : (username ?? '')));
      rules.push({ ...rule, topic });
    }
    return rules;
  }
}

class AclRights implements Rights {
  readonly #own: readonly AclRule[];
  readonly #patterns: readonly AclRule[];
  readonly #decisions = new Map<string, number>();

  constructor(own: readonly AclRule[], patterns: readonly AclRule[]) {
    this.#own = own;
    this.#patterns = patterns;
  }

  mayRead(topic: string): boolean {
    return ((this.#decisions.get(topic) ?? this.#decide(topic)) & MAY_READ) !== 0;
  }

  mayWrite(topic: string): boolean {
    return ((this.#decisions.get(topic) ?? this.#decide(topic)) & MAY_WRITE) !== 0;
  }

  decidedBy(topic: string, access: 'read' | 'write'): AclRule | undefined {
    const decides = (rule: AclRule): boolean => concerns(rule, access) && matches(rule.topic, topic);
    return this.#own.find(decides) ?? this.#patterns.find(decides);
  }

  #decide(topic: string): number {
    const read = allows(this.decidedBy(topic, 'read')) ? MAY_READ : 0;
    const write = allows(this.decidedBy(topic, 'write')) ? MAY_WRITE : 0;
    if (this.#decisions.size >= REMEMBERED) this.#decisions.clear();
    this.#decisions.set(topic, read | write);
    return read | write;
  }
}

function denialsFirst(rules: readonly AclRule[]): readonly AclRule[] {
  const isDenial = ({ access }: AclRule): boolean => access === 'deny';
  return [...rules.filter(isDenial), ...rules.filter((rule) => !isDenial(rule))];
}

function concerns({ access }: AclRule, asked: 'read' | 'write'): boolean {
  return access === asked || access === 'readwrite' || access === 'deny';
}

function allows(rule: AclRule | undefined): boolean {
  return rule !== undefined && rule.access !== 'deny';
}
