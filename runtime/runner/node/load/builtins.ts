/** What `import` and `require` find without a file: modules of node, and the packages that this Pi has. */
export type ModuleExports = Readonly<Record<string, unknown>>;

export type Builtin =
  /** There at once. */
  | { readonly exports: () => ModuleExports }
  /** Big, and fetched when a program first asks for it. */
  | { readonly fetched: () => Promise<ModuleExports> };

export class Builtins {
  readonly #table: Readonly<Record<string, Builtin>>;
  readonly #made = new Map<string, ModuleExports>();

  /** @param table by name, without `node:` */
  constructor(table: Readonly<Record<string, Builtin>>) {
    this.#table = table;
  }

  get names(): readonly string[] {
    return Object.keys(this.#table);
  }

  has(name: string): boolean {
    return Object.hasOwn(this.#table, name);
  }

  /** Whether `exports` can be asked for. */
  isThere(name: string): boolean {
    const builtin = this.#table[name];
    return this.#made.has(name) || (builtin !== undefined && 'exports' in builtin);
  }

  async fetch(name: string): Promise<void> {
    const builtin = this.#table[name];
    if (builtin !== undefined && 'fetched' in builtin && !this.#made.has(name))
      this.#made.set(name, await builtin.fetched());
  }

  /** @throws Error it has not been fetched */
  exports(name: string): ModuleExports {
    const made = this.#made.get(name);
    if (made !== undefined) return made;
    const builtin = this.#table[name];
    if (builtin === undefined || !('exports' in builtin)) throw new Error(`${name} has not been fetched yet`);
    const exports = builtin.exports();
    this.#made.set(name, exports);
    return exports;
  }
}
