/**
 * One learner's lab: three Pis, the LAN between them, the Mosquitto of `rpi-broker`, the lesson, and
 * one event log on one clock. A page's worker and Node hold it alike; that is how lessons are proven.
 */
import type { PiHardware } from '#hardware/sim/pi-hardware.ts';
import type { BoardAct, LabEvent, TerminalId } from '#runtime/events/event.ts';
import { EventLog } from '#runtime/events/log.ts';
import { Lan } from '#runtime/lan/lan.ts';
import type { Lesson } from '#runtime/lesson/api.ts';
import { LessonRun } from '#runtime/lesson/engine.ts';
import type { Decode } from '#runtime/lesson/observe.ts';
import type { LessonState } from '#runtime/lesson/state.ts';
import type { Language } from '#runtime/pi/manual/render.ts';
import type { Late } from '#runtime/pi/late.ts';
import { Pi, type Terminal } from '#runtime/pi/machine.ts';
import type { SshSessionCode } from '#runtime/pi/sshd.ts';
import type { EditorScreen } from '#runtime/pi/system.ts';
import type { Clock, Timer } from '#runtime/ports.ts';
import type { ProgramHost } from '#runtime/runner/program-host.ts';
import { HOSTS } from './hosts.ts';
import type { BoardWatch } from './board-watch.ts';
import type { BoardState } from './boards.ts';
import { BrokerService } from './broker-service.ts';
import { mosquittoUnit } from './mosquitto-unit.ts';
import { TALK_PROGRAMS, type Delivered } from './delivered/delivered.ts';
import type * as conflictCode from './conflict-code.ts';
import type * as piParts from './pi-parts.ts';
import type { LabCommands } from './pi-commands.ts';
import type { BrokerState, CableAct, TerminalInfo } from './messages.ts';
import { CodecGate } from './codec-gate.ts';
import { SeededRandom } from './random.ts';
import { SeenTopics } from './seen-topics.ts';
import type { KeptFiles } from './store.ts';
import { WireTap } from './tap.ts';
import type { Uplink } from './uplink.ts';
import { WebSockets, type WebSocketCode } from './web-sockets.ts';

export { HOSTS } from './hosts.ts';
const BROKER = 'rpi-broker';

export type ConflictCode = typeof conflictCode;
export type PiParts = typeof piParts;

export interface LabOptions {
  readonly clock: Clock;
  /** 32-bit: decides every random byte of the lab. */
  readonly seed: number;
  /** Every command of a Pi. */
  readonly commands: LabCommands;
  /** The codec, for what a lesson sees of packets. */
  readonly decode: Late<Decode>;
  readonly sockets: Late<WebSocketCode>;
  readonly sshSession: Late<SshSessionCode>;
  /** Boards, buses, lines and what of the kernels no prompt needs; there from the beginning if these are. */
  readonly piParts: Late<PiParts>;
  readonly lesson?: Lesson;
  /** Steps of the lesson that were done before. */
  readonly done?: readonly string[];
  /** Hosts, one entry a terminal; absent: the lesson's. */
  readonly terminals?: readonly string[];
  /** Where commands have files edited; absent: nowhere, no page shows this lab. */
  readonly editor?: EditorScreen;
  /** What the lesson brings along for the Pis, by host, beside the talk's programs or in their place. */
  readonly delivered?: Delivered;
  /** What was changed on the Pis before, by host. */
  readonly files?: KeptFiles;
  /** Finds out which of these are delivered otherwise now, if it is there. */
  readonly conflictCode?: Late<ConflictCode>;
  /** Of the learner: what the manual speaks; absent: English. */
  readonly language?: Language;
  /** The server's broker stands in for `rpi-broker`'s; absent: the lab has its own. */
  readonly uplink?: Uplink;
  /** Where learners' programs run; absent: nowhere, and `node` and `python3` say so. */
  readonly programs?: ProgramHost;
}

