/**
 * A small, sound lesson in a folder outside the project, with one fault planted: a check must name
 * it by file, line and field, and name nothing else.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { checkLesson } from '#runtime/authoring/check.ts';
import { inWords } from '#runtime/authoring/problem.ts';

const LESSON = `import { defineLesson, delivered, mistake, printed, question, quiet, subscribed, task } from 'kleber/lesson';

export const lesson = defineLesson({
  lab: { terminals: ['rpi-broker', 'rpi-broker'] },
  teaches: ['mosquitto_sub -t', 'mosquitto_pub -t -m'],
  steps: [
    task('listen', {
      goal: subscribed({ filter: 'a' }),
      solution: { 'rpi-broker#1': 'mosquitto_sub -t a' },
      mistakes: [
        mistake('no-topic', {
          seen: printed({ program: 'mosquitto_sub', text: /You must specify a topic/ }),
          example: { 'rpi-broker#1': 'mosquitto_sub' },
        }),
        mistake('too-much', {
          seen: subscribed({ filter: '#' }),
          example: { 'rpi-broker#1': "mosquitto_sub -t '#'" },
        }),
      ],
    }),
    question('later', {
      choices: ['yes', 'no'],
      right: 'no',
      experiment: quiet({ for: 3, after: subscribed({ filter: 'b' }), of: delivered({ topic: 'b' }) }),
      solution: { 'rpi-broker#2': 'mosquitto_sub -t b', answer: 'no' },
    }),
  ],
});
`;

const TEXT = `---
title: Planted
summary: One line
goal: Find the fault.
minutes: 5
remember: [one, two, three]
trainer:
  aim: To see it named.
  questions: [Where?]
  lookUp: When it is found.
---

<Step id="listen">
## Listen

Type this:

\`\`\`sh rpi-broker#1
mosquitto_sub -t a
\`\`\`

<Hint>Look.</Hint>
<Mistake id="no-topic">No topic.</Mistake>
<Mistake id="too-much">Too much.</Mistake>
</Step>

<Step id="later">
## Later

Who knows?

<Choice id="yes">Yes</Choice>
<Choice id="no">No</Choice>
<Hint>Try it.</Hint>
</Step>
`;

export type PlantedFile = 'lesson.ts' | 'en.mdx' | 'de.mdx';

export interface Fault {
  readonly file: PlantedFile;
  /** Text that occurs once in the sound file. */
  readonly replace: string;
  readonly by: string;
}

/**
 * @param options.brought what lies below `files/`
 * @returns what the check says of the lesson, its folder cut off: `de.mdx:25: …`
 */
export async function checkPlanted(
  faults: readonly Fault[],
  options: { proof?: boolean; brought?: Readonly<Record<string, string | Uint8Array>> } = {},
): Promise<readonly string[]> {
  const { brought = {}, ...rest } = options;
  const parent = mkdtempSync(join(tmpdir(), 'kleber-lesson-'));
  const path = join(parent, '01-planted');
  mkdirSync(path);
  try {
    const files: Record<PlantedFile, string> = { 'lesson.ts': LESSON, 'en.mdx': TEXT, 'de.mdx': TEXT };
    for (const { file, replace, by } of faults) {
      if (files[file].split(replace).length !== 2) throw new Error(`"${replace}" should occur once in ${file}`);
      files[file] = files[file].replace(replace, () => by);
    }
    for (const [file, text] of Object.entries(files)) writeFileSync(join(path, file), text);
    for (const [file, content] of Object.entries(brought)) {
      mkdirSync(dirname(join(path, 'files', file)), { recursive: true });
      writeFileSync(join(path, 'files', file), content);
    }
    const folder = { name: '01-planted', path, shown: path };
    const problems = await checkLesson(folder, { course: [folder], ...rest });
    return problems.map((problem) => inWords(problem).replace(`${path}/`, ''));
  } finally {
    rmSync(parent, { recursive: true });
  }
}
