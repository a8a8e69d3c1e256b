/**
 * The log as messages, for `log_dest topic` of mosquitto.conf(5): one line each, at QoS 2, for those who are
 * there; a line that waits for somebody does so for 20 seconds.
 *
 *     $SYS/broker/log/N                  1795390383: New connection from 127.0.0.1:33160 on port 1883.
 *     $SYS/broker/log/M/subscribe        1795390383: ada 0 haus/#
 *
 * There are none of `debug`: its lines tell of messages sent, and each would bring another.
 */
import type { Core } from './core.ts';
import type { LogLevel } from './log.ts';
import { Message } from './message.ts';
import { route } from './route.ts';

const ROOT = '$SYS/broker/log/';
const LASTS_MS = 20_000;

const BELOW: Readonly<Partial<Record<LogLevel, string>>> = {
  error: 'E',
  warning: 'W',
  notice: 'N',
  info: 'I',
  subscribe: 'M/subscribe',
  unsubscribe: 'M/unsubscribe',
  websockets: 'WS',
};

export class SysLog {
  readonly #core: Core;
  #waiting: Message[] = [];

  constructor(core: Core) {
    this.#core = core;
  }

  /**
   * In a later turn: what a line tells of is still under way when it is said, and its client may be about
   * to be told that it is sent away.
   */
  publish(level: LogLevel, line: string): void {
    const below = BELOW[level];
    if (below === undefined) return;
    const { clock } = this.#core;
    const expiresAt = clock.now() + LASTS_MS;
    this.#waiting.push(Message.of(ROOT + below, new TextEncoder().encode(line), 2, false, { expiresAt }));
    if (this.#waiting.length === 1) clock.soon(() => this.#route());
  }

  #route(): void {
    const messages = this.#waiting;
    this.#waiting = [];
    if (this.#core.closed) return;
    for (const message of messages) route(this.#core, message);
  }
}
