/**
 * What strace has seen of a broker: in order, what concerns its store and its acknowledgements.
 *
 *     1234  pwrite64(21</tmp/x/mosquitto.db-wal>, "\x00\x00"..., 4096, 32) = 4096     log
 *     1234  fdatasync(21</tmp/x/mosquitto.db-wal>) = 0                                sync
 *     1234  write(24<socket:[99]>, "\x40\x02\x00\x01"..., 4) = 4                      puback
 */
export type Seen = 'log' | 'sync' | 'puback';

/** Arguments of strace, for a process that runs. */
export const straceTo = (file: string, pid: number): readonly string[] => [
  '-f',
  '-p',
  String(pid),
  '-y',
  '-x',
  '-s',
  '8',
  '-e',
  'trace=pwrite64,fsync,fdatasync,write,writev,sendto,sendmsg',
  '-o',
  file,
];

export function seenIn(trace: string): Seen[] {
  return trace.split('\n').flatMap((line): Seen[] => {
    if (/ pwrite64\(\d+<[^>]*-wal>/.test(line)) return ['log'];
    if (/ f(data)?sync\(\d+<[^>]*-wal>/.test(line)) return ['sync'];
    if (/ (write|writev|sendto|sendmsg)\(\d+<(socket|TCP)[^>]*>.*"\\x40\\x02/.test(line)) return ['puback'];
    return [];
  });
}

/** Of how many writes of PUBACKs the store was waited for, since it was last written to; and of how many it was not. */
export function syncedBefore(seen: readonly Seen[]): { readonly synced: number; readonly unsynced: number } {
  let [synced, unsynced, isSafe] = [0, 0, false];
  for (const what of seen) {
    if (what === 'log') isSafe = false;
    else if (what === 'sync') isSafe = true;
    else if (isSafe) synced++;
    else unsynced++;
  }
  return { synced, unsynced };
}
