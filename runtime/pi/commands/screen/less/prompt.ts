/**
 * The prompt at the foot of the screen, by less's own little language (less(1), PROMPTS):
 *
 *     %f   the file            ?e(END).      what stands before the full stop, if it is the end
 *     %lt  the top line        ?e(END):more. or else what stands behind the colon
 *     %t   blanks at the end are cut off       \: a colon, \. a full stop, \% a percent sign
 */
export interface PromptFacts {
  /** Empty: standard input. */
  readonly file: string;
  /** From 1. */
  readonly index: number;
  readonly files: number;
  /** The next one's name. */
  readonly next: string | undefined;
  /** Nothing was done in this file yet. */
  readonly isFresh: boolean;
  readonly atEnd: boolean;
  /** Line numbers, from 1; undefined where they are not known. */
  readonly top: number | undefined;
  readonly bottom: number | undefined;
  readonly lines: number | undefined;
  /** The byte behind the bottom line; of how many. */
  readonly byte: number | undefined;
  readonly bytes: number | undefined;
}

export const PROMPTS = {
  short: '?n?f%f .?m(file %i of %m) ..?e(END) ?x- Next\\: %x..%t',
  medium: '?n?f%f .?m(file %i of %m) ..?e(END) ?x- Next\\: %x.:?pB%pB\\%:byte %bB?s/%s...%t',
  long: '?f%f .?n?m(file %i of %m) ..?ltlines %lt-%lb?L/%L. :byte %bB?s/%s. .?e(END) ?x- Next\\: %x.:?pB%pB\\%..%t',
  status: '?f%f .?m(file %i of %m) .?ltlines %lt-%lb?L/%L. .?bBbyte %bB?s/%s. .?e(END) ?x- Next\\: %x.:?pB%pB\\%..%t',
  help: 'HELP -- ?eEND -- Press g to see it again:Press RETURN for more., or q when done',
} as const;

/** @returns the prompt; empty when the template comes to nothing */
export const promptOf = (template: string, facts: PromptFacts): string => {
  const parts = Array.from(template.matchAll(/\\[^]|[%?](?:[lbdpPB][tmbBj]|[^])|[^]/gu), ([part]) => part);
  let at = 0;
  /** Up to the `.` or `:` that ends it, or the end of all. */
  const clause = (isNested: boolean): string => {
    let text = '';
    for (; at < parts.length; at++) {
      const part = parts[at] ?? '';
      if (isNested && (part === '.' || part === ':')) return text;
      if (part.startsWith('?') && part.length > 1) {
        at++;
        const holds = factOf(part.slice(1), facts) !== undefined;
        const yes = clause(true);
        let no = '';
        if (parts[at] === ':') {
          at++;
          no = clause(true);
        }
        text += holds ? yes : no;
      } else if (part === '%t') text = text.trimEnd();
      else if (part.startsWith('%') && part.length > 1) text += factOf(part.slice(1), facts) ?? '?';
      else text += part.startsWith('\\') ? part.slice(1) : part;
    }
    return text;
  };
  return clause(false);
};

const factOf = (name: string, facts: PromptFacts): string | undefined => {
  const { byte, bytes } = facts;
  switch (name) {
    case 'a':
    case 'n':
      return facts.isFresh ? '' : undefined;
    case 'f':
      return facts.file === '' ? undefined : facts.file;
    case 'i':
      return String(facts.index);
    case 'm':
      return facts.files > 1 ? String(facts.files) : undefined;
    case 'x':
      return facts.next;
    case 'e':
      return facts.atEnd ? '' : undefined;
    case 'lt':
      return facts.top?.toString();
    case 'lb':
    case 'lB':
      return facts.bottom?.toString();
    case 'L':
      return facts.lines?.toString();
    case 's':
    case 'B':
      return bytes?.toString();
    case 'bB':
    case 'bb':
      return byte?.toString();
    case 'pB':
    case 'pb':
      return byte === undefined || bytes === undefined || bytes === 0
        ? undefined
        : String(Math.floor((byte * 100) / bytes));
    default:
      return undefined;
  }
};
