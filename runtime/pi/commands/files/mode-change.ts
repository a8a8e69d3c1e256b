/**
 * Modes as chmod(1), mkdir -m and find -perm take them.
 *
 *     644  u=rw,go=r  +x  a-w  g+s  o=u  u+rwX  =     yes
 *     999  u+q  rwx  u                                no
 *
 * Without a letter for whom, the bits of the umask are left alone: `+w` is u+w under umask 022.
 */
const ALL = 0o7777;
const SET_ID = 0o6000;

interface Change {
  readonly operator: '+' | '-' | '=';
  /** 0: nobody was named. */
  readonly affected: number;
  readonly value: number;
  readonly copies: 'u' | 'g' | 'o' | undefined;
  /** X */
  readonly executeIfAny: boolean;
  readonly mentioned: number;
}

const WHO: Readonly<Record<string, number>> = { u: 0o4700, g: 0o2070, o: 0o1007, a: ALL };
const WHAT: Readonly<Record<string, number>> = { r: 0o444, w: 0o222, x: 0o111, s: SET_ID, t: 0o1000, X: 0 };

export type ModeChange = readonly Change[];

/** @returns undefined for what is no mode */
export const readMode = (text: string): ModeChange | undefined => {
  if (/^[0-7]+$/.test(text)) {
    const value = parseInt(text, 8);
    if (value > ALL) return undefined;
    const mentioned = text.length < 5 ? (value & SET_ID) | 0o1777 : ALL;
    return [{ operator: '=', affected: ALL, value, copies: undefined, executeIfAny: false, mentioned }];
  }
  const changes: Change[] = [];
  for (const clause of text.split(',')) {
    const parts = /^([ugoa]*)((?:[-+=](?:[ugo]|[rwxXst]*|[0-7]+))+)$/.exec(clause);
    if (parts === null) return undefined;
    const affected = [...(parts[1] ?? '')].reduce((mask, letter) => mask | (WHO[letter] ?? 0), 0);
    for (const [, operator, what = ''] of (parts[2] ?? '').matchAll(/([-+=])([^-+=]*)/g)) {
      const isOctal = /^[0-7]+$/.test(what);
      if (isOctal && (affected !== 0 || parseInt(what, 8) > ALL)) return undefined;
      const copies = /^[ugo]$/.test(what) ? (what as 'u' | 'g' | 'o') : undefined;
      const value = isOctal ? parseInt(what, 8) : [...what].reduce((mask, letter) => mask | (WHAT[letter] ?? 0), 0);
      changes.push({
        operator: operator as Change['operator'],
        affected: isOctal ? ALL : affected,
        value,
        copies,
        executeIfAny: what.includes('X'),
        mentioned: isOctal ? ALL : operator === '=' ? affected || ALL : affected === 0 ? value : affected & value,
      });
    }
  }
  return changes;
};

const copied = (mode: number, from: 'u' | 'g' | 'o'): number =>
  ((mode >> (from === 'u' ? 6 : from === 'g' ? 3 : 0)) & 7) * 0o111;

/** What a mode becomes. The set-ID bits of a directory stay unless they are named. */
export const changedMode = (mode: number, isDirectory: boolean, umask: number, changes: ModeChange): number => {
  let now = mode & ALL;
  for (const change of changes) {
    let value = change.copies === undefined ? change.value : copied(now, change.copies);
    if (change.executeIfAny && (isDirectory || (now & 0o111) !== 0)) value |= 0o111;
    const left = (isDirectory ? SET_ID : 0) & ~change.mentioned;
    value &= (change.affected === 0 ? ~umask : change.affected) & ~left;
    if (change.operator === '+') now |= value;
    else if (change.operator === '-') now &= ~value;
    else now = (now & ((change.affected === 0 ? 0 : ~change.affected) | left)) | value;
  }
  return now & ALL;
};
