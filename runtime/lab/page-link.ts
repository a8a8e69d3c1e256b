/**
 * The lab's side of the messages with its page: opens and resets the lab, and gathers what happens
 * into batches that a page can draw.
 */
import type { EventOf, LabEvent } from '#runtime/events/event.ts';
import type { Lesson } from '#runtime/lesson/api.ts';
import type { Decode } from '#runtime/lesson/observe.ts';
import type { Late } from '#runtime/pi/late.ts';
import type { Clock } from '#runtime/ports.ts';
import { groupsOf } from '#runtime/pi/files/rights.ts';
import type { SshSessionCode } from '#runtime/pi/sshd.ts';
import type { Delivered } from './delivered/delivered.ts';
import { Edits } from './edits.ts';
import type * as fileCode from './file-code.ts';
import type { FileConflicts } from './file-conflicts.ts';
import { FileKeeper } from './file-keeper.ts';
import type { FileAnswer } from './file-messages.ts';
import type { FileWatch } from './file-watch.ts';
import { HOSTS } from './hosts.ts';
import { Lab, type ConflictCode, type PiParts } from './lab.ts';
import type { FromLab, ToLab } from './messages.ts';
import type { LabCommands } from './pi-commands.ts';
import type { KeptFiles, KeptLab, LabStore } from './store.ts';
import type { SocketRequest } from './socket-messages.ts';
import type { Uplink } from './uplink.ts';
import type { WebSocketCode } from './web-sockets.ts';

/** Packets shown in one batch; a flood beyond is counted, not sent. */
const BATCH_PACKETS = 250;
/** A page draws 60 times a second; more batches than this would be drawn together anyway. */
const BATCH_MS = 30;

type Shown = EventOf<'packet' | 'connection-opened' | 'connection-closed' | 'broker'>;
const SHOWN: ReadonlySet<LabEvent['kind']> = new Set<Shown['kind']>([
  'packet',
  'connection-opened',
  'connection-closed',
  'broker',
]);

export interface PageLinkOptions {
  readonly clock: Clock;
  readonly commands: LabCommands;
  readonly decode: Late<Decode>;
  readonly sockets: Late<WebSocketCode>;
  readonly sshSession: Late<SshSessionCode>;
  readonly piParts: Late<PiParts>;
  readonly fileCode: Late<typeof fileCode>;
  readonly conflictCode: Late<ConflictCode>;
  readonly post: (message: FromLab) => void;
  /** A seed for each new lab. */
  readonly seed: () => number;
  /** @throws Error when there is no such lesson */
  readonly lesson: (name: string) => Promise<Lesson>;
  /** What that lesson brings along for the Pis; absent: nothing. */
  readonly lessonFiles?: (name: string) => Promise<Delivered>;
  readonly uplink: (url: string) => Uplink;
  /** Absent: files are gone with the lab. */
  readonly store?: LabStore;
}

export class PageLink {
  readonly #options: PageLinkOptions;
  #opened: Extract<ToLab, { type: 'open' }> | undefined;
  #lesson: Lesson | undefined;
  #delivered: Delivered = {};
  #uplink: Uplink | undefined;
  #lab: Lab | undefined;
  #kept: KeptLab | undefined;
  #keeper: FileKeeper | undefined;
  readonly #edits: Edits;
  #conflicts: FileConflicts | undefined;
  #watch: FileWatch | undefined;
  #watchesBoards = false;
  #batch: LabEvent[] = [];
  #packets = 0;
  #skipped = 0;
  #flushing = false;

  constructor(options: PageLinkOptions) {
    this.#options = options;
    this.#edits = new Edits(options.post);
  }

  /** Everything that goes wrong inside becomes a `fault` message: the page must say so. */
  async receive(message: ToLab): Promise<void> {
    try {
      await this.#receive(message);
    } catch (error) {
      this.fault(error);
    }
  }

  fault(error: unknown): void {
    const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
    this.#options.post({ type: 'fault', message });
  }

