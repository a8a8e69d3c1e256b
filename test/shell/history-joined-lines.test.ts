import { expect, test } from 'vitest';
import { joinedLines } from '#runtime/pi/shell/joined-lines.ts';

test.each([
  ['for i in 1 2\ndo echo $i\ndone\n', 'for i in 1 2; do echo $i; done'],
  ['if true\nthen\necho a\nelse\necho b\nfi\n', 'if true; then echo a; else echo b; fi'],
  ['f() {\necho a\n}\n', 'f() { echo a; }'],
  ['f()\n{\necho a\n}\n', 'f() { echo a; }'],
  ['function f\n{\necho a\n}\n', 'function f { echo a; }'],
  ['echo "a\nb"\n', 'echo "a\nb"'],
  ["echo 'a\nb'\n", "echo 'a\nb'"],
  ['echo a |\ncat\n', 'echo a | cat'],
  ['echo a &&\necho b\n', 'echo a && echo b'],
  ['case x in\nx)\necho a\n;;\nesac\n', 'case x in x) echo a; ;; esac'],
  ['while false\ndo :\ndone\n', 'while false; do :; done'],
  ['(\necho a\n)\n', '( echo a; )'],
  ['{\necho a\n\n}\n', '{ echo a; }'],
  ['echo a \\\nb\n', 'echo a b'],
  ['read x <<E\na\nE\n', 'read x <<E\na\nE\n'],
  ['for i\nin 1 2\ndo :\ndone\n', 'for i in 1 2; do :; done'],
  ['echo a\n', 'echo a'],
])('%j is kept as %j', (typed, kept) => {
  expect(joinedLines(typed)).toBe(kept);
});
