/**
 * `rpi-broker`'s Mosquitto, which runs in one of two places:
 *
 *     own       the service of that Pi, in this lab: the program with the Pi's files, on the lab's clock
 *     server    a broker of this seat in the server that served the page; real clients reach it too
 *
 * With a server it begins there. `systemctl stop`, `restart` and `reload` bring it here, where the files that
 * the learner may have changed are; `toServer` brings it back. What either broker knows stays with it.
 */
import type { Lan } from '#runtime/lan/lan.ts';
import type { Late } from '#runtime/pi/late.ts';
import type { Pi } from '#runtime/pi/machine.ts';
import type { RunningUnit } from '#runtime/pi/services/running-unit.ts';
import type { UnitState } from '#runtime/pi/services/unit.ts';
import type { BrokerPlace, BrokerState } from './messages.ts';
import { mosquittoUnit } from './mosquitto-unit.ts';
import { ServerPlace } from './server-place.ts';
import type { Uplink } from './uplink.ts';

/** What systemctl(1) says of it while it is there. */
const WHERE =
  'this broker runs in the server that served the page, for everybody of this seat. Stopped or restarted here, it becomes this Pi’s own.';

export interface BrokerServiceOptions {
  readonly pi: Pi;
  readonly lan: Lan;
  /** Mosquitto, if a page fetches it late. */
  readonly program: Late<unknown> | undefined;
  /** Absent: there is no server. */
  readonly uplink: Uplink | undefined;
}

export class BrokerService {
  /** Called when it has started, and at every change of `state` from then on. */
  onState: (state: BrokerState) => void = () => {};
  readonly #program: Late<unknown> | undefined;
  readonly #unit: RunningUnit;
  readonly #server: ServerPlace | undefined;
  #place: BrokerPlace;
  #own: 'ready' | 'stopped' = 'ready';
  /** What was said of the own one last; undefined: nothing since it came. */
  #wasTold: 'ready' | 'stopped' | undefined;

  constructor({ pi, lan, program, uplink }: BrokerServiceOptions) {
    this.#program = program;
    this.#server = uplink === undefined ? undefined : new ServerPlace(lan.host(pi.host), uplink);
    this.#place = uplink === undefined ? 'own' : 'server';
    const elsewhere = () => (this.#place === 'own' ? undefined : { where: WHERE, takeOver: () => this.#takeOver() });
    this.#unit = pi.install(mosquittoUnit(program, elsewhere));
    this.#unit.onState = (state) => this.#unitChanged(state);
  }

  get state(): BrokerState {
    if (this.#place === 'server' && this.#server !== undefined) return this.#server.state;
    const moved = this.#server === undefined ? {} : { moved: true as const };
    return { place: 'own', state: this.#own, ...moved };
  }

  /** As the machine boots. Resolves when it serves, or would as soon as its program is there. */
  async start(): Promise<void> {
    this.#server?.enter(() => this.#tell());
    this.#unit.boot();
    if (this.#server !== undefined) return this.#tell();
    if (this.#isAwaited) return;
    await this.#unit.hurried();
    if (this.#unit.state === 'inactive') this.#unitChanged('inactive');
  }

  /** Back to the server's: the own one is stopped, in order. Nothing to do where there is no server. */
  async toServer(): Promise<void> {
    if (this.#server === undefined || this.#place === 'server') return;
    await this.#unit.stop();
    this.#place = 'server';
    this.#server.enter(() => this.#tell());
    this.#tell();
  }

  /** Nothing more is said. The uplink outlives the lab: the page keeps its seat. */
  end(): void {
    this.#unit.onState = () => {};
    this.#server?.forget();
  }

  #takeOver(): void {
    this.#place = 'own';
    this.#server?.leave();
  }

  /** Its process is there, and its code is not yet: whoever wants to connect has it fetched, and waits. */
  get #isAwaited(): boolean {
    return this.#program !== undefined && this.#program.now === undefined && this.#unit.state === 'activating';
  }

  #unitChanged(state: UnitState): void {
    if (this.#place !== 'own') return;
    if (state === 'inactive' || state === 'failed') this.#ownBecomes('stopped');
    else if (state === 'active' || this.#isAwaited) this.#ownBecomes('ready');
  }

  #ownBecomes(state: 'ready' | 'stopped'): void {
    if (this.#wasTold === state) return;
    this.#own = this.#wasTold = state;
    this.#tell();
  }

  #tell(): void {
    if (this.#place === 'server') this.#wasTold = undefined;
    this.onState(this.state);
  }
}
