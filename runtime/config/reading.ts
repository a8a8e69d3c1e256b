import { ConfigError } from './config-error.ts';
import type { BridgeValues, ConfigValues, ListenerValues, SecurityValues } from './values.ts';

/**
 * What an option is said of.
 *
 *     global      the whole broker; the line may stand anywhere
 *     security    all listeners together or, after `per_listener_settings true`, the current one
 *     listener    the listener named last, or the default one
 *     bridge      the `connection` named last; without one, the line is wrong
 */
export type OptionScope = 'global' | 'security' | 'listener' | 'bridge';

/** Something printed about a file that does not end the program. */
export interface Note {
  readonly level: 'error' | 'warning' | 'notice' | 'info';
  readonly text: string;
}

/** Where the value of an option goes. */
export interface Targets {
  readonly global: ConfigValues;
  readonly security: SecurityValues;
  readonly listener: ListenerValues;
  readonly bridge: BridgeValues;
}

/**
 * A configuration while it is read: what it says so far, and of which listener and which bridge the next
 * line speaks. A file of `include_dir` begins with the default listener and no bridge, and the file that
 * includes it goes on with its own.
 */
export class Reading {
  readonly values: ConfigValues;
  readonly notes: Note[] = [];
  /** Of the broker that reads its file again; absent: it starts. */
  readonly running: ConfigValues | undefined;
  listener: ListenerValues;
  bridge: BridgeValues | undefined;
  /** A `log_dest file` has been, though a `log_dest none` may have come after it. */
  hasLogFile = false;
  #securitySeen = false;

  constructor(values: ConfigValues, running?: ConfigValues) {
    this.values = values;
    this.running = running;
    this.listener = values.default_listener;
  }

  say(level: Note['level'], text: string): void {
    this.notes.push({ level, text });
  }

  /** @throws ConfigError for a line about a bridge where none is begun */
  target<Scope extends OptionScope>(scope: Scope): Targets[Scope] {
    const targets = {
      global: () => this.values,
      listener: () => this.listener,
      security: () => this.security,
      bridge: () => this.currentBridge(),
    };
    return targets[scope]() as Targets[Scope];
  }

  get security(): SecurityValues {
    this.#securitySeen = true;
    return this.values.per_listener_settings ? this.listener : this.values.security;
  }

  /** What `per_listener_settings true` must not come after, though it is said of no listener. */
  noticeSecurity(): void {
    this.#securitySeen = true;
  }

  get hasSecurity(): boolean {
    return this.#securitySeen;
  }

  currentBridge(complaint = 'Error: Invalid bridge configuration.'): BridgeValues {
    if (this.bridge === undefined) throw new ConfigError(complaint);
    return this.bridge;
  }

  /** Runs over a file of its own. */
  async included(read: () => Promise<void>): Promise<void> {
    const { listener, bridge } = this;
    this.listener = this.values.default_listener;
    this.bridge = undefined;
    await read();
    this.listener = listener;
    this.bridge = bridge;
  }
}
