import { readReasons } from './reasons.ts';
import { readStatements, STANDARDS, type Standard, type Statement } from './statements.ts';
import { taggedLines, taggedTitles, type Mention } from './tags.ts';

/** One statement and how it stands with us. */
export interface Entry {
  readonly statement: Statement;
  /** Tests that name it. */
  readonly tests: readonly Mention[];
  /** Lines of the machine room that keep it. */
  readonly kept: readonly Mention[];
  /** Why no test names it. */
  readonly reason: string | undefined;
}

/** What the record is made from: texts by path, `test/broker/contract.ts` and the like. */
export interface Sources {
  readonly statements: Readonly<Record<Standard, string>>;
  /** `test/conformance.md` */
  readonly reasons: string;
  readonly tests: Readonly<Record<string, string>>;
  readonly runtime: Readonly<Record<string, string>>;
}

/** Tests that speak of clauses without proving one: how a page shows them, how lessons name them. */
const ABOUT_CLAUSES = /^test\/(?:conformance\/record|site\/|workbench\/|lesson\/|lessons\/|mqtt\/phrases)/;

/** Every statement of both standards, with its tests or its reason, and what is wrong with the record. */
export function conformance(sources: Sources): { entries: Entry[]; problems: string[] } {
  const statements = STANDARDS.flatMap((standard) => readStatements(standard, sources.statements[standard]));
  const reasons = readReasons(sources.reasons);
  const tests = byTag(
    Object.entries(sources.tests)
      .filter(([file]) => !ABOUT_CLAUSES.test(file))
      .flatMap(([file, text]) => taggedTitles(file, text)),
  );
  const kept = byTag(Object.entries(sources.runtime).flatMap(([file, text]) => taggedLines(file, text)));
  const entries = statements.map((statement): Entry => ({
    statement,
    tests: tests.get(statement.tag) ?? [],
    kept: kept.get(statement.tag) ?? [],
    reason: reasons.get(statement.tag),
  }));
  const known = new Set(statements.map(({ tag }) => tag));
  const strays = [tests, kept].flatMap((mentions) =>
    [...mentions]
      .filter(([tag]) => !known.has(tag))
      .flatMap(([tag, places]) =>
        places.map(({ file, line }) => `${file}:${line} names ${tag}: there is no such statement`),
      ),
  );
  return {
    entries,
    problems: [
      ...strays,
      ...[...reasons.keys()]
        .filter((tag) => !known.has(tag))
        .map((tag) => `conformance.md names ${tag}: there is no such statement`),
      ...entries.flatMap(problemsOf),
    ],
  };
}

function problemsOf({ statement: { tag, binds, en }, tests, reason }: Entry): string[] {
  const [first] = tests;
  if (first === undefined && reason === undefined) {
    return [`${tag} (binds ${binds}: ${en}) is on no test: tag one, or say in test/conformance.md why there is none`];
  }
  if (first !== undefined && reason !== undefined) {
    return [`${tag} is on a test (${first.file}:${first.line}) and in test/conformance.md: take it out there`];
  }
  return [];
}

function byTag(mentions: readonly Mention[]): Map<string, Mention[]> {
  const all = new Map<string, Mention[]>();
  for (const mention of mentions) {
    for (const tag of new Set(mention.tags)) all.set(tag, [...(all.get(tag) ?? []), mention]);
  }
  return all;
}
