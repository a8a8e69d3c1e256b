/**
 * What the broker objects to in an ACL file, line by line, found by its own parser.
 *
 *     topic house+                 line 1: Error: Invalid ACL topic "house+" in acl_file "FILE".
 *     topic READ house/#           line 2: Error: Invalid topic access type "READ" in acl_file "FILE".
 */
import { parseAclFile } from '#runtime/config/acl-file.ts';
import type { LineProblem } from './line-problem.ts';

const MOST_PROBLEMS = 50;

/** @param path as the broker would name it. @returns in the order of the lines */
export function aclProblems(text: string, path: string): LineProblem[] {
  const lines = text.split('\n');
  const parse = (some: readonly string[]) => parseAclFile(new TextEncoder().encode(some.join('\n')), path);
  const problems: LineProblem[] = [];
  let parsed = parse(lines);
  while ('error' in parsed && problems.length < MOST_PROBLEMS) {
    problems.push({ line: parsed.line, severity: 'error', message: parsed.error });
    lines[parsed.line - 1] = '';
    parsed = parse(lines);
  }
  // Each note is about one line: read alone, that line leads to it.
  for (const [index, line] of lines.entries()) {
    for (const { text: message } of parse([line]).notes) {
      problems.push({ line: index + 1, severity: 'warning', message });
    }
  }
  return problems.sort((a, b) => a.line - b.line);
}
