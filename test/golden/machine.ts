/**
 * Where a case is played: this machine, with real processes and real time, or a simulated Pi of a lab,
 * on the lab's clock. Each is fresh: nobody listens, and the home directory is empty.
 */
export interface Machine {
  /** Working directory and home directory. */
  readonly directory: string;
  /** Ports that nobody listens on. */
  readonly ports: readonly number[];
  /** @param name relative to `directory`; folders are made */
  write(name: string, text: string): Promise<void>;
  /**
   * Starts a shell on a command line.
   * @param stdin text, then the end of the input; `open`: to be written later; absent: an empty input
   */
  start(command: string, stdin?: string): Running;
  /** Milliseconds, of its own clock. */
  now(): number;
  sleep(ms: number): Promise<void>;
  dispose(): Promise<void>;
}

/** A command in a shell, in a process group of its own, with all that it printed so far. */
export interface Running {
  readonly command: string;
  readonly exit: number | 'running';
  write(text: string): void;
  /** The end of its input. */
  close(): void;
  /** To the whole group. */
  signal(signal: `SIG${'INT' | 'TERM' | 'KILL' | 'STOP' | 'CONT' | 'HUP'}`): void;
  text(stream: 'stdout' | 'stderr'): string;
  /** @returns whether it ended within `ms` */
  wait(ms: number): Promise<boolean>;
}

const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** UTF-8; a byte that is none reads `\xff`. */
export function shownBytes(bytes: Uint8Array): string {
  try {
    return strict.decode(bytes);
  } catch {
    let text = '';
    for (let at = 0; at < bytes.length;) {
      const length = [1, 2, 3, 4].find((count) => isCharacter(bytes.subarray(at, at + count)));
      const part = bytes.subarray(at, at + (length ?? 1));
      text += length === undefined ? `\\x${(part[0] ?? 0).toString(16).padStart(2, '0')}` : strict.decode(part);
      at += part.length;
    }
    return text;
  }
}

function isCharacter(bytes: Uint8Array): boolean {
  try {
    return [...strict.decode(bytes)].length === 1;
  } catch {
    return false;
  }
}
