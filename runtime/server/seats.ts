/**
 * A seat is one learner's place in this server: a broker of its own, at `/mqtt/<seat>`. Seats share
 * no topic, client id, retained message or `$SYS`. Seat 1 is also what TCP and plain `/mqtt` lead to,
 * so that real tools and real Pis meet the learner who sits there; alone at home that is you.
 *
 * A page holds its seat by an open WebSocket and finds it again by its token: after a reload, in a
 * second tab, after the WLAN dropped. A seat whose page has been away for a while is given to the
 * next newcomer, with a fresh broker.
 */
import { Broker, type LogLine } from '#runtime/broker/broker.ts';
import type { Clock, Random } from '#runtime/ports.ts';

export interface SeatsOptions {
  readonly clock: Clock;
  readonly random: Random;
  /** How long a page may be away before its seat is free; default 30,000 ms. */
  readonly graceMs?: number;
  /** More than this many at once are refused; default 200. */
  readonly limit?: number;
  readonly log?: (seat: string, line: LogLine) => void;
  /**
   * The broker of seat 1, as a configuration wants it: it belongs to whoever wrote that, and stays when
   * the seat gets another page.
   */
  readonly first?: Broker;
}

export class Seat {
  readonly name: string;
  /** Absent: it is never another. */
  readonly #make: (() => Broker) | undefined;
  #broker: Broker;
  /** Token of the page that sits here; undefined: nobody did yet. */
  token: string | undefined;
  /** Open pages with that token. */
  holders = 0;
  /** Clock when the last of them went. */
  leftAt = 0;

  constructor(name: string, broker: Broker | (() => Broker)) {
    this.name = name;
    this.#make = typeof broker === 'function' ? broker : undefined;
    this.#broker = typeof broker === 'function' ? broker() : broker;
  }

  get broker(): Broker {
    return this.#broker;
  }

  /** A broker as delivered: clients are disconnected, nothing is retained. One that a configuration wants stays. */
  renew(): void {
    if (this.#make === undefined) return;
    const old = this.#broker;
    this.#broker = this.#make();
    old.close();
  }
}

export class Seats {
  readonly #options: SeatsOptions;
  readonly #seats: Seat[] = [];

  constructor(options: SeatsOptions) {
    this.#options = options;
    this.#add();
  }

  /** Seat 1: the one that real tools reach. */
  get first(): Seat {
    return this.#seats[0] as Seat;
  }

  get(name: string): Seat | undefined {
    return this.#seats.find((seat) => seat.name === name);
  }

  /** @returns the page's own seat, or a free one; undefined when the house is full */
  take(token: string): Seat | undefined {
    const { clock, graceMs = 30_000, limit = 200 } = this.#options;
    const own = this.#seats.find((seat) => seat.token === token);
    if (own !== undefined) {
      own.holders++;
      return own;
    }
    const free = this.#seats.find(
      (seat) => seat.token === undefined || (seat.holders === 0 && clock.now() - seat.leftAt >= graceMs),
    );
    if (free === undefined && this.#seats.length >= limit) return undefined;
    const seat = free ?? this.#add();
    if (seat.token !== undefined) seat.renew();
    seat.token = token;
    seat.holders = 1;
    return seat;
  }

  leave(seat: Seat): void {
    seat.holders--;
    seat.leftAt = this.#options.clock.now();
  }

  /** Ends every broker, wills first. */
  close(): void {
    for (const seat of this.#seats) seat.broker.close();
  }

  #add(): Seat {
    const { clock, random, log, first } = this.#options;
    const name = String(this.#seats.length + 1);
    const make = (): Broker =>
      new Broker({ clock, random, ...(log === undefined ? {} : { log: (line) => log(name, line) }) });
    const seat = new Seat(name, this.#seats.length === 0 && first !== undefined ? first : make);
    this.#seats.push(seat);
    return seat;
  }
}
