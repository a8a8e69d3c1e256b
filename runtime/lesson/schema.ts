/**
 * What a lesson must look like, for authors: strict, so that a slip of the pen is named and not
 * passed over. The types say most of it already; this says it for those who have no editor, and it
 * says what types cannot: ids that are taken, terminals that the lab lacks, filters that are none.
 */
import * as v from 'valibot';
import { check, checkIssues } from './check-schema.ts';
import { PANEL_NAMES, type Lesson, type Script, type Step } from './lesson.ts';
import { host, id, issueOf, sentence, unknownKey, type LessonIssue } from './schema-parts.ts';

export type { LessonIssue };

const scriptPart = v.record(
  v.string(),
  v.union([v.string(), v.array(v.string())], "should be a line, or several: ['…', '…']"),
);
const script = v.union(
  [scriptPart, v.pipe(v.array(scriptPart), v.nonEmpty())],
  "should say what is typed where: { 'rpi-broker#1': '…' }",
);
const mistakes = v.optional(v.array(v.strictObject({ id, seen: check, example: script }, unknownKey)));

const task = v.strictObject({ kind: v.literal('task'), id, goal: check, solution: script, mistakes }, unknownKey);
const question = v.strictObject(
  {
    kind: v.literal('question'),
    id,
    choices: v.pipe(v.array(id), v.minLength(2, 'a question needs at least two choices')),
    right: id,
    experiment: v.optional(check),
    solution: script,
    mistakes,
  },
  unknownKey,
);

const lessonSchema = v.strictObject(
  {
    lab: v.strictObject(
      {
        terminals: v.pipe(v.array(host, '`terminals` should be a list of hosts'), v.nonEmpty('a lab needs a terminal')),
        running: v.optional(v.record(v.string(), sentence('a command line'))),
        panels: v.optional(
          v.array(v.picklist(PANEL_NAMES, `a panel is one of ${PANEL_NAMES.join(', ')}`), '`panels` should be a list'),
        ),
      },
      unknownKey,
    ),
    teaches: v.optional(v.array(sentence('what is taught'))),
    steps: v.pipe(
      v.array(v.variant('kind', [task, question], 'should be task(…) or question(…)'), '`steps` should be a list'),
      v.nonEmpty('a lesson needs a step'),
    ),
  },
  unknownKey,
);

/**
 * @param hosts the machines that a lab has
 * @returns everything that is wrong with a lesson; empty: nothing
 */
export function lessonIssues(value: unknown, hosts: readonly string[]): readonly LessonIssue[] {
  const result = v.safeParse(lessonSchema, value);
  if (!result.success) return result.issues.map(issueOf);
  const lesson = value as Lesson;
  return [...labIssues(lesson, hosts), ...lesson.steps.flatMap((step, at) => stepIssues(lesson, step, at))];
}

function labIssues({ lab, steps }: Lesson, hosts: readonly string[]): LessonIssue[] {
  const known = hosts.join(', ');
  const issues: LessonIssue[] = [];
  lab.terminals.forEach((name, at) => {
    if (!hosts.includes(name))
      issues.push({ path: ['lab', 'terminals', at], message: `there is no host "${name}"; there are ${known}` });
  });
  for (const name of Object.keys(lab.running ?? {})) {
    if (!hosts.includes(name))
      issues.push({ path: ['lab', 'running', name], message: `there is no host "${name}"; there are ${known}` });
  }
  const panels = lab.panels ?? [];
  return [
    ...issues,
    ...taken(panels).map((at) => ({ path: ['lab', 'panels', at], message: `"${panels[at]}" is listed twice` })),
    ...taken(steps.map((step) => step.id)).map((at) => twice(['steps', at, 'id'], steps[at]!.id, 'step')),
  ];
}

function stepIssues(lesson: Lesson, step: Step, at: number): LessonIssue[] {
  const path = ['steps', at];
  const issues: LessonIssue[] = [];
  const goal = step.kind === 'task' ? step.goal : step.experiment;
  const name = step.kind === 'task' ? 'goal' : 'experiment';
  if (goal !== undefined) {
    issues.push(...checkIssues(goal, [...path, name]));
    if (goal.proof !== 'wire') {
      issues.push({
        path: [...path, name],
        message: `what is printed, ended or answered proves nothing alone: join it with a packet, as in all(delivered(…), ${goal.kind}(…))`,
      });
    }
  }
  issues.push(...scriptIssues(lesson, step, step.solution, [...path, 'solution']));
  if (step.kind === 'question') issues.push(...questionIssues(step, path));
  const mistakes = step.mistakes ?? [];
  mistakes.forEach((mistake, number) => {
    const here = [...path, 'mistakes', number];
    issues.push(...checkIssues(mistake.seen, [...here, 'seen']));
    issues.push(...scriptIssues(lesson, step, mistake.example, [...here, 'example']));
  });
  for (const number of taken(mistakes.map((mistake) => mistake.id))) {
    issues.push(twice([...path, 'mistakes', number, 'id'], mistakes[number]!.id, 'mistake of this step'));
  }
  return issues;
}

function questionIssues(step: Step & { kind: 'question' }, path: readonly (string | number)[]): LessonIssue[] {
  const issues = taken(step.choices).map((at) => twice([...path, 'choices', at], step.choices[at]!, 'choice'));
  if (!step.choices.includes(step.right)) {
    issues.push({
      path: [...path, 'right'],
      message: `"${step.right}" is none of the choices ${step.choices.join(', ')}`,
    });
  }
  const answers = [step.solution].flat().map((part) => part.answer);
  if (!answers.includes(step.right)) {
    issues.push({
      path: [...path, 'solution'],
      message: `the solution should give the answer too: answer: '${step.right}'`,
    });
  }
  return issues;
}

function scriptIssues(lesson: Lesson, step: Step, script: Script, path: readonly (string | number)[]): LessonIssue[] {
  const terminals = terminalIds(lesson);
  const issues: LessonIssue[] = [];
  const several = Array.isArray(script);
  [script].flat().forEach((part, at) => {
    for (const [key, value] of Object.entries(part)) {
      const here = several ? [...path, at, key] : [...path, key];
      if (key === 'answer') {
        if (step.kind === 'task') issues.push({ path: here, message: 'a task has no answer; leave it out' });
        else if (!step.choices.includes(String(value))) {
          issues.push({ path: here, message: `"${String(value)}" is none of the choices ${step.choices.join(', ')}` });
        }
      } else if (!terminals.includes(key)) {
        issues.push({ path: here, message: `there is no terminal "${key}"; the lab has ${terminals.join(', ')}` });
      }
    }
  });
  return issues;
}

/** `rpi-broker#1`, `rpi-broker#2`: in the order of the lab's terminals. */
export function terminalIds({ lab }: Pick<Lesson, 'lab'>): readonly string[] {
  const sessions = new Map<string, number>();
  return lab.terminals.map((name) => {
    const session = (sessions.get(name) ?? 0) + 1;
    sessions.set(name, session);
    return `${name}#${session}`;
  });
}

/** Places of what was there before. */
const taken = (ids: readonly string[]): number[] => ids.flatMap((name, at) => (ids.indexOf(name) < at ? [at] : []));

const twice = (path: readonly (string | number)[], name: string, what: string): LessonIssue => ({
  path,
  message: `"${name}" is taken: every ${what} needs an id of its own`,
});
