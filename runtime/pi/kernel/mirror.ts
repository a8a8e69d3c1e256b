import { pathsOf } from '../files/paths-of.ts';
import type { NodeSnapshot, FileTreeSnapshot } from '../files/snapshot.ts';
import { SystemError } from '#runtime/ports.ts';
import type { HardwareSnapshot } from '#hardware/sim/pi-hardware.ts';
import type { MirrorSource, MirrorWatcher } from '../mirror-source.ts';
import type { Task } from './task.ts';

/** What programs look at that ask what machine this is and how it fares. */
const LIVE = [
  '/proc/device-tree/model',
  '/proc/cpuinfo',
  '/proc/loadavg',
  '/proc/meminfo',
  '/proc/uptime',
  '/proc/version',
  '/sys/class/thermal/thermal_zone0/temp',
  '/sys/firmware/devicetree/base/model',
];

export class Mirror implements MirrorSource {
  readonly hardware?: () => HardwareSnapshot;
  readonly #task: Task;

  constructor(task: Task) {
    this.#task = task;
    const { hardware } = task.kernel;
    if (hardware !== undefined) this.hardware = () => hardware.wired.snapshot();
  }

  files(): FileTreeSnapshot {
    return this.#task.kernel.tree.snapshot();
  }

  fileAt(path: string): NodeSnapshot | undefined {
    return this.#task.kernel.tree.snapshotAt(path, true)?.node;
  }

  paths(path: string): readonly string[] {
    return pathsOf(this.#task.kernel.tree, path);
  }

  elsewhere(path: string, inode?: number): readonly string[] {
    const { tree } = this.#task.kernel;
    const there = tree.exists(path) ? tree.stat(path) : undefined;
    const number = inode ?? there?.inode;
    if (number === undefined || there?.kind === 'directory') return [];
    return there?.inode === number && there.links === 1 ? [] : tree.namesOf(number);
  }

  live(): readonly (readonly [path: string, text: string])[] {
    const { tree } = this.#task.kernel;
    const decoder = new TextDecoder();
    return LIVE.flatMap((path) => {
      try {
        return [[path, decoder.decode(tree.readFile(path))] as const];
      } catch (error) {
        // Not every Pi has a thermometer.
        if (error instanceof SystemError && error.code === 'ENOENT') return [];
        throw error;
      }
    });
  }

  watch(watcher: MirrorWatcher): () => void {
    const { kernel } = this.#task;
    kernel.fileWatchers.add(watcher);
    const endHardware = kernel.hardware?.wired.watch(() => watcher.hardwareChanged());
    return () => {
      kernel.fileWatchers.delete(watcher);
      endHardware?.();
    };
  }
}
