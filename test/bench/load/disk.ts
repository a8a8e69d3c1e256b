import { closeSync, fdatasyncSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** How often a second the disk can be waited for, where brokers of the bench have their files: what bounds `--durable`. */
export function syncsPerSecond(ms = 500): number {
  const folder = mkdtempSync(join(tmpdir(), 'kleber-disk-'));
  const file = openSync(join(folder, 'syncs'), 'w');
  const page = Buffer.alloc(4096, 7);
  let count = 0;
  const from = performance.now();
  try {
    for (; performance.now() - from < ms; count++) {
      writeSync(file, page);
      fdatasyncSync(file);
    }
    return (count / (performance.now() - from)) * 1000;
  } finally {
    closeSync(file);
    rmSync(folder, { recursive: true });
  }
}
