import type { Settings } from '#runtime/broker/broker.ts';
import { lastIn, type PersistenceOptions } from '#runtime/broker/persistence/persistence.ts';
import type { ManualClock } from '#runtime/lab/clock.ts';
import { brokerInMemory } from '../broker/in-memory.ts';
import type { BrokerInMemory } from '../broker/in-memory.ts';
import { manualClock } from '../kit/clock.ts';
import { MemoryDisk, MemoryRecords } from '../kit/memory-records.ts';

export interface PersistentRoom extends BrokerInMemory {
  readonly disk: MemoryDisk;
  readonly store: MemoryRecords;
  /** The broker is killed: what was not committed is gone. Another begins with what the disk has. */
  crash(): PersistentRoom;
  /** The broker ends in order, and another begins. */
  restart(): Promise<PersistentRoom>;
}

export interface RoomOptions {
  readonly disk?: MemoryDisk;
  readonly clock?: ManualClock;
  readonly slow?: boolean;
  readonly settings?: Partial<Settings>;
  readonly persistence?: Omit<PersistenceOptions, 'store'>;
}

/** A broker in memory whose store is in memory, too. */
export function persistentRoom(options: RoomOptions = {}): PersistentRoom {
  const { disk = new MemoryDisk(), clock = manualClock(), slow = false, settings = {}, persistence = {} } = options;
  const store = new MemoryRecords(disk, slow);
  const room = brokerInMemory({ clock, settings, persistence: lastIn({ ...persistence, store }) });
  const next = (): PersistentRoom => persistentRoom({ ...options, disk, clock: manualClock(clock.now()) });
  return {
    ...room,
    disk,
    store,
    crash() {
      store.abandon();
      return next();
    },
    async restart() {
      room.broker.close();
      await store.close();
      return next();
    },
  };
}
