/** What each check of the lesson API takes, strictly: a misspelt option would otherwise never be looked at. */
import * as v from 'valibot';
import { checkTopicFilter } from '#runtime/mqtt/filter.ts';
import { checkTopicName } from '#runtime/mqtt/topic.ts';
import { isMoment, type Check } from './check.ts';
import { host, id, issueOf, sentence, unknownKey, type LessonIssue } from './schema-parts.ts';

const pattern = v.instance(RegExp);
const func = v.custom<(...all: never[]) => boolean>((value) => typeof value === 'function', 'should be a function');
const range = v.pipe(
  v.strictObject({ from: v.optional(v.number()), to: v.optional(v.number()) }, unknownKey),
  v.check(({ from, to }) => from !== undefined || to !== undefined, 'a range needs `from`, `to` or both'),
  v.check(({ from = -Infinity, to = Infinity }) => from <= to, 'a range goes from the smaller number to the larger'),
);
const text = v.union([v.string(), pattern, func], 'should be text, a pattern or a function of the text');
const number = v.union([v.number(), range, func], 'should be a number, { from, to } or a function of the number');
const payload = v.union(
  [v.string(), pattern, range, func],
  'should be text, a pattern, { from, to } or a function of the text',
);
const qos = v.picklist([0, 1, 2], 'QoS is 0, 1 or 2');
const by = v.picklist(
  ['learner', 'scenery', 'engine', 'outside', 'anyone'],
  "should be 'learner' (as without it), 'scenery', 'engine', 'outside' or 'anyone'",
);
const topicName = v.pipe(
  v.string('`topic` should be text: a literal topic. For a filter there is `matching`'),
  v.check(
    (topic) => checkTopicName(topic) === undefined,
    (issue) =>
      /[+#]/.test(String(issue.input))
        ? `"${issue.input}" is no literal topic; a filter with + or # goes into \`matching\``
        : `"${issue.input}" is no valid topic name`,
  ),
);
const topicFilter = v.pipe(
  v.string('should be a topic filter'),
  v.check(
    (filter) => checkTopicFilter(filter) === undefined,
    (issue) => `"${issue.input}" is no valid topic filter`,
  ),
);

const message = {
  topic: v.optional(topicName),
  matching: v.optional(topicFilter),
  payload: v.optional(payload),
  qos: v.optional(qos),
  retain: v.optional(v.boolean()),
  dup: v.optional(v.boolean()),
  host: v.optional(host),
  clientId: v.optional(text),
  where: v.optional(func),
  by: v.optional(by),
};
const connection = {
  clientId: v.optional(text),
  clean: v.optional(v.boolean()),
  keepAlive: v.optional(number),
  level: v.optional(v.picklist([3, 4, 5], 'the protocol level is 3, 4 (MQTT 3.1.1) or 5')),
  host: v.optional(host),
  where: v.optional(func),
  by: v.optional(by),
};
const positive = (what: string): v.GenericSchema<number> =>
  v.pipe(v.number(`${what} should be a number`), v.gtValue(0, `${what} should be more than 0`));

/** Options a check; `any` value stands for a check, which is looked at on its own. */
const OPTIONS: Readonly<Record<string, v.GenericSchema | undefined>> = {
  published: v.strictObject(message, unknownKey),
  delivered: v.strictObject(message, unknownKey),
  subscribed: v.strictObject(
    {
      filter: v.optional(v.union([topicFilter, pattern, func], 'should be a topic filter, a pattern or a function')),
      covers: v.optional(topicName),
      qos: v.optional(qos),
      host: v.optional(host),
      clientId: v.optional(text),
      by: v.optional(by),
    },
    unknownKey,
  ),
  connected: v.strictObject(connection, unknownKey),
  disconnected: v.strictObject({ ...connection, orderly: v.optional(v.boolean()) }, unknownKey),
  printed: v.strictObject(
    {
      program: sentence('`program`'),
      text: v.union([sentence('`text`'), pattern], '`text` should be text or a pattern'),
      stream: v.optional(v.picklist(['stdout', 'stderr'])),
      host: v.optional(host),
      by: v.optional(by),
    },
    unknownKey,
  ),
  exited: v.strictObject(
    {
      program: sentence('`program`'),
      status: v.optional(number),
      signal: v.optional(v.pipe(v.string(), v.startsWith('SIG', 'a signal is named as in signal(7): SIGKILL'))),
      host: v.optional(host),
      by: v.optional(by),
    },
    unknownKey,
  ),
  answered: v.strictObject({ choice: id }, unknownKey),
  quiet: v.strictObject({ for: positive('`for`'), after: v.any(), of: v.any() }, unknownKey),
  within: v.strictObject({ seconds: positive('the time') }, unknownKey),
  count: v.strictObject(
    {
      times: v.pipe(
        v.number('the number should be a number'),
        v.integer('the number should be whole'),
        v.minValue(1, 'the number should be at least 1'),
      ),
    },
    unknownKey,
  ),
};

export const check = v.custom<Check>(
  (value) => typeof value === 'object' && value !== null && 'begin' in value && 'written' in value,
  'should be a check: subscribed(…), delivered(…), all(…), …',
);
/** Everything that is wrong with what a check was given, and with the checks it is made of. */
export function checkIssues({ kind, written }: Check, path: readonly (string | number)[]): LessonIssue[] {
  const { options, checks = [] } = written;
  const schema = OPTIONS[kind];
  const issues: LessonIssue[] = [];
  if (schema !== undefined) {
    const result = v.safeParse(schema, options);
    for (const issue of result.issues ?? []) {
      const { path: inside, message } = issueOf(issue);
      issues.push({ path: [...path, 'options', ...inside], message });
    }
  }
  checks.forEach((inner, at) => issues.push(...nested(inner, [...path, 'checks', at])));
  if (kind === 'quiet') {
    const { after, of } = options ?? {};
    issues.push(...nested(after, [...path, 'options', 'after']), ...nested(of, [...path, 'options', 'of']));
    if (v.is(check, of) && !isMoment(of)) {
      const message = `\`of\` should be one moment, such as delivered(…); ${of.kind}(…) is made of several`;
      issues.push({ path: [...path, 'options', 'of'], message });
    }
  }
  return issues;
}

function nested(value: unknown, path: readonly (string | number)[]): LessonIssue[] {
  const result = v.safeParse(check, value);
  return result.success ? checkIssues(result.output, path) : [{ path, message: result.issues[0].message }];
}
