/**
 * The system calls of the simulated Pi, for its shell and its commands: `Process` and what only
 * the Pi has. Names and errors are those of section 2 of the manual.
 */
import type { Process, Program, Signal } from './process.ts';
import type { Late } from './late.ts';
import type { MirrorSource, ProcessPart } from './mirror-source.ts';
import type { ManualPage } from './manual/page.ts';
import type { JournalEntry } from './services/journal.ts';
import type { UnitStatus } from './services/unit.ts';
import type { Level, LineOptions } from '#hardware/bus.ts';
import type { LineGrant, PinState } from '#hardware/sim/gpio-chip.ts';
import type { I2cWire } from '#hardware/sim/wire.ts';
import type { WireProtocol } from '#runtime/lan/lan-connection.ts';
import type { Address, ByteStream, Destination, Network } from '#runtime/ports.ts';
import type { Cause, TerminalId } from '#runtime/events/event.ts';

export type PiProgram = (process: PiProcess) => Promise<number>;

export interface Stat {
  readonly kind: 'file' | 'directory' | 'link' | 'device' | 'pipe';
  readonly size: number;
  /** Permission bits, e.g. 0o644. */
  readonly mode: number;
  readonly owner: string;
  readonly group: string;
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  readonly modified: number;
  readonly links: number;
  readonly inode: number;
  /** Of a symbolic link. */
  readonly target?: string;
  /** 512-byte blocks that it takes on the card. */
  readonly blocks: number;
}

/** statvfs(3): the card. Sizes in bytes. */
export interface FileSystemUsage {
  readonly size: number;
  readonly used: number;
  readonly inodes: number;
  readonly inodesUsed: number;
}

/** What the machine is and how it fares: uname(2), sysinfo(2), /proc. Sizes in bytes. */
export interface MachineInfo {
  /** `Raspberry Pi 3 Model B Rev 1.2` */
  readonly model: string;
  /** `6.1.0-rpi7-rpi-v8` */
  readonly kernel: string;
  /** `aarch64` */
  readonly architecture: string;
  readonly processors: number;
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  readonly booted: number;
  readonly memory: { readonly total: number; readonly used: number; readonly cached: number };
  /** Of this Pi's cable. */
  readonly address: string;
}

export interface OpenFlags {
  readonly read?: boolean;
  readonly write?: boolean;
  readonly append?: boolean;
  readonly create?: boolean;
  readonly truncate?: boolean;
  /** Fail with EEXIST if it exists (noclobber, O_EXCL). */
  readonly exclusive?: boolean;
  readonly mode?: number;
}

/** An open file description (open(2)): several descriptors may share one; it counts them. */
export interface OpenFile {
  /**
   * @param until of a pipe: no further than behind the first of these bytes, so that who looks for it need not ask
   * for one byte after the other; others do not heed it
   */
  read(max: number, until?: number): Promise<Uint8Array | null>;
  /** Resolves when all is taken. @throws SystemError `EPIPE` (no reader is left) */
  write(bytes: Uint8Array): Promise<void>;
  /** One more reference to the same description. */
  dup(): OpenFile;
  /** Gives one reference back; the last one closes. */
  close(): void;
  /**
   * poll(2): resolves when a read would not have to wait; false when `ms` have passed on the process's
   * clock before that. A read cannot be taken back, this can: programs that wait for keys or time.
   * @throws SystemError `EINTR` when a handled signal came
   */
  readable(ms?: number): Promise<boolean>;
  /** lseek(2), of regular files only: sets the offset that all who share this description share. @returns it */
  seek?(offset: number, from: 'start' | 'here' | 'end'): number;
  /** fstat(2), of regular files only: also of one that has lost its name. */
  stat?(): Stat;
  /**
   * pwrite(2), of regular files only: it never waits, and the offset stays. What does not fit on the card any
   * more is not written. @returns bytes written. @throws SystemError `ENOSPC`
   */
  writeAt?(bytes: Uint8Array, offset: number): number;
  /** ftruncate(2), of regular files only. @throws SystemError `EINVAL`, `ENOSPC` */
  truncate?(size: number): void;
  readonly kind: Stat['kind'];
  /** Present when it leads to a terminal. */
  readonly terminal?: TerminalDevice;
}

