import type { GpioHandle, I2cHandle, LineHandle, OpenFile, PiProcess } from '#runtime/pi/system.ts';
import { SystemError } from '#runtime/ports.ts';
import type { Deed } from '../protocol.ts';

/**
 * Does on the Pi what the program has done in its mirror, with the rights of the process. No call of it waits: the
 * order is that in which the program did them.
 */
export class Deeds {
  /** How many have been done so far, or tried. */
  count = 0;
  readonly #process: PiProcess;
  readonly #files = new Map<number, OpenFile>();
  readonly #buses = new Map<string, I2cHandle>();
  readonly #chips = new Map<string, GpioHandle>();
  readonly #lines = new Map<number, LineHandle>();
  #isActing = false;

  constructor(process: PiProcess) {
    this.#process = process;
  }

  /** One is being done: what changes at this moment is known to the mirror. */
  get isActing(): boolean {
    return this.#isActing;
  }

  /** Of a file that the program has open; undefined: it is none. */
  inodeOf(fd: number): number | undefined {
    return this.#files.get(fd)?.stat?.().inode;
  }

  /** @throws SystemError it is not as the mirror thought */
  act(deed: Deed): void {
    this.count += 1;
    this.#isActing = true;
    try {
      this.#act(deed);
    } finally {
      this.#isActing = false;
    }
  }

  #act(deed: Deed): void {
    const { fs } = this.#process;
    switch (deed.kind) {
      case 'open':
        return this.#open(deed.fd, this.#process.open(deed.path, deed.flags));
      case 'write':
        this.#write(deed.fd, deed.bytes, deed.offset);
        return;
      case 'truncate-open':
        this.#file(deed.fd).truncate?.(deed.size);
        return;
      case 'close':
        return this.#close(deed.fd);
      case 'truncate':
        return fs.truncate(deed.path, deed.size);
      case 'unlink':
        return fs.unlink(deed.path);
      case 'remove-directory':
        return fs.removeDirectory(deed.path);
      case 'make-directory':
        return fs.makeDirectory(deed.path, deed.mode);
      case 'rename':
        return fs.rename(deed.from, deed.path);
      case 'link':
        return fs.link(deed.from, deed.path);
      case 'symlink':
        return fs.symlink(deed.target, deed.path);
      case 'chmod':
        return fs.chmod(deed.path, deed.mode);
      case 'chown':
        return fs.chown(deed.path, deed.owner, deed.group);
      case 'touch':
        return fs.touch(deed.path, deed.modified);
      case 'chdir':
        this.#process.cwd = deed.path;
        return;
      case 'umask':
        this.#process.umask = deed.mask;
        return;
      case 'i2c':
        this.#bus(deed.device).transfer(deed.address, deed.out, deed.length);
        return;
      case 'line-request':
        this.#lines.set(deed.offset, this.#chip(deed.device).request(deed.offset, deed.options));
        return;
      case 'line-set':
        this.#lines.get(deed.offset)?.set(deed.level);
        return;
      case 'line-release':
        this.#lines.get(deed.offset)?.release();
        this.#lines.delete(deed.offset);
        return;
      case 'pin':
        this.#chip(deed.device).registers?.write(deed.offset, deed.state);
        return;
    }
  }

  /** In the table of the process too, where /proc shows it. */
  #open(fd: number, file: OpenFile): void {
    this.#files.set(fd, file);
    this.#process.fds.set(fd, file);
  }

  #close(fd: number): void {
    this.#file(fd).close();
    this.#files.delete(fd);
    this.#process.fds.delete(fd);
  }

  #write(fd: number, bytes: Uint8Array, offset: number): void {
    const written = this.#file(fd).writeAt?.(bytes, offset) ?? bytes.length;
    if (written < bytes.length) throw new SystemError('ENOSPC');
  }

  #file(fd: number): OpenFile {
    const file = this.#files.get(fd);
    if (file === undefined) throw new SystemError('EBADF');
    return file;
  }

  #bus(device: string): I2cHandle {
    return this.#opened(this.#buses, device, () => this.#process.openI2c(device));
  }

  #chip(device: string): GpioHandle {
    return this.#opened(this.#chips, device, () => this.#process.openGpio(device));
  }

  #opened<Handle>(handles: Map<string, Handle>, device: string, open: () => Handle): Handle {
    const handle = handles.get(device) ?? open();
    handles.set(device, handle);
    return handle;
  }
}
