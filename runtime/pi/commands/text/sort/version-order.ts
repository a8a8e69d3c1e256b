/**
 * How `sort -V` and `ls -v` order names with numbers in them (gnulib's filevercmp).
 *
 *     a1.2~rc  a1.2  a1.9  a1.10     numbers by their value, ~ before everything, even the end
 *     .x  x                          names with a dot first
 *     a.tar  a-1.tar                 what looks like a suffix counts only when all else is equal
 */
const SUFFIX = /(?:\.[A-Za-z~][A-Za-z0-9~]*)*$/;

export const compareVersions = (a: string, b: string): number => {
  if (a === b) return 0;
  if (a === '' || b === '') return a === '' ? -1 : 1;
  if (a.startsWith('.') !== b.startsWith('.')) return a.startsWith('.') ? -1 : 1;
  for (const first of ['.', '..']) if (a === first || b === first) return a === first ? -1 : 1;
  const [shortA, shortB] = [withoutSuffix(a), withoutSuffix(b)];
  return compareParts(shortA, shortB) || compareParts(a, b);
};

const withoutSuffix = (text: string): string => text.slice(0, Math.max(1, SUFFIX.exec(text)?.index ?? text.length));

const isDigit = (text: string, at: number): boolean => at < text.length && /\d/.test(text[at] ?? '');

const order = (text: string, at: number): number => {
  if (at >= text.length) return -1;
  const character = text[at] ?? '';
  if (/\d/.test(character)) return 0;
  if (/[A-Za-z]/.test(character)) return character.charCodeAt(0);
  return character === '~' ? -2 : character.charCodeAt(0) + 256;
};

const compareParts = (a: string, b: string): number => {
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    while ((i < a.length && !isDigit(a, i)) || (j < b.length && !isDigit(b, j))) {
      const difference = order(a, i) - order(b, j);
      if (difference !== 0) return difference;
      i++;
      j++;
    }
    while (a[i] === '0') i++;
    while (b[j] === '0') j++;
    let first = 0;
    while (isDigit(a, i) && isDigit(b, j)) {
      if (first === 0) first = a.charCodeAt(i) - b.charCodeAt(j);
      i++;
      j++;
    }
    if (isDigit(a, i)) return 1;
    if (isDigit(b, j)) return -1;
    if (first !== 0) return first;
  }
  return 0;
};