/** termios(3), as far as programs here change it. */
export interface TerminalMode {
  /** ICANON: lines are edited and delivered whole. */
  readonly canonical: boolean;
  readonly echo: boolean;
  /** ISIG: ^C ^Z ^\ make signals. */
  readonly signals: boolean;
  /** OPOST: a newline goes out as carriage return and newline. Absent: true */
  readonly post?: boolean;
  /** TOSTOP: who writes from the background is stopped by SIGTTOU. Absent: false */
  readonly stopsWriters?: boolean;
}

/** A terminal line (tty(4)): the line discipline between a screen and a session of processes. */
export interface TerminalDevice {
  readonly id: TerminalId;
  /** ttyname(3): `/dev/pts/0` */
  readonly name: string;
  mode: TerminalMode;
  readonly columns: number;
  readonly rows: number;
  /** TIOCSWINSZ: what its processes take for the size of the screen from now on. */
  resize(columns: number, rows: number): void;
  /** tcsetpgrp(3): the process group that gets keys and signals. */
  foreground: number;
}

export interface SpawnOptions {
  /** What runs: an executable's path (looked up with `which`), or code of the caller's own (a subshell). */
  readonly run: string | PiProgram;
  readonly argv: readonly string[];
  readonly env?: Record<string, string>;
  readonly cwd?: string;
  /** Descriptors of the child. The child gets references of its own; the caller's stay the caller's. */
  readonly files: ReadonlyMap<number, OpenFile>;
  /** Process group: 'new' (the child leads one) or an existing leader's pid; absent: the parent's. */
  readonly group?: 'new' | number;
  /** Become another user (sudo); absent: the parent's. @throws SystemError `EPERM` for who is not root */
  readonly user?: string;
  /** setsid(2): a session of its own, without a terminal unless `terminal` (a line of openTerminal) is given. */
  readonly session?: 'new';
  readonly terminal?: TerminalDevice;
  readonly nice?: number;
  /** Signals the child starts with ignored. */
  readonly ignore?: readonly Signal[];
  /** Absent: the parent's. Lessons start scenery with it. */
  readonly by?: Cause;
}

export interface Exit {
  readonly pid: number;
  /** As `$?` shows it. */
  readonly status: number;
  readonly signal?: Signal;
  /** Milliseconds of processor time, with that of its children: wait4(2). */
  readonly cpu: number;
  /** SIGSTOP or SIGTSTP: it lives on, stopped. */
  readonly stopped?: boolean;
}

export interface ProcessInfo {
  readonly pid: number;
  readonly parent: number;
  readonly group: number;
  readonly user: string;
  readonly argv: readonly string[];
  readonly state: 'running' | 'sleeping' | 'stopped' | 'zombie';
  readonly terminal?: TerminalId;
  /** Name of the terminal under /dev: `pts/0`. */
  readonly line?: string;
  readonly started: number;
  /** Session leader's pid. */
  readonly session: number;
  /** Milliseconds of processor time. The simulated Pi counts system calls and prices each; see kernel. */
  readonly cpu: number;
  /** Resident memory in bytes, as the simulated Pi prices a program. */
  readonly memory: number;
  /** -20 (first) to 19. Shown, and kept; the simulated Pi's processor is never short. */
  readonly nice: number;
}

/** One socket, as ss(8) lists it. */
export interface SocketInfo {
  readonly state: 'listening' | 'established';
  readonly local: Address;
  /** Absent: it listens. */
  readonly peer?: Address;
  /** Whose it is: of one's own processes, and for root of all. */
  readonly process?: { readonly pid: number; readonly program: string };
}

/** What the programs of a Pi see of the network beside connections. */
export interface PiNetwork extends Network {
  /** @param to with `protocol`: that is spoken below the bytes if `protocol` of the stream says that the other end does */
  connect(
    to: Destination & { readonly protocol?: WireProtocol },
  ): Promise<ByteStream & { readonly protocol?: WireProtocol | undefined }>;
  /** getaddrinfo(3). @returns an IPv4 address. @throws SystemError `ENOTFOUND` */
  resolve(host: string): string;
  /**
   * An ICMP echo request, and its answer. @returns milliseconds
   * @throws SystemError `ENOTFOUND`, `ENETUNREACH`, `EHOSTUNREACH` after the seconds in which nobody answers
   */
  echo(host: string): Promise<number>;
  /** Whether the cable is plugged in. */
  readonly plugged: boolean;
  /** Hosts of the LAN that this one has spoken with, as its ARP cache has them. */
  neighbours(): readonly { readonly name: string; readonly address: string }[];
  sockets(): readonly SocketInfo[];
}