export class Lab {
  readonly log: EventLog;
  readonly terminals: readonly TerminalInfo[];
  readonly lesson: LessonRun | undefined;
  /** Of the page's panels and of learners' programs. */
  readonly webSockets: WebSockets;
  /** Resolves when the broker listens and the scenery runs. */
  readonly ready: Promise<void>;
  onLesson: (state: LessonState) => void = () => {};
  onBroker: (state: BrokerState) => void = () => {};
  /** What the boards look like, while `watchBoards` is on. */
  onBoards: (boards: readonly BoardState[]) => void = () => {};
  /** Something of the lab itself failed. */
  onFault: (error: unknown) => void = () => {};
  readonly #clock: Clock;
  readonly #lan: Lan;
  readonly #pis: ReadonlyMap<string, Pi>;
  readonly #hardware = new Map<string, PiHardware>();
  readonly #piParts: Late<PiParts>;
  readonly #seed: number;
  #boards: BoardWatch | undefined;
  #watchesBoards = false;
  readonly #terminals = new Map<TerminalId, Terminal>();
  readonly #service: BrokerService;
  #deadline: Timer | undefined;
  #armedFor: number | undefined;
  #ended = false;

  constructor(options: LabOptions) {
    const { clock, seed, lesson, uplink } = options;
    this.#clock = clock;
    this.#seed = seed;
    this.#piParts = options.piParts;
    this.log = new EventLog(() => clock.now());
    const gate = new CodecGate(
      options.decode,
      (event) => this.#follow(event),
      (error) => this.onFault(error),
    );
    this.lesson =
      lesson === undefined ? undefined : new LessonRun({ lesson, decode: gate.decode, done: options.done ?? [] });
    if (this.lesson !== undefined) {
      this.lesson.onChange = (state) => this.onLesson(state);
      this.log.fold((event) => gate.give(event));
    }
    const topics = new SeenTopics();
    this.log.fold((event) => topics.step(event));
    const { programs } = options;
    const commands = options.commands({ topics: () => topics.names, ...(programs === undefined ? {} : { programs }) });
    this.log.append('engine', { kind: 'seed', seed });

    const lan = new Lan({ clock, tap: new WireTap(this.log) });
    this.#lan = lan;
    const random = new SeededRandom(seed);
    this.#pis = new Map(
      Object.entries(HOSTS).map(([host, address]) => [
        host,
        new Pi({
          host,
          hardware: true,
          lan: lan.addHost(host, address),
          clock,
          random,
          log: this.log,
          commands,
          kernelParts: options.piParts,
          sshSession: options.sshSession,
          environment: options.language === 'de' ? { MANOPT: '-L de' } : {},
          ...(options.editor === undefined ? {} : { editor: options.editor }),
          delivered: [...(TALK_PROGRAMS[host] ?? []), ...(options.delivered?.[host] ?? [])],
          ...(options.files?.[host] === undefined ? {} : { changes: options.files[host] }),
          conflictCode: options.conflictCode?.now,
        }),
      ]),
    );
    if (options.piParts.now !== undefined) this.#wire(options.piParts.now);
    else void options.piParts.arrival.then((code) => this.#wire(code));
    this.webSockets = new WebSockets({ lan, clock, random, broker: BROKER, code: options.sockets });
    const program = commands.find(({ name }) => name === 'mosquitto')?.late;
    this.#service = new BrokerService({ pi: this.pi(BROKER), lan, program, uplink });
    // Installed on the other Pis too; what the learner enabled there before starts again.
    for (const pi of this.#pis.values()) if (pi.host !== BROKER) pi.install(mosquittoUnit(program), false).boot();
    this.#service.onState = (state) => this.#brokerChanged(state);

    this.terminals = this.#openTerminals(options.terminals ?? lesson?.lab.terminals ?? ['rpi-broker']);
    this.ready = this.#start(lesson?.lab.running ?? {});
  }

  get broker(): BrokerState {
    return this.#service.state;
  }

  /** @throws Error for a host that the lab does not have */
  pi(host: string): Pi {
    const pi = this.#pis.get(host);
    if (pi === undefined) throw new Error(`no host "${host}" in this lab; there are ${Object.keys(HOSTS).join(', ')}`);
    return pi;
  }

  /** @throws Error for a terminal that the lab does not have */
  terminal(id: TerminalId): Terminal {
    const terminal = this.#terminals.get(id);
    if (terminal === undefined) {
      throw new Error(`no terminal "${id}" in this lab; there are ${[...this.#terminals.keys()].join(', ')}`);
    }
    return terminal;
  }

  /** What is wired to a Pi. @throws Error for a host that the lab does not have, or while its code is not there */
  hardware(host: string): PiHardware {
    const hardware = this.#hardware.get(host);
    if (hardware === undefined) throw new Error(`nothing is wired to "${this.pi(host).host}" yet`);
    return hardware;
  }

  /** @param on whether somebody looks at the boards */
  watchBoards(on: boolean): void {
    this.#watchesBoards = on;
    if (this.#boards !== undefined) this.#boards.watching = on;
    else if (on) this.#fetchHardware();
  }

  /** The learner does something to a board, or to a network cable. @throws Error for a host or a board that is not there */
  act(host: string, act: BoardAct | CableAct): void {
    if (act.act === 'cable') {
      this.log.append('learner', { kind: 'wire', action: act.plugged ? 'plug' : 'unplug', host });
      this.#lan.host(host).setPlugged(act.plugged);
    } else {
      this.log.append('learner', { kind: 'board', host, ...act });
      if (this.#boards === undefined) return this.#fetchHardware(() => this.#actOnBoards(host, act));
      return this.#actOnBoards(host, act);
    }
    this.#boards?.changed();
  }

  /** The learner's answer to a question. */
  answer(step: string, choice: string): void {
    this.log.append('learner', { kind: 'answer', step, choice });
  }

  /** The learner turns to a step. */
  goTo(step: string): void {
    this.log.append('learner', { kind: 'step', step });
  }

  /** The broker is the server's again, if there is one. */
  async useServer(): Promise<void> {
    await this.#service.toServer();
  }

  /** Nothing of it runs on: processes are killed, timers cancelled. */
  end(): void {
    this.#ended = true;
    this.#deadline?.cancel();
    this.onLesson = this.onBroker = this.onBoards = () => {};
    for (const terminal of this.#terminals.values()) terminal.output = () => {};
    this.#boards?.end();
    this.webSockets.end();
    this.#service.end();
    for (const pi of this.#pis.values()) pi.halt();
  }

  #wire(code: PiParts): void {
    if (this.#ended) return;
    for (const [host, pi] of this.#pis) {
      const hardware = code.hardwareOf(host, this.#clock, this.#seed);
      this.#hardware.set(host, hardware);
      pi.wire(hardware, code);
    }
    this.#boards = new code.BoardWatch({
      clock: this.#clock,
      pis: [...this.#pis].map(([host, pi]) => ({
        host,
        hardware: this.hardware(host),
        power: () => pi.power,
        cable: () => this.#lan.host(host).cable,
      })),
      post: (boards) => this.onBoards(boards),
    });
    this.#boards.watching = this.#watchesBoards;
  }

  /** @param then what waits for it, in the order of asking */
  #fetchHardware(then: () => void = () => {}): void {
    this.#piParts
      .get()
      .then(() => {
        if (!this.#ended) then();
      })
      .catch((error: unknown) => this.onFault(error));
  }

  #actOnBoards(host: string, act: BoardAct): void {
    this.#piParts.now?.actOnBoards(this.hardware(host), host, act);
    this.#boards?.changed();
  }

  async #start(running: Readonly<Record<string, string>>): Promise<void> {
    // Whoever made this lab listens by then.
    await Promise.resolve();
    await this.#service.start();
    for (const [host, line] of Object.entries(running)) {
      this.pi(host).spawn({ run: '/usr/bin/bash', argv: ['bash', '-c', line], user: 'pi', by: 'scenery' });
    }
  }

