/** One place that names statements: a test's title, a row of its table, or a line that keeps them. */
export interface Mention {
  readonly file: string;
  /** 1 is the first. */
  readonly line: number;
  /** The titles around it, then its own; without tags. Empty for a line of the machine room. */
  readonly title: readonly string[];
  /** `MQTT-3.1.2-24`; a tag of a section only, `[MQTT-2.2.3]`, names no statement. */
  readonly tags: readonly string[];
}

const TAG = /\[(MQTT5?-\d+(?:\.\d+)+-\d+)\]/g;
/** A string on one line that holds a tag; prettier never breaks one. */
const TAGGED_STRING = /(['"`])((?:\\.|(?!\1)[^\\])*\[MQTT5?-\d(?:\\.|(?!\1)[^\\])*)\1/g;
const DESCRIBE = /^(\s*)describe(?:\.\w+(?:\([^'"`]*?\))?)*\((['"`])((?:\\.|(?!\2).)*)\2/;
const COMMENT = /^\s*(?:\/\/|\*|\/\*)/;

const tagsIn = (text: string): string[] => [...text.matchAll(TAG)].map(([, tag = '']) => tag);

/** A title as people read it: without tags, and with … for what a table puts in. */
export const readable = (title: string): string =>
  title
    .replace(/\[MQTT5?-[^\]]*\]/g, '')
    .replace(/\$\{[^}]*\}|%[sdijofc]|\$\w+/g, '…')
    .replace(/\\(['"`])/g, '$1')
    .replace(/\s+/g, ' ')
    .replace(/^[\s…]+$|\s+$/g, '')
    .trim();

/**
 * The tests of a file that name statements, found in its text: nothing is run.
 *
 * @example `it('closes after a while [MQTT-3.1.2-24]', …)` within `describe('keep alive', …)`:
 * title `['keep alive', 'closes after a while']`, tags `['MQTT-3.1.2-24']`
 */
export function taggedTitles(file: string, source: string): Mention[] {
  const around: { indent: number; title: string }[] = [];
  const mentions: Mention[] = [];
  for (const [index, text] of source.split('\n').entries()) {
    if (COMMENT.test(text)) continue;
    const [, indent, , describe] = DESCRIBE.exec(text) ?? [];
    if (indent !== undefined && describe !== undefined) {
      while ((around.at(-1)?.indent ?? -1) >= indent.length) around.pop();
      around.push({ indent: indent.length, title: describe });
    }
    const indentation = text.search(/\S/);
    for (const [, , own = ''] of text.matchAll(TAGGED_STRING)) {
      // What is only a tag, or expected of something, is no title.
      if (readable(own) === '' || text.includes('expect(')) continue;
      const outer = around.filter((each) => each.indent < indentation && each.title !== own).map(({ title }) => title);
      mentions.push({
        file,
        line: index + 1,
        title: [...outer, own].map(readable).filter((title) => title !== ''),
        tags: tagsIn(own),
      });
    }
  }
  return mentions;
}

/** The lines of the machine room that keep statements: a comment's tag, or the clause of a refusal. */
export function taggedLines(file: string, source: string): Mention[] {
  return source.split('\n').flatMap((text, index) => {
    const named = [...text.matchAll(/[['"`](MQTT5?-\d+(?:\.\d+)+-\d+)[\]'"`]/g)].map(([, tag = '']) => tag);
    return named.length === 0 ? [] : [{ file, line: index + 1, title: [], tags: named }];
  });
}
