/**
 * One service under its manager's eye: inactive → activating → active → deactivating → inactive, or
 * failed. What ends by itself with an error is started again (Restart=on-failure), five times within
 * ten seconds at most (systemd.unit(5), StartLimitBurst).
 */
import { SystemError } from '#runtime/ports.ts';
import type { Timer } from '#runtime/ports.ts';
import { strerror } from '../error-text.ts';
import type { Description } from '../kernel/description.ts';
import { DeviceDescription } from '../kernel/file-description.ts';
import type { Kernel } from '../kernel/kernel.ts';
import type { Task } from '../kernel/task.ts';
import { loginEnvironment } from '../login.ts';
import { SIGNAL_NUMBER } from '../process.ts';
import type { Exit } from '../system.ts';
import { exitStatusText } from './exit-status.ts';
import { JournalDescription } from './journal.ts';
import type { Journal } from './journal.ts';
import { UNIT_DIRECTORY, UnitRefused, WANTS_DIRECTORY } from './unit.ts';
import type { Elsewhere, ServiceUnit, UnitState, UnitStatus } from './unit.ts';

/** systemd-system.conf(5), DefaultTimeoutStopSec. */
const STOP_TIMEOUT = 90_000;
/** systemd.service(5), RestartSec. */
const RESTART_DELAY = 100;
const MAX_STARTS = 5;
const STARTS_WITHIN = 10_000;

export class RunningUnit {
  readonly unit: ServiceUnit;
  /** Hears of every change of `state`. */
  onState: (state: UnitState) => void = () => {};
  readonly #kernel: Kernel;
  readonly #journal: Journal;
  #state: UnitState = 'inactive';
  #since: number | undefined;
  #task: Task | undefined;
  #exit: Exit | undefined;
  #starts: number[] = [];
  #restarts = 0;
  #timer: Timer | undefined;
  /** Who waits for the next state that lasts. */
  #settled: (() => void)[] = [];

  constructor(unit: ServiceUnit, kernel: Kernel, journal: Journal) {
    this.unit = unit;
    this.#kernel = kernel;
    this.#journal = journal;
  }

  get state(): UnitState {
    return this.#elsewhere === undefined ? this.#state : 'active';
  }

