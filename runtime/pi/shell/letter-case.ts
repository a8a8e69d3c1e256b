/**
 * Letters as towupper(3) and towlower(3) change them: one character becomes one character. `ß` has no
 * upper case of its own and stays, where JavaScript would write `SS`.
 */
const each = (text: string, change: (character: string) => string): string => {
  if (/^[\x20-\x7e]*$/.test(text)) return change(text);
  return Array.from(text, (character) => {
    const changed = change(character);
    return [...changed].length === 1 ? changed : character;
  }).join('');
};

export const upperCase = (text: string): string => each(text, (character) => character.toUpperCase());

export const lowerCase = (text: string): string => each(text, (character) => character.toLowerCase());
