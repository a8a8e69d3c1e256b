/** The commands in a code block: one a line; a line that ends in a backslash goes on in the next. */
export const commandLines = (text: string): readonly string[] =>
  text
    .replace(/\n$/, '')
    .split(/(?<!\\)\n/)
    .filter((line) => line.trim() !== '');

const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'", nbsp: '\u00a0' };

/** The text of rendered HTML: without tags, entities resolved. */
export const textOf = (html: string): string =>
  html
    .replace(/<[^>]*>/g, '')
    .replace(/&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi, (whole, hex?: string, decimal?: string, name?: string) => {
      if (hex !== undefined) return String.fromCodePoint(Number.parseInt(hex, 16));
      if (decimal !== undefined) return String.fromCodePoint(Number(decimal));
      return ENTITIES[name ?? ''] ?? whole;
    });
