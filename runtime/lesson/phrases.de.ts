import type { LessonDictionary, PhraseValues } from './phrases.ts';

type Values = Readonly<PhraseValues>;

const on = ({ topic }: Values): string => (topic === undefined ? '' : ` unter \`${topic}\``);
const at = ({ host }: Values): string => (host === undefined ? '' : ` bei \`${host}\``);
const from = ({ host }: Values): string => (host === undefined ? '' : ` von \`${host}\``);
const quoted = ({ payload }: Values): string => (payload === undefined ? '' : ` \`${payload}\``);
const quality = ({ qos }: Values): string => (qos === undefined ? '' : ` mit QoS ${qos}`);
const client = ({ clientId }: Values): string => (clientId === undefined ? 'ein Client' : `der Client \`${clientId}\``);
const ofClient = ({ clientId }: Values): string =>
  clientId === undefined ? 'eines Clients' : `des Clients \`${clientId}\``;
const repeated = ({ times }: Values): string => (times === undefined || Number(times) === 1 ? '' : `, ${times}-mal`);
const plural = ({ times }: Values): boolean => times !== undefined && Number(times) !== 1;

function messages(values: Values): string {
  const { retain, times } = values;
  const kind = Number(retain) === 1 ? 'aufbewahrte ' : '';
  const flag = Number(retain) === 0 ? ' mit Retain 0' : '';
  const number = plural(values) ? `${times} ${kind}Nachrichten` : `eine ${kind}Nachricht`;
  return number + quoted(values) + on(values) + quality(values) + flag;
}

export const german: LessonDictionary = {
  'check.subscribed': (v) => {
    const what =
      v.filter !== undefined ? ` auf \`${v.filter}\`` : v.topic !== undefined ? `, das \`${v.topic}\` umfasst,` : '';
    const fresh = v.anew === undefined ? '' : plural(v) ? 'neue ' : 'neues ';
    const state = v.anew === undefined ? 'besteh' : 'hinzukomm';
    return plural(v)
      ? `${v.times} ${fresh}Abonnements${what}${quality(v)}${from(v)} ${state}en`
      : `ein ${fresh}Abonnement${what}${quality(v)}${from(v)} ${state}t`;
  },
  'check.published': (v) => `${messages(v)}${from(v)} veröffentlicht ${plural(v) ? 'werden' : 'wird'}`,
  'check.delivered': (v) => `${messages(v)}${at(v)} ${plural(v) ? 'ankommen' : 'ankommt'}`,
  'check.published.quiet': (v) => `${v.seconds} s lang${from(v)} nichts${on(v)} veröffentlicht wird`,
  'check.delivered.quiet': (v) => `${v.seconds} s lang${at(v)} nichts${on(v)} ankommt`,
  'check.other.quiet': (v) => `${v.seconds} s lang sonst nichts geschieht`,
  'check.connected': (v) =>
    `${client(v)}${from(v)} ${v.anew === undefined ? 'verbunden ist' : 'sich verbindet'}${repeated(v)}`,
  'check.disconnected': (v) => `die Verbindung ${ofClient(v)} endet${repeated(v)}`,
  'check.printed': (v) => `\`${v.program}\` ${v.text === undefined ? 'etwas' : `\`${v.text}\``} ausgibt${repeated(v)}`,
  'check.exited': (v) => `\`${v.program}\` endet${repeated(v)}`,
  'check.answered': () => 'eine Antwort gewählt ist',
  'check.again': (v) => `all das geschieht${repeated(v)}`,
  'check.within': (v) => `all das innerhalb von ${v.seconds} s geschieht`,
  'lesson.answer': () => 'deine Antwort stimmt',
  'seen.none': () => 'noch nicht',
  'seen.of': (v) => `${v.n} von ${v.of}`,
  'seen.so-far': () => 'bisher',
  'seen.broken': () => 'etwas kam: noch einmal',
  'seen.no-answer': () => 'noch keine Antwort',
  'seen.wrong-answer': () => 'diese nicht',
};