/**
 * What systemctl(1), journalctl(1) and shutdown(8) ask process 1. Names of units go with or without
 * `.service`. What changes something throws SystemError `EPERM` for who is not root; `ENOENT`: there is
 * no such unit; UnitRefused: the unit cannot, its message says why.
 */
export interface InitCalls {
  units(): readonly UnitStatus[];
  unit(name: string): UnitStatus;
  /** @returns whether it is active then */
  start(name: string): Promise<boolean>;
  stop(name: string): Promise<void>;
  restart(name: string): Promise<boolean>;
  reload(name: string): Promise<void>;
  /** What services have said since the boot. root, and the groups adm and systemd-journal, see it all; others nothing. */
  journal(): readonly JournalEntry[];
  /** Resolves when there is an entry newer than `seq`. */
  logged(seq: number): Promise<void>;
  readonly planned: { readonly how: 'restart' | 'power-off'; readonly at: number } | undefined;
  /** @param at lab clock; undefined: not after all */
  plan(how: 'restart' | 'power-off', at: number | undefined): void;
  /** wall(1): shows text on every terminal. */
  broadcast(text: string): void;
}

/** An I2C bus that a process has open: i2c-dev(4), I2C_RDWR. */
export interface I2cHandle extends I2cWire {
  close(): void;
}

/** A GPIO chip that a process has open: /dev/gpiochip0 (linux/gpio.h, version 2), or its registers, /dev/gpiomem. */
export interface GpioHandle {
  /** `gpiochip0`, and what drives it: `pinctrl-bcm2835`. */
  readonly name: string;
  readonly label: string;
  readonly lines: number;
  /** @throws SystemError `EINVAL` */
  info(offset: number): LineInfo;
  /** The line is this process's until it is released, or the process ends. @throws SystemError `EBUSY`, `EINVAL` */
  request(offset: number, options: LineOptions): LineHandle;
  /** GPFSELn and its like: whoever writes there asks nobody. Absent: this is not /dev/gpiomem. @throws SystemError `EINVAL` */
  readonly registers?: PinRegisters;
  close(): void;
}

export interface LineInfo {
  /** As the device tree calls it: `GPIO17`. */
  readonly name: string;
  readonly direction: 'in' | 'out';
  /** Absent: nobody has it. */
  readonly grant?: LineGrant;
}

/** A line that a process was granted. */
export interface LineHandle {
  readonly offset: number;
  get(): Level;
  /** @throws SystemError `EPERM` for an input */
  set(level: Level): void;
  /** Hears of every change of its level, by whomever. */
  onChange(changed: (level: Level) => void): void;
  /** It stays as it is. */
  release(): void;
}

export interface PinRegisters {
  read(offset: number): PinState & { readonly level: Level };
  write(offset: number, state: Partial<PinState>): void;
}

/** Where files are edited: a page. Commands such as nano(1) wait until its editor is left. */
export interface EditorScreen {
  /** @param left called once, when it is left. @returns what tells it that nobody waits any more */
  open(wish: EditWish, left: () => void): () => void;
}

/** What a command wants to have edited. */
export interface EditWish {
  readonly host: string;
  /** Where the command was typed; absent: at no terminal. */
  readonly terminal?: TerminalId;
  /** Absolute, without symbolic links. */
  readonly path: string;
  /** From 1; absent: wherever the learner was. */
  readonly line?: number;
  /** Whose rights reading and saving have. */
  readonly user: string;
}

export interface PiProcess extends Process {
  readonly network: PiNetwork;
  readonly parent: number;
  readonly group: number;
  readonly user: string;
  /** getuid(2): who called a set-user-ID program; otherwise `user`. */
  readonly realUser: string;
  /** The first one is the one that new files belong to. */
  readonly groups: readonly string[];
  cwd: string;
  /** umask(2): bits that new files do not get. */
  umask: number;
  readonly machine: MachineInfo;
  /** Descriptor table; 0, 1 and 2 are `stdin`, `stdout`, `stderr`. */
  readonly fds: Map<number, OpenFile>;
  /** The terminal that controls this session, also when no descriptor leads to it. */
  readonly terminal?: TerminalDevice;
  readonly fs: FileSystemCalls;
  readonly init: InitCalls;

