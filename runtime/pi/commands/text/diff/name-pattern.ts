/** A pattern of file names as fnmatch(3) has them: `*.o`, `?x`, `[a-c]*`. @returns whether a name matches */
export const namePattern = (pattern: string): ((name: string) => boolean) => {
  let source = '';
  for (const [part, escaped, set] of pattern.matchAll(/\\([^])|\[([!^]?\]?[^\]]*)\]|[^]/gu)) {
    if (escaped !== undefined) source += literal(escaped);
    else if (set !== undefined) source += `[${set.replace(/^!/, '^').replace(/[\\\]]/g, '\\$&')}]`;
    else source += part === '*' ? '[^]*' : part === '?' ? '[^]' : literal(part);
  }
  const regex = new RegExp(`^(?:${source})$`, 'u');
  return (name) => regex.test(name);
};

const literal = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
