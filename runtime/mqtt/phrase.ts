import type { Phrase } from '#runtime/ports.ts';

/**
 * A dictionary's sentence has places to fill in: `keep alive {seconds} s`. A place without a value
 * stays as it is, so that the slip can be seen.
 */
export function fill(text: string, values: Readonly<Record<string, string | number>> = {}): string {
  return text.replace(/\{([A-Za-z]+)\}/g, (place, name: string) => {
    const value = Object.hasOwn(values, name) ? values[name] : undefined;
    return value === undefined ? place : String(value);
  });
}

/**
 * A phrase of this folder in the dictionary's language (`phrases.en.ts`, `phrases.de.ts`). The
 * values `field` and `sender` are names of ours and are translated too; all others are said as they are.
 *
 * @throws RangeError when the dictionary does not have the phrase
 */
export function say(phrase: Phrase, phrases: Readonly<Record<string, string>>): string {
  const text = phrases[phrase.id];
  if (text === undefined) throw new RangeError(`The dictionary has no phrase ${phrase.id}`);
  const { field, sender, ...values } = phrase.values ?? {};
  return fill(text, {
    ...values,
    ...(field !== undefined && { field: phrases[`field.${field}`] ?? field }),
    ...(sender !== undefined && { sender: phrases[`sender.${sender}`] ?? sender }),
  });
}
