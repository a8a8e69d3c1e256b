/**
 * The process of the Pi as its own worker knows it: what the runners for TypeScript and for Python stand on.
 * What may not wait is answered by the mirror; the rest asks the Pi and waits.
 */
import type { WireProtocol } from '#runtime/lan/lan-connection.ts';
import type { Signal } from '#runtime/pi/process.ts';
import type { ByteStream, Clock, Random, SystemError } from '#runtime/ports.ts';
import type { ProgramStart, StreamInfo } from '../protocol.ts';
import type { MirrorFiles } from './mirror-files.ts';
import type { MirrorHardware } from './mirror-hardware.ts';

export interface Program {
  readonly start: ProgramStart;
  /** The lab's: it can jump, and its timers wait while the process is stopped. `soon` stays in this worker. */
  readonly clock: Clock;
  readonly random: Random;
  readonly files: MirrorFiles;
  readonly hardware: MirrorHardware;
  /** Of descriptors 0, 1 and 2; a terminal's size changes. */
  readonly streams: readonly [StreamInfo, StreamInfo, StreamInfo];
  onResize: () => void;

  /** read(2) of standard input. @returns null at its end. @throws SystemError (rejects) `EIO`, `EBADF` */
  read(max: number): Promise<Uint8Array | null>;
  /** Hands bytes to the process, which writes them in order. @returns false: much is under way, wait for `drained` */
  write(fd: 1 | 2, bytes: Uint8Array): boolean;
  /** Resolves when all that was written is taken. @throws SystemError (rejects) `EPIPE`, `ENOSPC`: it cannot be */
  drained(fd: 1 | 2): Promise<void>;
  /** What was written cannot be, and nothing more can: once for each descriptor. */
  onWriteFailed: (fd: 1 | 2, error: SystemError) => void;
  /** Keys come one by one, unseen, and make no signals. */
  rawMode(on: boolean): void;

  /**
   * @param to `protocol`: to be spoken below the bytes, if the stream's `protocol` says that the other end does too
   * @throws SystemError (rejects) as Network.connect of the Pi
   */
  connect(to: {
    readonly host: string;
    readonly port: number;
    readonly protocol?: WireProtocol;
  }): Promise<ByteStream & { readonly protocol?: WireProtocol | undefined }>;
  /** getaddrinfo(3). @throws SystemError (rejects) `ENOTFOUND` */
  resolve(host: string): Promise<string>;
  /** kill(2). @throws SystemError (rejects) `ESRCH`, `EPERM` */
  kill(pid: number, signal: Signal | 0): Promise<void>;

  /** signal(2). SIGWINCH is `onResize`. */
  onSignal(signal: Signal, action: (() => void) | 'ignore' | 'default'): void;
  /**
   * The worker is about to do something of its own: a clock that is moved by hand waits for the end of it. Of what
   * takes time (`load`, such as to fetch and compile code) it waits for as long as that may take; of a turn of the
   * event loop (`turn`) until it is plain that the program computes without end in it.
   * @returns says that it has ended
   */
  works(what?: 'load' | 'turn'): () => void;
  /** Something that the mirror had allowed could not be done on the Pi: the card is full, a line is somebody else's. */
  onDeedFailed: (error: SystemError) => void;
  /** Ends the process; nothing after it runs. */
  exit(status: number, signal?: Signal): never;
}
