import type { Bound } from '../../test/conformance/statements.ts';
import type { Language } from '../i18n/language.ts';

/** What the page of the record says. Apart from the other strings: no script needs it. */
export interface ConformanceWords {
  readonly title: string;
  readonly description: string;
  readonly skip: string;
  readonly heading: string;
  readonly intro: readonly string[];
  readonly number: string;
  readonly asks: string;
  readonly proof: string;
  readonly binds: Readonly<Record<Bound, string>>;
  readonly tested: (tested: number, total: number) => string;
  readonly untested: string;
  readonly gap: string;
  readonly more: (tests: number) => string;
  readonly kept: string;
  /** By section, where the packets do not give it a name. */
  readonly sections: Readonly<Record<string, string>>;
}

const PACKETS: Readonly<Record<string, string>> = {
  '3.1': 'CONNECT',
  '3.2': 'CONNACK',
  '3.3': 'PUBLISH',
  '3.4': 'PUBACK',
  '3.5': 'PUBREC',
  '3.6': 'PUBREL',
  '3.7': 'PUBCOMP',
  '3.8': 'SUBSCRIBE',
  '3.9': 'SUBACK',
  '3.10': 'UNSUBSCRIBE',
  '3.11': 'UNSUBACK',
  '3.12': 'PINGREQ',
  '3.14': 'DISCONNECT',
  '3.15': 'AUTH',
  '6.0': 'WebSocket',
};

const WORDS: Readonly<Record<Language, ConformanceWords>> = {
  en: {
    title: 'Conformance – Kleber',
    description: 'Every numbered statement of MQTT 3.1.1 and MQTT 5.0, and the tests that prove it.',
    skip: 'Skip to the statements',
    heading: 'What the standard asks, and how we know',
    intro: [
      'MQTT 3.1.1 and MQTT 5.0 number what a server or a client must do. Here is every one of these statements in our words, and beside it the tests that fail when Kleber’s broker or its commands break it.',
      'MQTT 5.0 numbers anew, so that one number often means two things: its statements are written [MQTT5-…] here. Where no test names a statement, the reason stands in its place. This page is made from the titles of the tests, each time these pages are built.',
    ],
    number: 'Number',
    asks: 'What it asks',
    proof: 'Tests',
    binds: { server: 'server', client: 'client', both: 'server and client' },
    tested: (tested, total) => `${tested} of ${total} on tests`,
    untested: 'On no test:',
    gap: 'On no test, and no reason is given.',
    more: (tests) => (tests === 1 ? 'and 1 test more' : `and ${tests} tests more`),
    kept: 'kept in',
    sections: {
      ...PACKETS,
      '1.5': 'Text and numbers',
      '2.1': 'The first byte',
      '2.2': 'The first byte',
      '2.3': 'Packet ids',
      '4.1': 'Sessions',
      '4.2': 'The connection',
      '4.3': 'Quality of service',
      '4.4': 'Sending again',
      '4.5': 'Receiving',
      '4.6': 'Order',
      '4.7': 'Topics and filters',
      '4.8': 'Errors',
      '4.9': 'Flow control',
      '4.12': 'Enhanced authentication',
      '4.13': 'Errors',
      '5.0/2.2': 'Packet ids and properties',
      '5.0/4.8': 'Shared subscriptions',
      '7.0': 'Conformance',
      '7.1': 'The connection',
    },
  },
  de: {
    title: 'Treue zum Standard – Kleber',
    description: 'Jede nummerierte Aussage von MQTT 3.1.1 und MQTT 5.0 und die Tests, die sie beweisen.',
    skip: 'Zu den Aussagen springen',
    heading: 'Was der Standard verlangt, und woher wir es wissen',
    intro: [
      'MQTT 3.1.1 und MQTT 5.0 nummerieren, was ein Server oder ein Client tun muss. Hier steht jede dieser Aussagen in unseren Worten und daneben die Tests, die scheitern, wenn Klebers Broker oder seine Befehle sie verletzen.',
      'MQTT 5.0 nummeriert neu, sodass eine Nummer oft zweierlei bedeutet: Seine Aussagen heißen hier [MQTT5-…]. Wo kein Test eine Aussage nennt, steht an dessen Stelle der Grund, auf Englisch wie die Titel der Tests. Diese Seite entsteht aus ihnen, jedes Mal, wenn die Seiten gebaut werden.',
    ],
    number: 'Nummer',
    asks: 'Was sie verlangt',
    proof: 'Tests',
    binds: { server: 'Server', client: 'Client', both: 'Server und Client' },
    tested: (tested, total) => `${tested} von ${total} in Tests`,
    untested: 'In keinem Test:',
    gap: 'In keinem Test, und kein Grund ist genannt.',
    more: (tests) => (tests === 1 ? 'und 1 weiterer Test' : `und ${tests} weitere Tests`),
    kept: 'eingehalten in',
    sections: {
      ...PACKETS,
      '1.5': 'Text und Zahlen',
      '2.1': 'Das erste Byte',
      '2.2': 'Das erste Byte',
      '2.3': 'Paketnummern',
      '4.1': 'Sitzungen',
      '4.2': 'Die Verbindung',
      '4.3': 'Quality of Service',
      '4.4': 'Erneut senden',
      '4.5': 'Empfangen',
      '4.6': 'Reihenfolge',
      '4.7': 'Topics und Filter',
      '4.8': 'Fehler',
      '4.9': 'Flusskontrolle',
      '4.12': 'Erweiterte Anmeldung',
      '4.13': 'Fehler',
      '5.0/2.2': 'Paketnummern und Eigenschaften',
      '5.0/4.8': 'Geteilte Abonnements',
      '7.0': 'Konformität',
      '7.1': 'Die Verbindung',
    },
  },
};

export const conformanceWords = (language: Language): ConformanceWords => WORDS[language];

/** `CONNECT`, `Topics and filters`. @throws Error for a section that nobody has named */
export function sectionName(words: ConformanceWords, standard: string, section: string): string {
  const name = words.sections[`${standard}/${section}`] ?? words.sections[section];
  if (name === undefined) throw new Error(`section ${section} of MQTT ${standard} has no name in conformance-words.ts`);
  return name;
}
