/** The shell's variables; the exported ones are the environment of what it starts. */
export class Variables {
  readonly #values = new Map<string, string>();
  readonly #exported = new Set<string>();

  /** @param environment what the shell was started with: all of it is exported */
  constructor(environment: Readonly<Record<string, string>> = {}) {
    for (const [name, value] of Object.entries(environment)) {
      this.#values.set(name, value);
      this.#exported.add(name);
    }
  }

  get(name: string): string | undefined {
    return this.#values.get(name);
  }

  set(name: string, value: string): void {
    this.#values.set(name, value);
  }

  unset(name: string): void {
    this.#values.delete(name);
    this.#exported.delete(name);
  }

  /** A name may be exported before it has a value. */
  export(name: string, exported = true): void {
    if (exported) this.#exported.add(name);
    else this.#exported.delete(name);
  }

  isExported(name: string): boolean {
    return this.#exported.has(name);
  }

  /** Names that have a value, and exported ones without, in order. */
  names(): string[] {
    return [...new Set([...this.#values.keys(), ...this.#exported])].toSorted();
  }

  environment(): Record<string, string> {
    const environment: Record<string, string> = {};
    for (const name of this.#exported) {
      const value = this.#values.get(name);
      if (value !== undefined) environment[name] = value;
    }
    return environment;
  }

  clone(): Variables {
    const copy = new Variables();
    for (const [name, value] of this.#values) copy.set(name, value);
    for (const name of this.#exported) copy.export(name);
    return copy;
  }
}

/** A name that can be assigned to. */
export const isName = (text: string): boolean => /^[A-Za-z_][A-Za-z0-9_]*$/.test(text);

/** As `set` and `export -p` write a value, to be read again by a shell. */
export const quoteValue = (value: string): string =>
  /^[A-Za-z0-9_@%+=:,./-]+$/.test(value) || value === '' ? value : `'${value.replaceAll("'", "'\\''")}'`;
