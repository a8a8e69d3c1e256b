/** Paths as strings, as coreutils take them apart. */

/** `a/b//` → `a/b`; `//` → `/` */
export const withoutSlashes = (path: string): string => path.replace(/(.)\/+$/s, '$1').replace(/^\/+$/, '/');

/** The last part: `/a/b/` → `b`, `/` → `/`. */
export const lastName = (path: string): string => {
  const trimmed = withoutSlashes(path);
  return trimmed === '/' ? '/' : trimmed.slice(trimmed.lastIndexOf('/') + 1);
};

/** What comes before it: `/a/b/` → `/a`, `a` → `.`, `/a` → `/`. */
export const directoryName = (path: string): string => {
  const trimmed = withoutSlashes(path);
  const slash = trimmed.lastIndexOf('/');
  if (slash < 0) return '.';
  return withoutSlashes(trimmed.slice(0, slash)) || '/';
};

/** `a` and `b` → `a/b`, `a/` and `b` → `a/b`. */
export const inDirectory = (directory: string, name: string): string =>
  directory.endsWith('/') ? `${directory}${name.replace(/^\/+/, '')}` : `${directory}/${name.replace(/^\/+/, '')}`;
