import * as v from 'valibot';

export interface LessonIssue {
  /** Where in the lesson: `['steps', 0, 'goal', 'options', 'filter']`. */
  readonly path: readonly (string | number)[];
  /** What is wrong, and how to mend it. */
  readonly message: string;
}

export function issueOf(issue: v.BaseIssue<unknown>): LessonIssue {
  const path = (issue.path ?? []).map(({ key }) => (typeof key === 'number' ? key : String(key)));
  return { path, message: issue.message };
}

export function unknownKey(issue: v.StrictObjectIssue): string {
  const key = String(issue.path?.at(-1)?.key);
  if (issue.expected === 'never') return `there is no "${key}" here; leave it out or mend its spelling`;
  return issue.path === undefined ? 'should be an object: { … }' : `"${key}" is missing`;
}

export const sentence = (what: string): v.GenericSchema<string> =>
  v.pipe(v.string(`${what} should be text`), v.nonEmpty(`${what} is empty`));

export const id = v.pipe(
  v.string('an id should be text'),
  v.regex(
    /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/,
    (issue) => `"${issue.input}" should be small letters and digits with - between: "late-subscriber"`,
  ),
);

export const host = v.string('should be the name of a host');
