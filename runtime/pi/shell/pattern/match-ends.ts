import type { PatternNode } from './read-pattern.ts';

/** Characters of a text; a string will do where each of them is one unit. */
export type Characters = ArrayLike<string>;

export const charactersOf = (text: string): Characters => (/[\ud800-\udfff]/.test(text) ? Array.from(text) : text);

/** Places in a text, from 0 to its length: 1 where one is in the set. */
type Places = Uint8Array;

/**
 * Where matches of a pattern end that begin at `starts`. Works on all places at once, one piece of the
 * pattern after the other: no pattern makes it go back and forth for ever.
 */
export const matchEnds = (nodes: readonly PatternNode[], text: Characters, starts: Places, nocase: boolean): Places => {
  let places = starts;
  for (const node of nodes) places = endsOf(node, text, places, nocase);
  return places;
};

export const placeAt = (text: Characters, place: number): Places => {
  const places = new Uint8Array(text.length + 1);
  places[place] = 1;
  return places;
};

const endsOf = (node: PatternNode, text: Characters, starts: Places, nocase: boolean): Places => {
  const ends = new Uint8Array(starts.length);
  switch (node.kind) {
    case 'text': {
      const { characters } = node;
      for (let place = 0; place + characters.length < starts.length; place++) {
        if (starts[place] === 1 && hasAt(text, place, characters, nocase)) ends[place + characters.length] = 1;
      }
      return ends;
    }
    case 'one':
      for (let place = 0; place < text.length; place++) {
        if (starts[place] === 1 && node.test(text[place] ?? '')) ends[place + 1] = 1;
      }
      return ends;
    case 'any': {
      const first = starts.indexOf(1);
      return first < 0 ? ends : ends.fill(1, first);
    }
    case 'group':
      return groupEnds(node, text, starts, nocase);
  }
};

const same = (a: string, b: string): boolean => a === b || a.toLowerCase() === b.toLowerCase();

const hasAt = (text: Characters, place: number, characters: readonly string[], nocase: boolean): boolean => {
  for (let i = 0; i < characters.length; i++) {
    const [wanted, found] = [characters[i] ?? '', text[place + i] ?? ''];
    if (nocase ? !same(wanted, found) : wanted !== found) return false;
  }
  return true;
};

const groupEnds = (
  { how, choices }: PatternNode & { kind: 'group' },
  text: Characters,
  starts: Places,
  nocase: boolean,
): Places => {
  const once = (from: Places): Places => {
    const ends = new Uint8Array(from.length);
    for (const choice of choices) union(ends, matchEnds(choice, text, from, nocase));
    return ends;
  };
  if (how === '!') return complement(once, text, starts);
  const ends = how === '@' || how === '+' ? new Uint8Array(starts.length) : starts.slice();
  let round = once(starts);
  // Each further round must bring a new place, so there are no more of them than places.
  while (union(ends, round) && (how === '*' || how === '+')) round = once(round);
  return ends;
};

/** `!(…)`: whatever the choices do not match as a whole. */
const complement = (once: (from: Places) => Places, text: Characters, starts: Places): Places => {
  const ends = new Uint8Array(starts.length);
  for (let place = 0; place < starts.length; place++) {
    if (starts[place] !== 1) continue;
    const matched = once(placeAt(text, place));
    for (let end = place; end < ends.length; end++) if (matched[end] !== 1) ends[end] = 1;
  }
  return ends;
};

/** Adds places. @returns whether there was a new one */
const union = (places: Places, more: Places): boolean => {
  let grown = false;
  for (let place = 0; place < places.length; place++) {
    if (more[place] !== 1 || places[place] === 1) continue;
    places[place] = 1;
    grown = true;
  }
  return grown;
};
