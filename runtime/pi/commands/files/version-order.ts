/**
 * Names with numbers in them, as people count (gnulib's filevercmp): a1, a2, a10; a~ before a; what
 * looks like an extension decides last: a.txt, a1.txt.
 */
export const versionOrder = (a: string, b: string): number => {
  if (a === b) return 0;
  for (const first of ['.', '..']) {
    if (a === first) return -1;
    if (b === first) return 1;
  }
  const isHidden = (name: string) => name.startsWith('.');
  if (isHidden(a) !== isHidden(b)) return isHidden(a) ? -1 : 1;
  const bare = (name: string) => name.replace(/(\.[A-Za-z~][A-Za-z0-9~]*)*$/, '') || name;
  return compare(bare(a), bare(b)) || compare(a, b);
};

const weight = (character: string | undefined): number => {
  if (character === undefined || /\d/.test(character)) return 0;
  if (character === '~') return -1;
  return /[A-Za-z]/.test(character) ? character.charCodeAt(0) : character.charCodeAt(0) + 256;
};

const compare = (a: string, b: string): number => {
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    while ((i < a.length && !/\d/.test(a[i] ?? '')) || (j < b.length && !/\d/.test(b[j] ?? ''))) {
      const difference = weight(a[i]) - weight(b[j]);
      if (difference !== 0) return difference;
      i += 1;
      j += 1;
    }
    const [left = ''] = /^\d*/.exec(a.slice(i)) ?? [];
    const [right = ''] = /^\d*/.exec(b.slice(j)) ?? [];
    const difference = BigInt(left || '0') - BigInt(right || '0');
    if (difference !== 0n) return difference < 0n ? -1 : 1;
    i += left.length;
    j += right.length;
  }
  return 0;
};