  #openTerminals(hosts: readonly string[]): readonly TerminalInfo[] {
    const sessions = new Map<string, number>();
    return hosts.map((host) => {
      const session = (sessions.get(host) ?? 0) + 1;
      sessions.set(host, session);
      const terminal = this.pi(host).openTerminal({ session, by: 'learner' });
      this.#terminals.set(terminal.id, terminal);
      return { id: terminal.id, host, session };
    });
  }

  #brokerChanged(state: BrokerState): void {
    if (state.state !== 'connecting')
      this.log.append('engine', { kind: 'broker', place: state.place, state: state.state });
    this.onBroker(state);
  }

  #follow(event: LabEvent): void {
    const { lesson } = this;
    if (lesson === undefined || this.#ended) return;
    lesson.step(event);
    this.#armDeadline(lesson);
  }

  /** Windows of checks end by time alone: one timer, for the earliest. */
  #armDeadline(lesson: LessonRun): void {
    const deadline = lesson.nextDeadline();
    if (deadline === this.#armedFor) return;
    this.#armedFor = deadline;
    this.#deadline?.cancel();
    if (deadline === undefined) return;
    this.#deadline = this.#clock.timer(deadline - this.#clock.now(), () => {
      this.#armedFor = undefined;
      lesson.tick(this.#clock.now());
      this.#armDeadline(lesson);
    });
  }
}
