/**
 * The record of what the standards ask and which tests prove it, made from the titles of the tests
 * when the pages are made.
 */
import mqtt311 from '../../test/conformance/mqtt-3.1.1.yaml?raw';
import mqtt5 from '../../test/conformance/mqtt-5.0.yaml?raw';
import reasons from '../../test/conformance.md?raw';
import { conformance, type Entry } from '../../test/conformance/record.ts';
import { STANDARDS, type Standard } from '../../test/conformance/statements.ts';

type Texts = Readonly<Record<string, string>>;
const TESTS = import.meta.glob<string>('../../test/**/*.ts', { query: '?raw', import: 'default', eager: true });
const RUNTIME = import.meta.glob<string>('../../runtime/**/*.ts', { query: '?raw', import: 'default', eager: true });

const inProject = (texts: Texts): Texts =>
  Object.fromEntries(Object.entries(texts).map(([path, text]) => [path.replace('../../', ''), text]));

/** A part of a standard: section 3.1 is about CONNECT. */
export interface Chapter {
  readonly section: string;
  readonly entries: readonly Entry[];
}

export interface Conformance {
  readonly standard: Standard;
  readonly chapters: readonly Chapter[];
  /** Of all entries, those that a test names. */
  readonly tested: number;
  readonly total: number;
}

const sectionOf = (entry: Entry): string => entry.statement.number.split('.').slice(0, 2).join('.');

/** A gap in it is shown as one: that there is none is for a test to see to, not for who builds the pages. */
export function conformanceRecord(): readonly Conformance[] {
  const { entries } = conformance({
    statements: { '3.1.1': mqtt311, '5.0': mqtt5 },
    reasons,
    tests: inProject(TESTS),
    runtime: inProject(RUNTIME),
  });
  return STANDARDS.map((standard) => {
    const own = entries.filter(({ statement }) => statement.standard === standard);
    const chapters = Map.groupBy(own, sectionOf);
    return {
      standard,
      chapters: [...chapters].map(([section, inSection]) => ({ section, entries: inSection })),
      tested: own.filter(({ tests }) => tests.length > 0).length,
      total: own.length,
    };
  });
}
