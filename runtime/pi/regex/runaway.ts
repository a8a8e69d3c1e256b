/**
 * Regular expressions that JavaScript reads are tried way by way, and a repetition inside a repetition
 * has more ways than anybody can wait for: `(a+)+b` on thirty a's takes hours. Nothing can stop it
 * once it has begun, so such expressions are refused before, and with them a few that would do no harm.
 *
 *     a+b  (abc)+  (\d{2}:)*  (a|b)+  (a+)b     may be tried
 *     (a+)+  (a*b)*  ((x|y*)z){2,}  (a|a)*        may not
 *     (\d+\.)+                                   may: what is repeated inside cannot go on into what ends it
 */

/** Source that JavaScript can read. @returns whether it may take for ever on some text */
export const mayRunAway = (source: string): boolean => {
  const plain = source.replace(/\\[\s\S]|\[(?:\\[\s\S]|[^\]\\])*\]/g, letterFor);
  let rest = plain;
  for (;;) {
    const inner = /\(([^()]*)\)([*+]|\{\d+,\d*\})?/.exec(rest);
    if (inner === null) return false;
    const [whole, group = '', times] = inner;
    const body = group.replace(/^\?(?:<?[=!]|:|<\w+>)/, '');
    const repeats = body.includes(REPEATS) || /[*+]|\{\d+,\d*\}/.test(body);
    if (times !== undefined && (repeats ? !isDelimited(body) : hasEqualBeginnings(body))) return true;
    rest = rest.replace(whole, () => (repeats || times !== undefined ? REPEATS : OTHER));
  }
};

/** Stands for a group that repeats, or has something in it that does. */
const REPEATS = '\x01';
const DIGIT = '\x02';
const WORD = '\x03';
const OTHER = '\x04';
const PUNCTUATION = '\x05';

/** One letter for an escape or a set, as far as they must be told apart. */
const letterFor = (escaped: string): string => {
  if (escaped === '\\d' || escaped === '[0-9]') return DIGIT;
  if (escaped === '\\w' || /^\[(?:[a-z]-[a-z]|[A-Z]-[A-Z]|0-9|\w(?!-))+\]$/.test(escaped)) return WORD;
  return /^\\[-./,:;@#_ ]$/.test(escaped) ? PUNCTUATION : OTHER;
};

/** `\d+\.` and `,\w+`: one repetition, and a sign at an end of it that it cannot take. */
const isDelimited = (body: string): boolean => /^(?:[\x02\x03]\+[-,:;@#/ \x05]|[-,:;@#/ \x05][\x02\x03]\+)$/.test(body);

/** `a|ab`: two ways begin alike. */
const hasEqualBeginnings = (body: string): boolean => {
  const beginnings = body.split('|').map((way) => way.charAt(0).toLowerCase());
  if (beginnings.length === 1) return body.includes('?');
  if (body.includes('?') || beginnings.includes('.') || beginnings.includes('')) return true;
  const isVague = beginnings.some((each) => each < ' ');
  return isVague || new Set(beginnings).size < beginnings.length;
};
