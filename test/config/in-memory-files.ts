import type { ConfigFiles } from '#runtime/config/parse.ts';
import { SystemError } from '#runtime/ports.ts';

/** Files by their path, and the directories that they are in. */
export function inMemoryFiles(files: Readonly<Record<string, string | Uint8Array>>): ConfigFiles {
  const within = (path: string): string[] => {
    const directory = `${path.replace(/\/+$/, '')}/`;
    const names = Object.keys(files)
      .filter((each) => each.startsWith(directory))
      .map((each) => each.slice(directory.length).split('/')[0] ?? '');
    return [...new Set(names)];
  };
  return {
    async read(named) {
      const path = named.replace(/\/+/g, '/');
      const found = files[path];
      if (found === undefined) throw new SystemError(within(path).length > 0 ? 'EISDIR' : 'ENOENT', path);
      return typeof found === 'string' ? new TextEncoder().encode(found) : found;
    },
    async list(path) {
      if (path in files) throw new SystemError('ENOTDIR', path);
      const names = within(path);
      if (names.length === 0) throw new SystemError('ENOENT', path);
      return names;
    },
  };
}
