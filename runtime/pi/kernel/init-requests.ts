import { SystemError } from '#runtime/ports.ts';
import type { JournalEntry } from '../services/journal.ts';
import type { RunningUnit } from '../services/running-unit.ts';
import type { UnitStatus } from '../services/unit.ts';
import type { PowerAction } from '../power.ts';
import type { InitCalls } from '../system.ts';
import { WAIT } from './description.ts';
import type { Task } from './task.ts';

/** A process's requests to process 1, with that process's rights. */
export class InitRequests implements InitCalls {
  readonly #task: Task;

  constructor(task: Task) {
    this.#task = task;
  }

  units(): readonly UnitStatus[] {
    this.#task.check();
    return this.#task.kernel.services.units.map(({ status }) => status);
  }

  unit(name: string): UnitStatus {
    this.#task.check();
    return this.#task.kernel.services.unit(name).status;
  }

  async start(name: string): Promise<boolean> {
    return this.#task.until(this.#mine(name).start());
  }

  async stop(name: string): Promise<void> {
    return this.#task.until(this.#mine(name).stop());
  }

  async restart(name: string): Promise<boolean> {
    return this.#task.until(this.#mine(name).restart());
  }

  async reload(name: string): Promise<void> {
    return this.#task.until(this.#mine(name).reload());
  }

  journal(): readonly JournalEntry[] {
    this.#task.check();
    const { user, groups } = this.#task.credentials;
    const seesAll = user === 'root' || groups.includes('adm') || groups.includes('systemd-journal');
    return seesAll ? this.#task.kernel.services.journal.entries : [];
  }

  async logged(seq: number): Promise<void> {
    const { journal } = this.#task.kernel.services;
    await this.#task.block(journal.changed, () => (journal.last > seq ? true : WAIT));
  }

  get planned(): { readonly how: PowerAction; readonly at: number } | undefined {
    return this.#task.kernel.power.planned;
  }

  plan(how: PowerAction, at: number | undefined): void {
    this.#asRoot();
    const { power } = this.#task.kernel;
    if (at === undefined) power.cancel();
    else power.plan(how, at);
  }

  broadcast(text: string): void {
    this.#task.check();
    this.#task.kernel.broadcast(text);
  }

  #mine(name: string): RunningUnit {
    const unit = this.#task.kernel.services.unit(name);
    this.#asRoot();
    return unit;
  }

  #asRoot(): void {
    this.#task.check();
    if (this.#task.user !== 'root') throw new SystemError('EPERM');
  }
}
