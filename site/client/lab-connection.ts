/**
 * The one connection of a page to its lab, which lives in a worker. Everything that a page shows of
 * the lab comes through here, as signals (what is the case) or as listeners (what just happened), and
 * everything that the learner does goes back through `send`.
 */
import { batch, signal, type ReadonlySignal } from '@preact/signals';
import type { LabEvent, TerminalId } from '#runtime/events/event.ts';
import type { BoardState } from '#runtime/lab/boards.ts';
import type { FileConflict } from '#runtime/lab/file-conflicts.ts';
import type { FileAnswer, FileRequest } from '#runtime/lab/file-messages.ts';
import type { BrokerState, EditRequest, FromLab, TerminalInfo, ToLab } from '#runtime/lab/messages.ts';
import type { Keeping } from '#runtime/lab/store.ts';
import type { Language } from '../i18n/language.ts';
import type { LessonState } from '#runtime/lesson/state.ts';

export interface LabConnection {
  /** Absent until the lab has said so, and always in the sandbox. */
  readonly lesson: ReadonlySignal<LessonState | undefined>;
  readonly broker: ReadonlySignal<BrokerState>;
  /** Empty until the lab is ready. */
  readonly terminals: ReadonlySignal<readonly TerminalInfo[]>;
  /**
   * How often the lab has started: 1 once it is ready, one more after each reset. Whoever shows
   * output or packets begins afresh when it grows.
   */
  readonly generation: ReadonlySignal<number>;
  /** Whether files are kept for the next visit; absent until the lab has said so. */
  readonly keeping: ReadonlySignal<Keeping | undefined>;
  /** The lab itself failed: a bug of ours, in words for a report. */
  readonly fault: ReadonlySignal<string | undefined>;
  /** As they last were while the page watched them (`watch-boards`). */
  readonly boards: ReadonlySignal<readonly BoardState[]>;
  /** Files that commands want to have edited, and wait for; the oldest first. */
  readonly edits: ReadonlySignal<readonly EditRequest[]>;
  /** Files of the learner's that are delivered otherwise now: what they are to be asked about. */
  readonly conflicts: ReadonlySignal<readonly FileConflict[]>;
  /** Asks for files of a Pi. @param editing whose rights: of the command that wants it edited; absent: pi's */
  files(host: string, request: FileRequest, editing?: number): Promise<FileAnswer>;
  /** Hears of paths that changed among those that are watched. @returns what ends it */
  onFilesChanged(listener: (host: string, paths: readonly string[]) => void): () => void;
  /** @param transfer what the message hands over for good, e.g. ports */
  send(message: ToLab, transfer?: Transferable[]): void;
  /**
   * Output of one terminal. What comes while nobody listens is kept for the next listener.
   * @returns what ends it
   */
  onOutput(terminal: TerminalId, listener: (text: string) => void): () => void;
  /** Batches of the event log, oldest first; kept likewise. @returns what ends it */
  onEvents(listener: (events: readonly LabEvent[], skipped: number) => void): () => void;
  /** Ends the lab. */
  close(): void;
}

/** The part of a Worker that a connection needs. */
export interface LabWorker {
  postMessage(message: ToLab, transfer: Transferable[]): void;
  addEventListener(type: 'message', listener: (event: { readonly data: FromLab }) => void): void;
  addEventListener(type: 'error', listener: (event: { readonly message?: string }) => void): void;
  addEventListener(type: 'messageerror', listener: () => void): void;
  terminate(): void;
}

export interface LabOptions {
  /** Folder name of the lesson; absent: the sandbox. */
  readonly lesson?: string;
  /** Ids of the steps that were done before. */
  readonly done?: readonly string[];
  /** WebSocket URL of the server's seat; absent: no server, the broker is in the page. */
  readonly seat?: string;
  /** The page's; absent: English. */
  readonly language?: Language;
  /** For tests. Absent: the lab's worker. */
  readonly worker?: LabWorker;
}

const startWorker = (): LabWorker =>
  new Worker(new URL('../../runtime/browser/lab.worker.ts', import.meta.url), { type: 'module' });

