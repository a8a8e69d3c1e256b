import type { LessonDictionary, PhraseValues } from './phrases.ts';

type Values = Readonly<PhraseValues>;

const at = ({ host }: Values): string => (host === undefined ? '' : ` at \`${host}\``);
const by = ({ host }: Values): string => (host === undefined ? '' : ` by \`${host}\``);
const on = ({ topic }: Values): string => (topic === undefined ? '' : ` on \`${topic}\``);
const quoted = ({ payload }: Values): string => (payload === undefined ? '' : ` \`${payload}\``);
const quality = ({ qos }: Values): string => (qos === undefined ? '' : ` with QoS ${qos}`);
const name = ({ clientId }: Values): string => (clientId === undefined ? 'a client' : `the client \`${clientId}\``);
const several = ({ times }: Values, one: string, many: string): string =>
  times === undefined ? one : Number(times) === 1 ? `one ${one.replace(/^an? /, '')}` : `${times} ${many}`;
const repeated = ({ times }: Values): string => (times === undefined || Number(times) === 1 ? '' : `, ${times} times`);

function messages(values: Values): string {
  const { retain } = values;
  const kind = Number(retain) === 1 ? 'retained ' : '';
  const flag = Number(retain) === 0 ? ' with retain 0' : '';
  return several(values, `a ${kind}message`, `${kind}messages`) + quoted(values) + on(values) + quality(values) + flag;
}

const target = ({ filter, topic }: Values): string =>
  filter !== undefined ? ` to \`${filter}\`` : topic !== undefined ? ` that covers \`${topic}\`` : '';

const plural = ({ times }: Values): boolean => times !== undefined && Number(times) !== 1;

export const english: LessonDictionary = {
  'check.subscribed': (v) => {
    const subscriptions =
      v.anew === undefined
        ? several(v, 'a subscription', 'subscriptions')
        : several(v, 'a new subscription', 'new subscriptions');
    const state = v.anew === undefined ? 'held' : 'made';
    return `${subscriptions}${target(v)}${quality(v)} ${plural(v) ? 'are' : 'is'} ${state}${by(v)}`;
  },
  'check.published': (v) => `${messages(v)} ${plural(v) ? 'are' : 'is'} published${by(v)}`,
  'check.delivered': (v) => `${messages(v)} ${plural(v) ? 'arrive' : 'arrives'}${at(v)}`,
  'check.published.quiet': (v) => `nothing is published${on(v)}${by(v)} for ${v.seconds} s`,
  'check.delivered.quiet': (v) => `nothing arrives${on(v)}${at(v)} for ${v.seconds} s`,
  'check.other.quiet': (v) => `nothing else happens for ${v.seconds} s`,
  'check.connected': (v) =>
    `${name(v)} ${v.anew === undefined ? 'is connected' : 'connects'}${v.host === undefined ? '' : ` from \`${v.host}\``}${repeated(v)}`,
  'check.disconnected': (v) => `the connection of ${name(v)} ends${repeated(v)}`,
  'check.printed': (v) => `\`${v.program}\` says ${v.text === undefined ? 'something' : `\`${v.text}\``}${repeated(v)}`,
  'check.exited': (v) => `\`${v.program}\` ends${repeated(v)}`,
  'check.answered': () => 'an answer is chosen',
  'check.again': (v) => `all of this${repeated(v)}`,
  'check.within': (v) => `all of this within ${v.seconds} s`,
  'lesson.answer': () => 'your answer is right',
  'seen.none': () => 'none yet',
  'seen.of': (v) => `${v.n} of ${v.of}`,
  'seen.so-far': () => 'so far',
  'seen.broken': () => 'something came: once more',
  'seen.no-answer': () => 'no answer yet',
  'seen.wrong-answer': () => 'not this one',
};