  async #receive(message: ToLab): Promise<void> {
    switch (message.type) {
      case 'open':
        this.#opened = message;
        await this.#openLesson(message.lesson);
        this.#uplink?.close();
        this.#uplink = message.seat === undefined ? undefined : this.#options.uplink(message.seat);
        await this.#openStore(message.lesson ?? SANDBOX_NAME);
        return this.#start(message.done, this.#kept?.files ?? {});
      case 'reset':
        this.#uplink?.renew();
        this.#keeper?.end();
        await this.#kept?.forget();
        return this.#start([], {});
      case 'use-server':
        return this.#lab?.useServer();
      case 'hiding':
        return this.#keeper?.flush();
      case 'keep-here':
        await this.#kept?.take();
        return this.#keeper?.saveAll(Object.keys(HOSTS));
      case 'keys':
        return this.#lab?.terminal(message.terminal).input(message.text);
      case 'resize':
        return this.#lab?.terminal(message.terminal).resize(message.columns, message.rows);
      case 'drawn':
        return this.#lab?.terminal(message.terminal).drawn(message.units);
      case 'answer':
        return this.#lab?.answer(message.step, message.choice);
      case 'step':
        return this.#lab?.goTo(message.step);
      case 'board':
        return this.#lab?.act(message.host, message.act);
      case 'watch-boards':
        this.#watchesBoards = message.on;
        return this.#lab?.watchBoards(message.on);
      case 'files':
        return this.#options.post({ type: 'files', id: message.id, answer: await this.#files(message) });
      case 'settle':
        return this.#conflicts?.settle(message.host, message.path, message.keep);
      case 'edited':
        return this.#edits.leave(message.editing);
      case 'socket':
        return this.#openSocket(message);
    }
  }

  /** @throws Error for a host that the lab does not have */
  async #files({ host, request, editing }: Extract<ToLab, { type: 'files' }>): Promise<FileAnswer> {
    const path = request.kind === 'watch' ? (request.paths[0] ?? '/') : request.path;
    // Who leaves the editor right behind the question has asked it with the rights of the command.
    const wanted = editing === undefined ? undefined : this.#edits.request(editing);
    if (editing !== undefined && wanted?.host !== host) return { kind: 'refused', code: 'ESRCH', path };
    const user = wanted?.user ?? 'pi';
    const who = { user, groups: groupsOf(user) };
    let code;
    try {
      code = await this.#options.fileCode.get();
    } catch {
      // It could not be fetched: the next question tries again.
      return { kind: 'refused', code: 'EIO', path };
    }
    const lab = this.#lab;
    // A page that asks before there is a lab is told so.
    if (lab === undefined) return { kind: 'refused', code: 'EHOSTUNREACH', path };
    const pi = lab.pi(host);
    if (request.kind !== 'watch') return code.answerFiles(pi, who, request);
    const { clock, post } = this.#options;
    this.#watch ??= new code.FileWatch({
      log: lab.log,
      clock,
      post: (of, paths) => post({ type: 'files-changed', host: of, paths }),
    });
    this.#watch.watch(
      host,
      request.paths.map((each) => code.canonicalPath(pi, each, who)),
    );
    return { kind: 'done' };
  }

  #openSocket(request: SocketRequest): void {
    if (this.#lab !== undefined) return this.#lab.webSockets.open(request);
    // There is no network yet: as with a cable that is not plugged in.
    request.port.postMessage({ kind: 'failed' }, []);
    request.port.close();
  }

  async #openLesson(name: string | undefined): Promise<void> {
    const { lesson, lessonFiles } = this.#options;
    this.#lesson = name === undefined ? undefined : await lesson(name);
    this.#delivered = name === undefined ? {} : ((await lessonFiles?.(name)) ?? {});
  }

  async #openStore(lab: string): Promise<void> {
    const { store, post, conflictCode } = this.#options;
    this.#kept?.close();
    this.#kept = await store?.open(lab);
    if (this.#kept === undefined) return;
    if (Object.keys(this.#kept.files).length > 0) await conflictCode.get();
    post({ type: 'keeping', keeping: this.#kept.keeping });
    this.#kept.onKeeping = (keeping) => post({ type: 'keeping', keeping });
  }

  #start(done: readonly string[], files: KeptFiles): void {
    if (this.#opened === undefined) return;
    const { clock, post, seed, commands, conflictCode, decode, piParts, sockets, sshSession } = this.#options;
    const again = this.#lab !== undefined;
    this.#lab?.end();
    this.#keeper?.end();
    this.#watch?.end();
    this.#watch = undefined;
    this.#conflicts?.end();
    this.#batch = [];
    this.#packets = this.#skipped = 0;
    const lab = new Lab({
      clock,
      seed: seed(),
      commands,
      conflictCode,
      decode,
      piParts,
      sockets,
      sshSession,
      done,
      delivered: this.#delivered,
      files,
      editor: this.#edits,
      ...(this.#lesson === undefined ? { terminals: SANDBOX } : { lesson: this.#lesson }),
      ...(this.#uplink === undefined ? {} : { uplink: this.#uplink }),
      ...(this.#opened.language === undefined ? {} : { language: this.#opened.language }),
    });
    this.#lab = lab;
    post({ type: 'ready', terminals: lab.terminals });
    for (const { id } of lab.terminals) {
      // A screen that showed the lab before this one is cleared (RIS, ECMA-48 8.3.105).
      if (again) post({ type: 'output', terminal: id, text: '\x1bc' });
      lab.terminal(id).output = (text) => post({ type: 'output', terminal: id, text });
    }
    lab.log.fold((event) => this.#gather(event));
    if (this.#kept !== undefined) {
      this.#keeper = new FileKeeper({
        log: lab.log,
        kept: this.#kept,
        clock,
        files: (host) => lab.pi(host),
      });
    }
    // What was asked about the lab before this one is no question any more.
    if (again) post({ type: 'conflicts', conflicts: [] });
    this.#conflicts =
      conflictCode.now &&
      new conflictCode.now.FileConflicts({
        log: lab.log,
        pis: Object.keys(HOSTS).map((host) => lab.pi(host)),
        keep: (host, path) => this.#keeper?.keep(host, path),
        post: (conflicts) => post({ type: 'conflicts', conflicts }),
      });
    lab.onLesson = (state) => post({ type: 'lesson', state });
    lab.onFault = (error) => this.fault(error);
    lab.onBroker = (broker) => post({ type: 'broker', broker });
    lab.onBoards = (boards) => post({ type: 'boards', boards });
    lab.watchBoards(this.#watchesBoards);
    post({ type: 'broker', broker: lab.broker });
    if (lab.lesson !== undefined) post({ type: 'lesson', state: lab.lesson.state });
    lab.ready.catch((error: unknown) => this.fault(error));
  }

  #gather(event: LabEvent): void {
    if (!SHOWN.has(event.kind)) return;
    if (event.kind === 'packet' && ++this.#packets > BATCH_PACKETS) {
      this.#skipped++;
      return;
    }
    this.#batch.push(event.kind === 'packet' ? { ...event, bytes: alone(event.bytes) } : event);
    if (this.#flushing) return;
    this.#flushing = true;
    this.#options.clock.timer(BATCH_MS, () => {
      this.#flushing = false;
      const events = this.#batch;
      const skipped = this.#skipped;
      this.#batch = [];
      this.#packets = this.#skipped = 0;
      this.#options.post({ type: 'events', events, skipped });
    });
  }
}

/** A clone of a view clones all that it looks into: a packet's bytes get a buffer of their own. */
const alone = (bytes: Uint8Array): Uint8Array =>
  bytes.byteLength === bytes.buffer.byteLength ? bytes : new Uint8Array(bytes);

/** The sandbox: the talk's three machines, two sessions on the broker's. */
const SANDBOX_NAME = 'sandbox';
const SANDBOX = ['rpi-broker', 'rpi-broker', 'rpi-pub', 'rpi-sub'];
