/**
 * What an author writes inside `<Step>`, taken apart: the title (its first `##`), the choices of a
 * question, the answers to mistakes and the hints, wherever they stand, and the text that is left.
 * The components Hint, Mistake and Choice mark their content with tags of our own, which never nest:
 *
 *     <kleber-mistake data-id="wrong-topic">…</kleber-mistake>
 */

export interface StepParts {
  /** HTML of the heading's content; undefined: the step has none. */
  readonly title: string | undefined;
  /** The text above the choices; of a task all of it. */
  readonly text: string;
  /** The text below the choices. */
  readonly textAfter: string;
  readonly hints: readonly string[];
  readonly mistakes: readonly NamedPart[];
  readonly choices: readonly NamedPart[];
}

export interface NamedPart {
  readonly id: string;
  readonly html: string;
}

export function splitStep(html: string): StepParts {
  const hints: string[] = [];
  const mistakes: NamedPart[] = [];
  const choices: NamedPart[] = [];
  let title: string | undefined;
  const [text = '', ...after] = html
    .replace(PART, (_, kind: string, id: string | undefined, content: string) => {
      if (kind === 'hint') hints.push(inParagraph(content));
      else if (kind === 'mistake') mistakes.push({ id: id ?? '', html: inParagraph(content) });
      // A choice stands beside its button, in a line.
      else choices.push({ id: id ?? '', html: content.trim().replace(/^<p>([\s\S]*)<\/p>$/, '$1') });
      return kind === 'choice' && choices.length === 1 ? CHOICES_HERE : '';
    })
    .replace(/<h2[^>]*>([\s\S]*?)<\/h2>/, (_, content: string) => {
      title = content;
      return '';
    })
    // Paragraphs that held nothing but such parts.
    .replace(/<p>\s*<\/p>/g, '')
    .replace(/<p>\s*(<kleber-choices>)\s*<\/p>/, '$1')
    .split(CHOICES_HERE);
  return { title, text: text.trim(), textAfter: after.join('').trim(), hints, mistakes, choices };
}

const PART = /<kleber-(hint|mistake|choice)(?: data-id="([^"]*)")?>([\s\S]*?)<\/kleber-\1>/g;
const CHOICES_HERE = '<kleber-choices>';

/** Sets clauses of the standard, `[MQTT-4.7.3-4]`, in the type of machines. */
export const markClauses = (html: string): string =>
  html.replace(/\[MQTT-\d+(?:\.\d+)+-\d+\]/g, '<cite class="lesson-clause">$&</cite>');

/** One line inside a component is text without a paragraph. */
const inParagraph = (html: string): string => {
  const content = html.trim();
  return /^<(?:p|pre|ul|ol|div|figure|table|section|blockquote)\b/.test(content) ? content : `<p>${content}</p>`;
};
