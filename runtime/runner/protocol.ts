/**
 * Between a program in a worker of its own (`node`, `python3`) and the process of the Pi that it is. Plain
 * data, structured-cloneable. The worker's side is a mirror: files, chip registers and line levels as they were
 * at the start, kept up to date by `changed`; it answers at once what may not wait, and says in order, by `did`,
 * what the program did to them. Everything else asks and waits.
 *
 *     host → worker   start · answer … · signal … · changed … · fired … · ping …
 *     worker → host   progress … · kit · ready · ask … · did … · write … · mirrored … · pong … · exit
 */
import type { HardwareSnapshot } from '#hardware/sim/pi-hardware.ts';
import type { WireProtocol } from '#runtime/lan/lan-connection.ts';
import type { FileLimits } from '#runtime/pi/files/file-tree.ts';
import type { NodeSnapshot, FileTreeSnapshot } from '#runtime/pi/files/snapshot.ts';
import type { Signal } from '#runtime/pi/process.ts';
import type { OpenFlags } from '#runtime/pi/system.ts';
import type { PinState } from '#hardware/sim/gpio-chip.ts';
import type { Address, SystemErrorCode } from '#runtime/ports.ts';
import type { LineOptions, Level } from '#hardware/bus.ts';

/** What a program finds when it begins. */
export interface ProgramStart {
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string;
  readonly umask: number;
  readonly pid: number;
  readonly parent: number;
  readonly user: string;
  readonly groups: readonly string[];
  readonly hostname: string;
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  readonly booted: number;
  /** Whether the lab's clock runs by itself; one that is moved by hand stands still between two messages. */
  readonly clockRuns: boolean;
  /** Descriptors 0, 1 and 2. */
  readonly streams: readonly [StreamInfo, StreamInfo, StreamInfo];
  readonly files: FileTreeSnapshot;
  /** What the card holds at most. */
  readonly card: FileLimits;
  /** Texts of /proc and /sys that a program may want to read at once. */
  readonly live: readonly (readonly [path: string, text: string])[];
  /** Absent: this Pi has none. */
  readonly hardware?: HardwareSnapshot;
}

export type StreamInfo =
  | { readonly kind: 'terminal'; readonly columns: number; readonly rows: number }
  | { readonly kind: 'pipe' | 'file' | 'device' | 'closed' };

/**
 * What the program did to files, buses and lines; already so in its mirror, in this order. Paths are absolute, as the
 * program gave them; `fd` is a number of the mirror's own, of a file that was opened to be written to.
 */
export type Deed =
  | { readonly kind: 'open'; readonly fd: number; readonly path: string; readonly flags: OpenFlags }
  | { readonly kind: 'write'; readonly fd: number; readonly offset: number; readonly bytes: Uint8Array }
  | { readonly kind: 'truncate-open'; readonly fd: number; readonly size: number }
  | { readonly kind: 'close'; readonly fd: number }
  | { readonly kind: 'truncate'; readonly path: string; readonly size: number }
  | { readonly kind: 'unlink' | 'remove-directory'; readonly path: string }
  | { readonly kind: 'make-directory'; readonly path: string; readonly mode: number }
  | { readonly kind: 'rename' | 'link'; readonly from: string; readonly path: string }
  | { readonly kind: 'symlink'; readonly target: string; readonly path: string }
  | { readonly kind: 'chmod'; readonly path: string; readonly mode: number }
  | { readonly kind: 'chown'; readonly path: string; readonly owner: string; readonly group: string }
  | { readonly kind: 'touch'; readonly path: string; readonly modified: number }
  | { readonly kind: 'chdir'; readonly path: string }
  | { readonly kind: 'umask'; readonly mask: number }
  | {
      readonly kind: 'i2c';
      readonly device: string;
      readonly address: number;
      readonly out: Uint8Array;
      readonly length: number;
    }
  | { readonly kind: 'line-request'; readonly device: string; readonly offset: number; readonly options: LineOptions }
  | { readonly kind: 'line-set'; readonly offset: number; readonly level: Level }
  | { readonly kind: 'line-release'; readonly offset: number }
  | { readonly kind: 'pin'; readonly device: string; readonly offset: number; readonly state: Partial<PinState> };

/** What is asked of the Pi and answered when it is. */
export type Question =
  /** read(2) of standard input: bytes, or null at its end. */
  | { readonly kind: 'read'; readonly max: number }
  | {
      readonly kind: 'connect';
      readonly socket: number;
      readonly host: string;
      readonly port: number;
      readonly protocol?: WireProtocol;
    }
  | { readonly kind: 'resolve'; readonly host: string }
  | { readonly kind: 'kill'; readonly pid: number; readonly signal: Signal | 0 };

