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

  constructor(kernel: Kernel) {
    this.#kernel = kernel;
    this.journal = new Journal(() => kernel.clock.now());
  }

  get units(): readonly RunningUnit[] {
    return [...this.#units.values()];
  }

  /** Its file is written, and, as Debian does with a service that it installs, it is enabled: it starts at each boot. */
  install(unit: ServiceUnit): RunningUnit {
    const running = new RunningUnit(unit, this.#kernel, this.journal);
    this.#units.set(unit.name, running);
    this.#writeFile(unit);
    return running;
  }

  #writeFile(unit: ServiceUnit): void {
    const { tree } = this.#kernel;
    const path = `${UNIT_DIRECTORY}/${unit.name}.service`;
    const link = `${WANTS_DIRECTORY}/${unit.name}.service`;
    if (tree.exists(path) || !tree.exists(UNIT_DIRECTORY) || !tree.exists(WANTS_DIRECTORY)) return;
    tree.writeFile(path, unitFile(unit));
    if (!tree.exists(link)) tree.symlink(`/lib/systemd/system/${unit.name}.service`, link);
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
      this.#writeFile(running.unit);
      if (running.isEnabled) void running.start();
    }
    this.#say('Reached target multi-user.target - Multi-User System.');
  }

  /** The machine goes down: whatever ends now is not started again. */
  shutDown(): void {
    for (const unit of this.#units.values()) unit.forget();
  }

  #say(text: string): void {
    this.journal.add({ identifier: 'systemd', pid: 1, text });
  }
}