/** Starts a lab and connects to it. */
export function connectLab(options: LabOptions): LabConnection {
  const worker = options.worker ?? startWorker();
  const lesson = signal<LessonState | undefined>(undefined);
  const broker = signal<BrokerState>({ place: options.seat === undefined ? 'own' : 'server', state: 'connecting' });
  const terminals = signal<readonly TerminalInfo[]>([]);
  const generation = signal(0);
  const keeping = signal<Keeping | undefined>(undefined);
  const fault = signal<string | undefined>(undefined);
  const boards = signal<readonly BoardState[]>([]);
  const edits = signal<readonly EditRequest[]>([]);
  const conflicts = signal<readonly FileConflict[]>([]);
  const asked = new Map<number, (answer: FileAnswer) => void>();
  const changes = new Feed<[host: string, paths: readonly string[]]>();
  let lastAsked = 0;
  const outputs = new Map<TerminalId, Feed<[text: string]>>();
  const events = new Feed<[events: readonly LabEvent[], skipped: number]>();

  const output = (terminal: TerminalId): Feed<[text: string]> => {
    const known = outputs.get(terminal);
    if (known !== undefined) return known;
    const feed = new Feed<[text: string]>();
    outputs.set(terminal, feed);
    return feed;
  };

  const receive = (message: FromLab): void => {
    switch (message.type) {
      case 'ready':
        // What the lab said before a reset, and nobody read, is not to be shown after it.
        if (generation.value > 0) for (const feed of [...outputs.values(), events]) feed.forget();
        batch(() => {
          terminals.value = message.terminals;
          edits.value = [];
          generation.value += 1;
        });
        break;
      case 'output':
        output(message.terminal).give(message.text);
        break;
      case 'events':
        events.give(message.events, message.skipped);
        break;
      case 'lesson':
        lesson.value = message.state;
        break;
      case 'broker':
        broker.value = message.broker;
        break;
      case 'keeping':
        keeping.value = message.keeping;
        break;
      case 'boards':
        boards.value = message.boards;
        break;
      case 'files':
        asked.get(message.id)?.(message.answer);
        asked.delete(message.id);
        break;
      case 'edit':
        edits.value = [...edits.value, message.request];
        break;
      case 'edit-ended':
        edits.value = edits.value.filter(({ editing }) => editing !== message.editing);
        break;
      case 'conflicts':
        conflicts.value = message.conflicts;
        break;
      case 'files-changed':
        changes.give(message.host, message.paths);
        break;
      case 'fault':
        fault.value = message.message;
        break;
    }
  };

  worker.addEventListener('message', ({ data }) => receive(data));
  worker.addEventListener('error', ({ message }) => {
    // Without a message: the script could not be fetched.
    fault.value = message ?? 'the script of the lab could not be loaded';
  });
  worker.addEventListener('messageerror', () => {
    fault.value = 'a message of the lab could not be read';
  });
  const send = (message: ToLab, transfer: Transferable[] = []): void => worker.postMessage(message, transfer);
  send({
    type: 'open',
    done: options.done ?? [],
    ...(options.lesson === undefined ? {} : { lesson: options.lesson }),
    ...(options.seat === undefined ? {} : { seat: options.seat }),
    ...(options.language === undefined ? {} : { language: options.language }),
  });

  return {
    lesson,
    broker,
    terminals,
    generation,
    keeping,
    fault,
    boards,
    edits,
    conflicts,
    send,
    files: (host, request, editing) =>
      new Promise((answered) => {
        const id = ++lastAsked;
        asked.set(id, answered);
        send({ type: 'files', id, host, request, ...(editing === undefined ? {} : { editing }) });
      }),
    onFilesChanged: (listener) => changes.listen(listener),
    onOutput: (terminal, listener) => output(terminal).listen(listener),
    onEvents: (listener) => events.listen(listener),
    close: () => worker.terminate(),
  };
}

/** Hands on what comes; keeps it while nobody listens. */
class Feed<Values extends unknown[]> {
  readonly #listeners = new Set<(...values: Values) => void>();
  #kept: Values[] = [];

  give(...values: Values): void {
    if (this.#listeners.size === 0) this.#kept.push(values);
    for (const listener of this.#listeners) listener(...values);
  }

  listen(listener: (...values: Values) => void): () => void {
    this.#listeners.add(listener);
    const kept = this.#kept;
    this.#kept = [];
    for (const values of kept) listener(...values);
    return () => {
      this.#listeners.delete(listener);
    };
  }

  forget(): void {
    this.#kept = [];
  }
}
