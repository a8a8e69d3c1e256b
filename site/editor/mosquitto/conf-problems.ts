/**
 * What the broker objects to in a mosquitto.conf, line by line, found by the parser that the broker
 * itself starts with. The broker ends at the first wrong line; here that line is taken out and the
 * rest read once more, so that all of them are seen at once.
 *
 *     max_qos 3                    line 1: Error: Invalid max_qos value (3).
 *     lisener 1883                 line 2: Error: Unknown configuration variable "lisener".
 *     connection garden            line 3: Error: Invalid bridge configuration: no remote addresses defined.
 */
import { parseConfig, type Parsed } from '#runtime/config/parse.ts';
import { SystemError } from '#runtime/ports.ts';
import type { LineProblem } from './line-problem.ts';

/** After this many nobody reads on, and each costs one more reading. */
const MOST_PROBLEMS = 50;
/** What follows such a line belongs to it: without it, all of that would be wrong too. */
const BEGINS_A_BLOCK = /^ *(?:listener|connection)(?: |$)/;

/**
 * @param path as the broker would name it; what `include_dir` includes is not looked at
 * @returns in the order of the lines
 */
export async function confProblems(text: string, path: string): Promise<LineProblem[]> {
  const lines = text.split('\n');
  const problems: LineProblem[] = [];
  let parsed = await parseLines(lines, path);
  while ('error' in parsed && problems.length < MOST_PROBLEMS) {
    const [message = '', where] = parsed.error;
    const line = lineNamed(where, path);
    if (line === undefined) {
      problems.push({ line: lineOfBridge(lines), severity: 'error', message });
      break;
    }
    problems.push({ line, severity: 'error', message });
    if (BEGINS_A_BLOCK.test(lines[line - 1] ?? '')) break;
    lines[line - 1] = '';
    parsed = await parseLines(lines, path);
  }
  for (const [index, note] of parsed.notes.entries()) {
    if (note.level === 'info') continue;
    problems.push({ line: await lineOfNote(lines, path, index), severity: 'warning', message: note.text });
  }
  return problems.sort((a, b) => a.line - b.line);
}

function parseLines(lines: readonly string[], path: string): Promise<Parsed> {
  const bytes = new TextEncoder().encode(lines.join('\n'));
  return parseConfig(path, {
    read(wanted) {
      if (wanted !== path) throw new SystemError('ENOENT', wanted);
      return Promise.resolve(bytes);
    },
    list: () => [],
  });
}

/** `Error found at FILE:LINE.` of this file. */
function lineNamed(where: string | undefined, path: string): number | undefined {
  const found = where?.startsWith(`Error found at ${path}:`) === true ? /:(\d+)\.$/.exec(where)?.[1] : undefined;
  return found === undefined ? undefined : Number(found);
}

/** What is wrong with a whole bridge is said where the last one begins. */
function lineOfBridge(lines: readonly string[]): number {
  return Math.max(lines.findLastIndex((line) => /^ *connection(?: |$)/.test(line)) + 1, 1);
}

/** Notes carry no line: it is the last one of the shortest beginning of the file that leads to so many. */
async function lineOfNote(lines: readonly string[], path: string, index: number): Promise<number> {
  let [without, including] = [0, lines.length];
  while (including - without > 1) {
    const middle = (without + including) >> 1;
    const { notes } = await parseLines(lines.slice(0, middle), path);
    if (notes.length > index) including = middle;
    else without = middle;
  }
  return including;
}
