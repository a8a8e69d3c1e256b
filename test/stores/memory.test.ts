import { MemoryDisk, MemoryRecords } from '../kit/memory-records.ts';
import { testStore } from './contract.ts';

let disk = new MemoryDisk();
testStore('records in memory', {
  open: () => Promise.resolve(new MemoryRecords(disk)),
  erase() {
    disk = new MemoryDisk();
    return Promise.resolve();
  },
  runs: 50,
});
