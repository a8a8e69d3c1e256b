/** Process 1 as a manager of services (systemd(1)): which there are, and what of them runs. */
import { SystemError } from '#runtime/ports.ts';
import type { Kernel } from '../kernel/kernel.ts';
import { Journal } from './journal.ts';
import { RunningUnit } from './running-unit.ts';
import { UNIT_DIRECTORY, unitFile, WANTS_DIRECTORY } from './unit.ts';
import type { ServiceUnit } from './unit.ts';

export class ServiceManager {
  readonly journal: Journal;
  readonly #kernel: Kernel;
  readonly #units = new Map<string, RunningUnit>();
  /** Of a card as delivered. */
  readonly #enabled = new Set<string>();

  constructor(kernel: Kernel) {
    this.#kernel = kernel;
    this.journal = new Journal(() => kernel.clock.now());
    kernel.lan.starting = () => this.#starting();
  }

  get units(): readonly RunningUnit[] {
    return [...this.#units.values()];
  }

  /**
   * Makes a service known, and writes its file.
   * @param enabled whether it starts at each boot, as Debian has it with what it installs
   */
  install(unit: ServiceUnit, enabled = true): RunningUnit {
    const running = new RunningUnit(unit, this.#kernel, this.journal);
    this.#units.set(unit.name, running);
    if (enabled) this.#enabled.add(unit.name);
    this.#writeFile(unit, enabled);
    return running;
  }

  #writeFile(unit: ServiceUnit, enabled: boolean): void {
    const { tree } = this.#kernel;
    const path = `${UNIT_DIRECTORY}/${unit.name}.service`;
    const link = `${WANTS_DIRECTORY}/${unit.name}.service`;
    if (tree.exists(path) || !tree.exists(UNIT_DIRECTORY) || !tree.exists(WANTS_DIRECTORY)) return;
    tree.writeFile(path, unitFile(unit));
    if (enabled && !tree.exists(link)) tree.symlink(`/lib/systemd/system/${unit.name}.service`, link);
  }

  /** @param name with or without `.service`. @throws SystemError `ENOENT` */
  unit(name: string): RunningUnit {
    const short = name.replace(/\.service$/, '');
    const found = this.#units.get(short) ?? this.units.find(({ unit }) => unit.aliases?.includes(short) === true);
    if (found === undefined) throw new SystemError('ENOENT', name);
    return found;
  }

  /** Starts what is enabled. */
  boot(): void {
    this.journal.clear();
    this.#say(`systemd 252 running in system mode on ${this.#kernel.hostname}.`);
    for (const running of this.#units.values()) {
      this.#writeFile(running.unit, this.#enabled.has(running.unit.name));
      running.boot();
    }
    this.#say('Reached target multi-user.target - Multi-User System.');
  }

  /** The machine goes down: whatever ends now is not started again. */
  shutDown(): void {
    for (const unit of this.#units.values()) unit.forget();
  }

  /** What is starting now, and whoever comes too early waits for. @returns undefined: nothing is */
  #starting(): Promise<unknown> | undefined {
    const starting = this.units.flatMap((unit) => unit.hurried() ?? []);
    return starting.length === 0 ? undefined : Promise.all(starting);
  }

  #say(text: string): void {
    this.journal.add({ identifier: 'systemd', pid: 1, text });
  }
}
