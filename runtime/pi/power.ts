/**
 * The power of a simulated Pi: reboot(2), shutdown(8) and what follows. Processes get SIGTERM and a
 * moment to end, then SIGKILL; the machine is off the network; a restart takes as long as a Pi 3 needs
 * to be reachable again. Files stay.
 *
 *     up → stopping → booting → up        restart
 *     up → stopping → off                 power-off, until somebody puts its plug in again
 *     up → off                            the plug is pulled: no signal, and nothing more leaves the machine
 */
import type { LanHost } from '#runtime/lan/lan-host.ts';
import type { Clock, Timer } from '#runtime/ports.ts';
import type { Kernel } from './kernel/kernel.ts';
import type { ServiceManager } from './services/service-manager.ts';

export type PowerState = 'up' | 'stopping' | 'booting' | 'off';
export type PowerAction = 'restart' | 'power-off';

/** What processes have to end by themselves. */
const GRACE = 1_500;
const LAST_PACKETS = 200;
/** From off to a prompt. */
const BOOT_TIME = 12_000;

export interface PowerOptions {
  readonly kernel: Kernel;
  readonly services: ServiceManager;
}

export class Power {
  readonly #kernel: Kernel;
  readonly #services: ServiceManager;
  readonly #clock: Clock;
  readonly #lan: LanHost;
  #state: PowerState = 'up';
  #timer: Timer | undefined;
  #planned: { readonly how: PowerAction; readonly at: number; readonly timer: Timer } | undefined;
  #leaving: Timer | undefined;
  /** Whoever was connected then does not know yet that this machine has forgotten it. */
  #wasPulled = false;
  /** Hears of every change. */
  onChange: (state: PowerState) => void = () => {};

  constructor({ kernel, services }: PowerOptions) {
    this.#kernel = kernel;
    this.#services = services;
    this.#clock = kernel.clock;
    this.#lan = kernel.lan;
  }

  get state(): PowerState {
    return this.#state;
  }

  /** What `shutdown` has planned. */
  get planned(): { readonly how: PowerAction; readonly at: number } | undefined {
    return this.#planned;
  }

  /** Goes down now. */
  goDown(how: PowerAction): void {
    if (this.#state !== 'up') return;
    this.cancel();
    this.#enter('stopping');
    this.#services.shutDown();
    for (const signal of ['SIGTERM', 'SIGHUP', 'SIGCONT'] as const) this.#kernel.signalAll(signal);
    this.#timer = this.#clock.timer(GRACE, () => this.#down(how));
  }

  /** @param at lab clock. An earlier plan is replaced. */
  plan(how: PowerAction, at: number): void {
    this.cancel();
    const timer = this.#clock.timer(Math.max(0, at - this.#clock.now()), () => {
      this.#planned = undefined;
      this.goDown(how);
    });
    this.#planned = { how, at, timer };
  }

  cancel(): void {
    this.#planned?.timer.cancel();
    this.#planned = undefined;
  }

  /** Puts the plug in again. */
  switchOn(): void {
    if (this.#state === 'off') this.#start();
  }

  /** Takes the plug out: whatever a process had not written is gone, and nobody is told. */
  pullPlug(): void {
    if (this.#state === 'off') return;
    this.cancel();
    this.#timer?.cancel();
    this.#leaving?.cancel();
    this.#wasPulled = true;
    this.#lan.setOn(false);
    this.#services.shutDown();
    this.#kernel.killAll();
    this.#enter('off');
  }

  /** For good, or until `bootNow`: the lab ends, or restores files. */
  cut(): void {
    this.cancel();
    this.#timer?.cancel();
    this.#services.shutDown();
    this.#kernel.killAll();
    this.#enter('off');
  }

  /** Is up at once: when the lab begins. */
  bootNow(): void {
    this.#timer?.cancel();
    this.#joinNetwork();
    this.#kernel.restart();
    this.#enter('up');
    this.#services.boot();
  }

  #down(how: PowerAction): void {
    this.#kernel.killAll();
    // What its processes closed is on its way: the cable takes that, and nothing after.
    this.#leaving = this.#clock.timer(LAST_PACKETS, () => this.#leaveNetwork());
    if (how === 'restart') this.#start();
    else this.#enter('off');
  }

  #start(): void {
    this.#enter('booting');
    this.#timer = this.#clock.timer(BOOT_TIME, () => this.bootNow());
  }

  #leaveNetwork(): void {
    this.#cutConnections();
    this.#lan.setOn(false);
  }

  #cutConnections(): void {
    for (const connection of this.#lan.lan.connections.values())
      if (connection.clientHost === this.#lan.name || connection.serverHost === this.#lan.name) connection.cut();
  }

  #joinNetwork(): void {
    this.#leaving?.cancel();
    // What they send is answered by a machine that knows nothing of them.
    if (this.#wasPulled) this.#cutConnections();
    this.#wasPulled = false;
    this.#lan.setOn(true);
  }

  #enter(state: PowerState): void {
    this.#state = state;
    this.onChange(state);
  }
}
