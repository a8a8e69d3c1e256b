/**
 * A command of several lines as history keeps it, one line where that means the same (bash(1),
 * `shopt -s cmdhist`): line ends become `; `, or a blank where no command may begin. Within quotes and
 * here-documents they stay.
 *
 *     for i in 1 2⏎do echo $i⏎done    for i in 1 2; do echo $i; done
 *     echo "a⏎b"                      stays as it is
 *     echo a \⏎b                      echo a b
 *     cat <<E⏎x⏎E                     stays as it is, with the last line end
 */

/** Words and operators behind which a line may end without ending a command. */
const GOES_ON = /(?:^|[\s;&|(){}])(?:do|then|else|elif|if|while|until|case|in)$|(?:\|\||&&|;;&?|;&|[|&;({])$/;
const OPENS_FUNCTION = /(?:^|[\s;])(?:function\s+[^\s()]+\s*(?:\(\))?|[^\s()]+\s*\(\))$/;
const CASE_WORD = /(?:^|[\s;])(?:case\s+\S+|for\s+[A-Za-z_]\w*)$/;
const CASE_PATTERN = /(?:^|\s|;;&?|;&)\(?[^()\s]+(?:\s*\|\s*[^()\s]+)*\)$/;

interface State {
  /** What is open at the end of a line: a quote, or words that end here-documents. */
  quote: '' | "'" | '"' | '`';
  readonly endWords: { word: string; tabs: boolean }[];
  /** `case … in` without its `esac`. */
  cases: number;
}

/** @param text every line ended by a newline */
export const joinedLines = (text: string): string => {
  const lines = text.replace(/\n$/, '').split('\n');
  const state: State = { quote: '', endWords: [], cases: 0 };
  let joined = '';
  for (const [index, line] of lines.entries()) {
    const [waiting] = state.endWords;
    if (waiting !== undefined) {
      joined += `\n${line}`;
      if ((waiting.tabs ? line.replace(/^\t+/, '') : line) === waiting.word) state.endWords.shift();
      if (state.endWords.length === 0 && index === lines.length - 1) joined += '\n';
      continue;
    }
    if (index > 0) joined = withNext(joined, line, state);
    else joined = line;
    follow(line, state);
  }
  return joined;
};

const withNext = (joined: string, line: string, state: State): string => {
  if (state.quote !== '') return `${joined}\n${line}`;
  if (/(?:^|[^\\])(?:\\\\)*\\$/.test(joined)) return joined.slice(0, -1) + line;
  const before = joined.trimEnd();
  // A here-document is over: what comes behind its end needs a line of its own.
  if (joined.includes('<<') && joined.includes('\n')) return `${joined}\n${line}`;
  if (line.trim() === '') return joined;
  if (before === '' || GOES_ON.test(before) || OPENS_FUNCTION.test(before))
    return `${joined.trimEnd()} ${line.trimStart()}`;
  if (CASE_WORD.test(before) && /^\s*in\b/.test(line)) return `${before} ${line.trimStart()}`;
  if (state.cases > 0 && CASE_PATTERN.test(before)) return `${before} ${line.trimStart()}`;
  return `${joined}; ${line.trimStart()}`;
};

/** Reads a line as far as quotes, here-documents and `case` go. */
const follow = (line: string, state: State): void => {
  for (let at = 0; at < line.length; at++) {
    const character = line[at] ?? '';
    if (state.quote !== '') {
      if (character === '\\' && state.quote !== "'") at++;
      else if (character === state.quote) state.quote = '';
    } else if (character === '\\') at++;
    else if (character === "'" || character === '"' || character === '`') state.quote = character;
    else if (character === '#' && /(?:^|\s)$/.test(line.slice(0, at))) break;
    else {
      const here = /^<<(-?)\s*(?:'([^']*)'|"([^"]*)"|\\?([^\s;&|<>()]+))/.exec(line.slice(at));
      if (here !== null && line[at + 2] !== '<') {
        state.endWords.push({ word: here[2] ?? here[3] ?? here[4] ?? '', tabs: here[1] === '-' });
        at += here[0].length - 1;
      }
    }
  }
  state.cases += (line.match(/\bcase\b/g) ?? []).length - (line.match(/\besac\b/g) ?? []).length;
};