export interface AnswerOf {
  readonly read: Uint8Array | null;
  readonly connect: { readonly local: Address; readonly remote: Address; readonly protocol?: WireProtocol };
  readonly resolve: string;
  readonly kill: undefined;
}

export interface Failure {
  readonly code: SystemErrorCode;
  readonly subject?: string;
}

/** Every message says the lab's clock: milliseconds since 1970-01-01T00:00:00Z. */
export type ToProgram = { readonly now: number } & ToProgramBody;

export type ToProgramBody =
  | ({ readonly type: 'start' } & ProgramStart)
  | { readonly type: 'answer'; readonly id: number; readonly value: AnswerOf[Question['kind']] }
  | { readonly type: 'failed'; readonly id: number; readonly failure: Failure }
  /** The process has taken so many bytes of what was written to descriptor 1 or 2. */
  | { readonly type: 'taken'; readonly fd: 1 | 2; readonly bytes: number }
  /** It could not: EPIPE (SIGPIPE is ignored), ENOSPC. */
  | { readonly type: 'write-failed'; readonly fd: 1 | 2; readonly failure: Failure }
  /** One that the program handles. */
  | { readonly type: 'signal'; readonly signal: Signal }
  | { readonly type: 'resized'; readonly columns: number; readonly rows: number }
  /** A timer's time has come: lab clock; timers wait while the process is stopped. */
  | { readonly type: 'fired'; readonly timer: number }
  | Changed
  /** A deed that the mirror had allowed was not possible any more: a full card, a line that another process took. */
  | { readonly type: 'deed-failed'; readonly deed: Deed; readonly failure: Failure }
  | { readonly type: 'received'; readonly socket: number; readonly bytes: Uint8Array }
  /** So many bytes that the program has sent are on the network. */
  | { readonly type: 'drained'; readonly socket: number; readonly bytes: number }
  | { readonly type: 'closed'; readonly socket: number; readonly failure?: Failure }
  /** `quiet`: to be answered when the program has nothing left to do at this moment. */
  | { readonly type: 'ping'; readonly id: number; readonly quiet?: true };

/** What has changed by others, or not as the mirror thinks. Answered by `mirrored`. */
export interface Changed {
  readonly type: 'changed';
  readonly id: number;
  /** So many deeds of this program had been done by then: what a later one concerns is left alone, and comes again. */
  readonly deeds: number;
  /** What is at these paths now, with all below them; undefined: nothing. */
  readonly files: readonly (readonly [path: string, node: NodeSnapshot | undefined])[];
  readonly hardware?: HardwareSnapshot;
}

export type FromProgram =
  /** Its code is there: it can be started. `progress` before that: what is being fetched, to be shown at a terminal. */
  | { readonly type: 'ready' }
  | { readonly type: 'progress'; readonly text: string }
  /** What later workers of this runner may begin with, instead of from nothing; the place keeps it, the process never sees it. */
  | { readonly type: 'kit'; readonly kit: unknown }
  /** For a clock that is moved by hand: something of the runner's own takes time from now on, or no longer. */
  | { readonly type: 'loads'; readonly on: boolean }
  | { readonly type: 'ask'; readonly id: number; readonly question: Question }
  | { readonly type: 'did'; readonly deed: Deed }
  | { readonly type: 'mirrored'; readonly id: number }
  | { readonly type: 'write'; readonly fd: 1 | 2; readonly bytes: Uint8Array }
  | { readonly type: 'raw-mode'; readonly on: boolean }
  /** signal(2) */
  | { readonly type: 'disposition'; readonly signal: Signal; readonly what: 'handled' | 'ignore' | 'default' }
  | { readonly type: 'send'; readonly socket: number; readonly bytes: Uint8Array }
  | { readonly type: 'end' | 'destroy' | 'pause' | 'resume'; readonly socket: number }
  /** So many bytes that were received have been given to the program: as many more may come. */
  | { readonly type: 'got'; readonly socket: number; readonly bytes: number }
  /** What had come before the ping has been handled. */
  | { readonly type: 'pong'; readonly id: number }
  | { readonly type: 'timer'; readonly timer: number; readonly ms: number }
  | { readonly type: 'cancel'; readonly timer: number }
  /**
   * The last message: the host ends the worker at once, and the process when all that was written is taken.
   * `signal`: it ends as that signal would have ended it.
   */
  | { readonly type: 'exit'; readonly status: number; readonly signal?: Signal };
