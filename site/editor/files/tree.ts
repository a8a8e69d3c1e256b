/** What of a Pi's file tree is unfolded, and what is in it. */
import { signal, type ReadonlySignal } from '@preact/signals';
import type { FileEntry } from '#runtime/lab/file-messages.ts';
import type { SystemErrorCode } from '#runtime/ports.ts';
import type { LabConnection } from '../../client/lab-connection.ts';
import type { Desk } from './desk.ts';

export type Listing =
  | { readonly is: 'reading' }
  | { readonly is: 'listed'; readonly entries: readonly FileEntry[] }
  | { readonly is: 'refused'; readonly code: SystemErrorCode };

export interface TreeRow {
  readonly path: string;
  readonly name: string;
  /** From 1. */
  readonly depth: number;
  /** Absent: a root, of which nothing was asked. */
  readonly entry?: FileEntry;
  readonly isDirectory: boolean;
  readonly isOpen: boolean;
  /** Of a directory that is unfolded, while there is nothing to show in it. */
  readonly note?: 'reading' | 'empty' | SystemErrorCode;
}

export class Tree {
  readonly host: string;
  /** Files whose names begin with a dot are shown. */
  readonly dotfiles = signal(false);
  readonly home: string;
  readonly #lab: Pick<LabConnection, 'files'>;
  readonly #desk: Desk;
  readonly #open = signal<ReadonlyMap<string, Listing>>(new Map());

  constructor(lab: Pick<LabConnection, 'files'>, desk: Desk, host: string, home: string) {
    this.#lab = lab;
    this.#desk = desk;
    this.host = host;
    this.home = home;
    this.unfold(home);
  }

  get open(): ReadonlySignal<ReadonlyMap<string, Listing>> {
    return this.#open;
  }

  toggle(path: string): void {
    if (this.#open.peek().has(path)) this.fold(path);
    else this.unfold(path);
  }

  unfold(path: string): void {
    if (this.#open.peek().has(path)) return;
    this.#set(path, { is: 'reading' });
    void this.#list(path);
  }

  fold(path: string): void {
    const open = new Map(this.#open.peek());
    open.delete(path);
    this.#replace(open);
  }

  /** These changed on the Pi: what is shown of them is read again. */
  changed(paths: readonly string[]): void {
    for (const shown of this.#open.peek().keys()) {
      if (paths.some((path) => path === shown || parent(path) === shown)) void this.#list(shown);
    }
  }

  /** Home first, then the whole tree; what is unfolded, below. */
  rows(): readonly TreeRow[] {
    return [this.home, '/'].flatMap((root) => this.#rows({ path: root, name: root, depth: 1, isDirectory: true }));
  }

  #rows(row: Omit<TreeRow, 'isOpen' | 'note'>): TreeRow[] {
    const listing = row.isDirectory ? this.#open.value.get(row.path) : undefined;
    if (listing === undefined) return [{ ...row, isOpen: false }];
    const below = listing.is === 'listed' ? this.#visible(listing.entries) : [];
    const note =
      listing.is === 'refused'
        ? listing.code
        : listing.is === 'reading'
          ? 'reading'
          : below.length === 0
            ? 'empty'
            : undefined;
    return [
      { ...row, isOpen: true, ...(note === undefined ? {} : { note }) },
      ...below.flatMap((entry) =>
        this.#rows({
          path: row.path === '/' ? `/${entry.name}` : `${row.path}/${entry.name}`,
          name: entry.name,
          depth: row.depth + 1,
          entry,
          isDirectory: entry.stat.kind === 'directory',
        }),
      ),
    ];
  }

  #visible(entries: readonly FileEntry[]): readonly FileEntry[] {
    const isDirectory = ({ stat }: FileEntry): number => (stat.kind === 'directory' ? 0 : 1);
    return entries
      .filter(({ name }) => this.dotfiles.value || !name.startsWith('.'))
      .toSorted((a, b) => isDirectory(a) - isDirectory(b) || (a.name < b.name ? -1 : 1));
  }

  async #list(path: string): Promise<void> {
    const answer = await this.#lab.files(this.host, { kind: 'list', path });
    if (!this.#open.peek().has(path)) return;
    if (answer.kind === 'list') this.#set(path, { is: 'listed', entries: answer.entries });
    else if (answer.kind === 'refused') this.#set(path, { is: 'refused', code: answer.code });
    else throw new Error(`the lab answered "${answer.kind}" to the request "list" of the editor`);
  }

  #set(path: string, listing: Listing): void {
    this.#replace(new Map(this.#open.peek()).set(path, listing));
  }

  #replace(open: ReadonlyMap<string, Listing>): void {
    this.#open.value = open;
    this.#desk.shown.value = new Map(this.#desk.shown.peek()).set(this.host, [...open.keys()]);
  }
}

const parent = (path: string): string => path.slice(0, path.lastIndexOf('/')) || '/';
