/** What the page's editor asks of a Pi's files, and what it is told. Paths are absolute. */
import type { Stat } from '#runtime/pi/system.ts';
import type { SystemErrorCode } from '#runtime/ports.ts';

export type FileRequest =
  | { readonly kind: 'list'; readonly path: string }
  | { readonly kind: 'read'; readonly path: string }
  /**
   * Creates or replaces the content, all of it or nothing; mode and owner of what is there stay. `began`: what the
   * editor had read, for `changed`; empty for a new file, which replaces none that way; absent: replaces whatever is there.
   */
  | { readonly kind: 'save'; readonly path: string; readonly bytes: Uint8Array; readonly began?: Uint8Array }
  /** `EEXIST`: there is something of that name. */
  | { readonly kind: 'rename'; readonly path: string; readonly to: string }
  /** A file, or an empty directory. */
  | { readonly kind: 'remove'; readonly path: string }
  | { readonly kind: 'make-directory'; readonly path: string }
  /** The content as it was delivered; `ENOENT`: there was none. */
  | { readonly kind: 'delivered'; readonly path: string }
  /** Tells of changes at, below and above these paths by `files-changed` from now on, instead of earlier ones of this Pi. */
  | { readonly kind: 'watch'; readonly paths: readonly string[] };

export interface FileEntry {
  readonly name: string;
  /** Of a symbolic link itself. */
  readonly stat: Stat;
  /** What a symbolic link leads to; absent: to nothing that can be seen. */
  readonly leads?: Stat;
}

export type FileAnswer =
  | { readonly kind: 'list'; readonly entries: readonly FileEntry[] }
  | { readonly kind: 'read' | 'delivered'; readonly bytes: Uint8Array; readonly stat: Stat; readonly mayWrite: boolean }
  | { readonly kind: 'done'; readonly stat?: Stat }
  /** Somebody else has changed it since `began`: nothing was saved. */
  | { readonly kind: 'changed'; readonly bytes: Uint8Array }
  /** `EHOSTUNREACH`: the Pi is not up. `ESRCH`: the command whose rights were wanted waits no more. */
  | { readonly kind: 'refused'; readonly code: SystemErrorCode; readonly path: string }
  /** More than 2 MiB: no work for an editor in a page. */
  | { readonly kind: 'too-large'; readonly size: number };