  /** @throws SystemError `ENOENT`, `EACCES`, `EISDIR`, `EEXIST`, … */
  open(path: string, flags: OpenFlags): OpenFile;
  /** open(2) of an I2C bus. @throws SystemError `ENOENT`, `EACCES`, `ENOTTY` (something else is there) */
  openI2c(path: string): I2cHandle;
  /** open(2) of a GPIO chip, or of its registers. @throws SystemError `ENOENT`, `EACCES`, `ENOTTY` */
  openGpio(path: string): GpioHandle;
  /** pipe(2): what is written to the second is read from the first; 64 KiB deep. */
  pipe(): readonly [OpenFile, OpenFile];
  /**
   * Starts a process and returns its pid at once.
   * @throws SystemError `ENOENT`, `EACCES`, `ENOEXEC` (a script without `#!`: the shell runs it), `EAGAIN` (too many processes)
   */
  spawn(options: SpawnOptions): number;
  /**
   * waitpid(2) for a child.
   * @param untraced also returns when the child stops
   * @throws SystemError `ECHILD`, `EINTR` (a handled signal came)
   */
  wait(pid: number, options?: { untraced?: boolean }): Promise<Exit>;
  /** kill(2): pid; -pgid for a group; 0 for one's own; -1 for everybody one may. @throws SystemError `ESRCH`, `EPERM` */
  kill(pid: number, signal: Signal): void;
  /** Every process of this Pi, as /proc shows it. */
  processes(): readonly ProcessInfo[];
  /**
   * openpty(3): a terminal line of its own, for script(1) and unbuffer(1): what its processes write is
   * read from `master`, what is written to `master` are its keys.
   */
  openTerminal(columns: number, rows: number): { readonly master: OpenFile; readonly line: OpenFile };
  /** reboot(2). @throws SystemError `EPERM` for who is not root */
  reboot(how: 'restart' | 'power-off'): Promise<never>;
  /** For a program that runs outside of the kernel, and may not wait for what it looks at. */
  readonly mirror: MirrorSource;
  /** Such a program is part of this process from now on. */
  attach(part: ProcessPart): void;
  /**
   * Has a file edited, and waits until the editor is left. Absent: no page shows this Pi.
   * @param path absolute, without symbolic links. @param line from 1
   */
  readonly edit?: (path: string, line?: number) => Promise<void>;
  /** Lets others run: to be called in loops that make no other call. It counts as a millisecond of processor time. */
  yield(): Promise<void>;
}

/** Path calls: relative to the process's `cwd`, with its rights. All throw SystemError. */
export interface FileSystemCalls {
  resolve(path: string): string;
  stat(path: string): Stat;
  lstat(path: string): Stat;
  /** Names in a directory, sorted by byte, without `.` and `..`. */
  list(path: string): readonly string[];
  makeDirectory(path: string, mode?: number): void;
  removeDirectory(path: string): void;
  unlink(path: string): void;
  rename(from: string, to: string): void;
  symlink(target: string, path: string): void;
  /** link(2): one more name for a file. @throws SystemError `EPERM` for a directory */
  link(existing: string, path: string): void;
  chmod(path: string, mode: number): void;
  /** @param follow false: of a link itself */
  chown(path: string, owner: string, group: string, options?: { follow?: boolean }): void;
  touch(path: string, modified?: number): void;
  truncate(path: string, size: number): void;
  /** Where a path leads once every link in it is followed: realpath(3). */
  canonical(path: string): string;
  usage(): FileSystemUsage;
  access(path: string, want: 'read' | 'write' | 'execute'): boolean;
}

/** Topics of messages that have been published, those of late first. */
export type TopicSource = () => readonly string[];

/** A command of the simulated Pi: what stands behind a file in /usr/bin. */
export interface Command {
  readonly name: string;
  /** Absolute path, or several. */
  readonly paths: readonly string[];
  /** Symbolic links beside the first of them that lead to it: `/usr/bin/python`. */
  readonly links?: readonly string[];
  readonly run: PiProgram | Program;
  /** Mode of its files; absent: 0o755. `sudo` is set-user-ID. */
  readonly mode?: number;
  /** A command whose code a page fetches late: the whole of it. */
  readonly late?: Late<Command>;
  /** What `man` shows, in English. Commands that come from elsewhere bring theirs. */
  readonly page?: ManualPage;
  /**
   * Completes a word of its command line for Tab.
   * @param words the words so far, the last one (maybe empty) to be completed
   * @param topics those seen in the lab, where there is one
   */
  readonly complete?: (words: readonly string[], process: PiProcess, topics?: TopicSource) => readonly string[];
}
