/** The right-hand side of `s`: `[&]`, `\2 \1`, `\U&\E!`, `a\nb`. */
import type { PosixMatch } from '../../../posix-regex.ts';
import { sedEscape } from './delimited.ts';
import type { CaseChange, ReplacementPart } from './script.ts';

export const parseReplacement = (text: string): readonly ReplacementPart[] => {
  const parts: ReplacementPart[] = [];
  let plain = '';
  const add = (part: ReplacementPart): void => {
    if (plain !== '') parts.push({ kind: 'text', text: plain });
    plain = '';
    parts.push(part);
  };
  for (let at = 0; at < text.length; at++) {
    const character = text[at] ?? '';
    if (character === '&') add({ kind: 'group', index: 0 });
    if (character === '&') continue;
    if (character !== '\\' || at + 1 >= text.length) {
      plain += character;
      continue;
    }
    const next = text[++at] ?? '';
    if (/\d/.test(next)) add({ kind: 'group', index: Number(next) });
    else if (isCaseChange(next)) add({ kind: 'case', change: next });
    else {
      const escape = sedEscape(text, at);
      plain += escape?.text ?? next;
      at += (escape?.length ?? 1) - 1;
    }
  }
  if (plain !== '') parts.push({ kind: 'text', text: plain });
  return parts;
};

const isCaseChange = (letter: string): letter is CaseChange => letter !== '' && 'ulULE'.includes(letter);

export const replaced = (parts: readonly ReplacementPart[], match: PosixMatch): string => {
  let text = '';
  let lasting: 'U' | 'L' | undefined;
  let once: 'u' | 'l' | undefined;
  for (const part of parts) {
    if (part.kind === 'case') {
      if (part.change === 'u' || part.change === 'l') once = part.change;
      else {
        lasting = part.change === 'E' ? undefined : part.change;
        once = undefined;
      }
      continue;
    }
    const plain = part.kind === 'text' ? part.text : (match.group(part.index) ?? '');
    if (plain === '') continue;
    let shown = lasting === undefined ? plain : Array.from(plain, lasting === 'U' ? upper : lower).join('');
    if (once !== undefined) {
      const first = String.fromCodePoint(plain.codePointAt(0) ?? 0);
      shown = (once === 'u' ? upper(first) : lower(first)) + shown.slice(first.length);
      once = undefined;
    }
    text += shown;
  }
  return text;
};

/** towupper(3): one character stays one; `ß` has no other form. */
const upper = (character: string): string => oneOr(character.toUpperCase(), character);
const lower = (character: string): string => oneOr(character.toLowerCase(), character);
const oneOr = (changed: string, character: string): string => ([...changed].length === 1 ? changed : character);