  get status(): UnitStatus {
    const { name, description, documentation, argv } = this.unit;
    const elsewhere = this.#elsewhere;
    const common = {
      name,
      description,
      documentation,
      argv,
      path: `${UNIT_DIRECTORY}/${name}.service`,
      enabled: this.isEnabled,
      state: this.state,
    };
    if (elsewhere !== undefined) return { ...common, elsewhere: elsewhere.where };
    return {
      ...common,
      ...(this.#since === undefined ? {} : { since: this.#since }),
      ...(this.#task === undefined ? {} : { pid: this.#task.pid }),
      ...(this.#exit === undefined ? {} : { exit: this.#exit }),
    };
  }

  get isEnabled(): boolean {
    return this.#kernel.tree.exists(`${WANTS_DIRECTORY}/${this.unit.name}.service`);
  }

  get #elsewhere(): Elsewhere | undefined {
    return this.unit.elsewhere?.();
  }

  /** The machine boots: it is started if it is enabled. Its program may be on its way. */
  boot(): void {
    if (!this.isEnabled || this.#elsewhere !== undefined || this.#state !== 'inactive') return;
    const { program } = this.unit;
    this.#start(program === undefined || program.now !== undefined ? undefined : program.arrival);
  }

  /**
   * Somebody waits for it: a program that is on its way is fetched.
   * @returns resolves when it has started, or failed; undefined: it is not starting
   */
  hurried(): Promise<unknown> | undefined {
    if (this.#state !== 'activating') return undefined;
    const { program } = this.unit;
    const settled = this.#settles();
    // Without its program it never settles: who fetched in vain is told so.
    return program === undefined || program.now !== undefined ? settled : program.get().then(() => settled);
  }

  /** @returns whether it is active then */
  async start(): Promise<boolean> {
    if (this.#elsewhere !== undefined) return true;
    if (this.#state === 'deactivating') await this.#settles();
    if (this.#state === 'inactive' || this.#state === 'failed') {
      this.#starts = [];
      this.#restarts = 0;
      this.#start();
    }
    // Fields change while one waits: the compiler does not see it.
    if ((this.#state as UnitState) === 'activating') await this.#settles();
    return this.#state === 'active';
  }

  async stop(): Promise<void> {
    this.#takeOver();
    if (this.#state === 'active' || this.#state === 'activating') this.#stop();
    if (this.#state === 'deactivating') await this.#settles();
    if (this.#state === 'failed') this.#enter('inactive');
  }

  async restart(): Promise<boolean> {
    await this.stop();
    return this.start();
  }

  /** systemctl reload: SIGHUP. @throws UnitRefused */
  async reload(): Promise<void> {
    if (this.#takeOver()) return void (await this.start());
    if (this.#state !== 'active') throw new UnitRefused(`${this.unit.name}.service is not active, cannot reload.`);
    this.#say(`Reloading ${this.#title}...`);
    this.#task?.signal('SIGHUP');
    this.#say(`Reloaded ${this.#title}.`);
  }

  /** The machine is switched off: nothing is started again, nothing remembered. */
  forget(): void {
    this.#timer?.cancel();
    this.#task = undefined;
    this.#exit = undefined;
    this.#starts = [];
    this.#restarts = 0;
    this.#timer = undefined;
    this.#enter('inactive');
    this.#since = undefined;
  }

  get #title(): string {
    return `${this.unit.name}.service - ${this.unit.description}`;
  }

  /** @returns whether it ran elsewhere until now */
  #takeOver(): boolean {
    const elsewhere = this.#elsewhere;
    if (elsewhere === undefined) return false;
    elsewhere.takeOver();
    this.#say(`${this.unit.name}.service: Taken over from another machine.`);
    this.#enter('inactive');
    return true;
  }

  /** @param arrival its program is not there before that */
  #start(arrival?: Promise<unknown>): void {
    this.#starts.push(this.#kernel.clock.now());
    this.#exit = undefined;
    this.#enter('activating');
    this.#say(`Starting ${this.#title}...`);
    const { argv, notifies } = this.unit;
    const ready = () => {
      if (this.#task !== task || this.#state !== 'activating') return;
      this.#say(`Started ${this.#title}.`);
      this.#enter('active');
    };
    let task: Task;
    try {
      task = this.#spawn(ready, arrival);
    } catch (error) {
      if (!(error instanceof SystemError)) throw error;
      this.#say(`${this.unit.name}.service: Failed to execute ${argv[0]}: ${strerror(error.code)}`);
      this.#failed('exit-code');
      return;
    }
    this.#task = task;
    void this.#kernel.exitOf(task).then((exit) => this.#ended(task, exit));
    if (notifies !== true) ready();
  }

  #spawn(ready: () => void, arrival: Promise<unknown> | undefined): Task {
    const { run, argv, user = 'root' } = this.unit;
    const output = new JournalDescription(this.#journal, this.unit.name);
    return this.#kernel.start({
      run,
      argv,
      env: loginEnvironment(user, false),
      cwd: '/',
      user,
      by: 'engine',
      parent: this.#kernel.init,
      group: 'session',
      descriptors: new Map<number, Description>([
        [0, new DeviceDescription('null')],
        [1, output],
        [2, output],
      ]),
      ignore: [],
      ready,
      ...(arrival === undefined ? {} : { arrival }),
    });
  }

  #stop(): void {
    this.#say(`Stopping ${this.#title}...`);
    this.#enter('deactivating');
    this.#timer?.cancel();
    const task = this.#task;
    if (task === undefined || task.ended) return this.#stopped();
    this.#timer = this.#kernel.clock.timer(STOP_TIMEOUT, () => {
      this.#say(`${this.unit.name}.service: State 'stop-sigterm' timed out. Killing.`);
      task.signal('SIGKILL');
    });
    task.signal('SIGTERM');
    task.signal('SIGCONT');
  }

  #stopped(): void {
    this.#say(`${this.unit.name}.service: Deactivated successfully.`);
    this.#say(`Stopped ${this.#title}.`);
    this.#enter('inactive');
  }

  #ended(task: Task, exit: Exit): void {
    if (this.#task !== task || this.#state === 'inactive') return;
    this.#timer?.cancel();
    this.#exit = exit;
    if (this.#state === 'deactivating' || exit.status === 0 || exit.signal === 'SIGTERM') {
      if (this.#state === 'deactivating') return this.#stopped();
      this.#say(`${this.unit.name}.service: Deactivated successfully.`);
      return this.#enter('inactive');
    }
    const how =
      exit.signal === undefined
        ? `code=exited, status=${exitStatusText(exit.status)}`
        : `code=killed, status=${SIGNAL_NUMBER[exit.signal]}/${exit.signal.slice(3)}`;
    this.#say(`${this.unit.name}.service: Main process exited, ${how}`);
    this.#failed(exit.signal === undefined ? 'exit-code' : 'signal');
  }

  #failed(result: string): void {
    const { name } = this.unit;
    this.#say(`${name}.service: Failed with result '${result}'.`);
    const now = this.#kernel.clock.now();
    this.#starts = this.#starts.filter((at) => at > now - STARTS_WITHIN);
    const wasStarting = this.#state === 'activating';
    this.#enter('failed');
    if (wasStarting) this.#say(`Failed to start ${this.#title}.`);
    this.#timer = this.#kernel.clock.timer(RESTART_DELAY, () => {
      if (this.#state !== 'failed') return;
      this.#restarts += 1;
      this.#say(`${name}.service: Scheduled restart job, restart counter is at ${this.#restarts}.`);
      if (this.#starts.length >= MAX_STARTS) this.#say(`${name}.service: Start request repeated too quickly.`);
      else this.#start();
    });
  }

  #enter(state: UnitState): void {
    this.#state = state;
    this.#since = this.#kernel.clock.now();
    if (state !== 'activating' && state !== 'deactivating') this.#release();
    this.onState(state);
  }

  #settles(): Promise<void> {
    return new Promise((resolve) => this.#settled.push(resolve));
  }

  #release(): void {
    const settled = this.#settled;
    this.#settled = [];
    for (const resolve of settled) resolve();
  }

  #say(text: string): void {
    this.#journal.add({ unit: this.unit.name, identifier: 'systemd', pid: 1, text });
  }
}
