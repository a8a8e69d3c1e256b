/**
 * The process of the Pi as its own worker knows it: what the runners for TypeScript and for Python stand on.
 * What may not wait is answered by the mirror; the rest asks the Pi and waits.
 */
import type { Signal } from '#runtime/pi/process.ts';
import type { ByteStream, Clock } from '#runtime/ports.ts';
import type { ProgramStart, StreamInfo } from '../protocol.ts';
import type { MirrorFiles } from './mirror-files.ts';
import type { MirrorHardware } from './mirror-hardware.ts';

export interface Program {
  readonly start: ProgramStart;
  /** The lab's: it can jump, and its timers wait while the process is stopped. `soon` stays in this worker. */
  readonly clock: Clock;
  readonly files: MirrorFiles;
  readonly hardware: MirrorHardware;
  /** Of descriptors 0, 1 and 2; a terminal's size changes. */
  readonly streams: readonly StreamInfo[];
  onResize: () => void;

  /** read(2) of standard input. @returns null at its end. @throws SystemError `EIO`, `EINTR` */
  read(max: number): Promise<Uint8Array | null>;
  /** Hands bytes to the process. @returns false: too many are under way, wait for `drained` */
  write(fd: 1 | 2, bytes: Uint8Array): boolean;
  /** @throws SystemError (rejects) `EPIPE`, `ENOSPC`: what could not be written */
  drained(fd: 1 | 2): Promise<void>;
  rawMode(on: boolean): void;

  /** @throws SystemError (rejects) as Network.connect of the Pi */
  connect(to: { readonly host: string; readonly port: number }): Promise<ByteStream>;
  /** getaddrinfo(3). @throws SystemError (rejects) `ENOTFOUND` */
  resolve(host: string): Promise<string>;
  /** kill(2). @throws SystemError (rejects) `ESRCH`, `EPERM` */
  kill(pid: number, signal: Signal | 0): Promise<void>;
  chdir(path: string): void;

  onSignal(signal: Signal, action: (() => void) | 'ignore' | 'default'): void;
  /** Ends the process; nothing after it runs. */
  exit(status: number, signal?: Signal): never;
}
