import { execFileSync } from 'node:child_process';

/** What is fetched only when it is needed, and might then lie where another user may not read. */
const LATE = [
  () => import('./secure-server.ts'),
  () => import('./socks-proxy.ts'),
  () => import('./sqlite-records.ts'),
  () => import('./tls-socket.ts'),
  () => import('./websocket-server.ts'),
];

/** Node's types leave the first one out. */
interface IdentityCalls {
  initgroups?(user: string, group: number): void;
  setgid?(group: number): void;
  setuid?(user: string): void;
}

/** @see Process.becomeUser; undefined where there are no users of that kind, as on Windows */
export async function becomeUser(name: string): Promise<'done' | 'stays' | 'root' | 'unknown' | undefined> {
  if (process.getuid === undefined) return undefined;
  if (process.getuid() !== 0) return 'stays';
  if (name === 'root') return 'root';
  const group = groupOf(name);
  if (group === undefined) return 'unknown';
  await Promise.all(LATE.map((load) => load()));
  const calls: IdentityCalls = process;
  calls.initgroups?.(name, group);
  calls.setgid?.(group);
  calls.setuid?.(name);
  return 'done';
}

/** Id of the group of a user; undefined: there is no such user. */
function groupOf(name: string): number | undefined {
  try {
    return Number(execFileSync('id', ['-g', '--', name], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }));
  } catch {
    return undefined;
  }
}
