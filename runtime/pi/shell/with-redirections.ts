import type { OpenFile } from '../system.ts';
import type { Redirection } from './ast.ts';
import { redirect, RedirectionProblem } from './redirect.ts';
import type { Shell } from './shell.ts';

/**
 * Runs something in this shell with descriptors changed, and puts them back. What `exec` has opened for good
 * meanwhile (`{ exec 3<f; } 2>/dev/null`) stays, unless these redirections have hidden it.
 * @returns 1 if a redirection failed; it is reported
 */
export const withRedirections = async (
  shell: Shell,
  redirections: readonly Redirection[],
  run: () => Promise<number>,
): Promise<number> => {
  if (redirections.length === 0) return run();
  const { fds } = shell.process;
  const before = new Map(fds);
  const table = new Map(fds);
  const opened: OpenFile[] = [];
  const kept: OpenFile[] = [];
  let changed: ReadonlySet<number> = new Set();
  try {
    kept.push(...(await redirect(shell, redirections, table, opened)));
    changed = differences(before, table);
    replaceAll(fds, table);
    return await run();
  } catch (error) {
    if (!(error instanceof RedirectionProblem)) throw error;
    await shell.complain(error.message);
    return 1;
  } finally {
    for (const fd of changed) {
      const file = before.get(fd);
      if (kept.includes(table.get(fd) as OpenFile)) continue;
      if (file === undefined) fds.delete(fd);
      else fds.set(fd, file);
    }
    for (const file of opened) if (!kept.includes(file)) file.close();
  }
};

const differences = (before: ReadonlyMap<number, OpenFile>, after: ReadonlyMap<number, OpenFile>): Set<number> => {
  const all = new Set([...before.keys(), ...after.keys()]);
  return new Set([...all].filter((fd) => before.get(fd) !== after.get(fd)));
};

export const replaceAll = (fds: Map<number, OpenFile>, table: ReadonlyMap<number, OpenFile>): void => {
  fds.clear();
  for (const [fd, file] of table) fds.set(fd, file);
};
