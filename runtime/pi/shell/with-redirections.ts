import type { OpenFile } from '../system.ts';
import type { Redirection } from './ast.ts';
import { redirect, RedirectionProblem } from './redirect.ts';
import type { Shell } from './shell.ts';

/**
 * Runs something in this shell with descriptors changed, and puts them back.
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
  try {
    await redirect(shell, redirections, table, opened);
    replaceAll(fds, table);
    return await run();
  } catch (error) {
    if (!(error instanceof RedirectionProblem)) throw error;
    replaceAll(fds, before);
    await shell.complain(error.message);
    return 1;
  } finally {
    replaceAll(fds, before);
    for (const file of opened) file.close();
  }
};

const replaceAll = (fds: Map<number, OpenFile>, table: ReadonlyMap<number, OpenFile>): void => {
  fds.clear();
  for (const [fd, file] of table) fds.set(fd, file);
};
