/** A manual page in another language: what that one says, and the English page's where nothing is said anew. */
import type { ManualPage, TranslatedPage } from './page.ts';

/** @throws TypeError when it has not as many options or examples as the English page */
export const translated = (page: ManualPage, to: TranslatedPage): ManualPage => {
  const options = pairs(page, 'options', page.options, to.options);
  const examples = pairs(page, 'examples', page.examples, to.examples);
  const exitStatus = pairs(page, 'exit statuses', page.exitStatus, to.exitStatus);
  return {
    ...page,
    summary: to.summary,
    synopsis: to.synopsis ?? page.synopsis,
    description: to.description,
    ...(options === undefined ? {} : { options }),
    ...(examples === undefined ? {} : { examples }),
    ...(exitStatus === undefined ? {} : { exitStatus }),
    ...(to.sections === undefined ? {} : { sections: to.sections }),
    ...(to.differences === undefined ? {} : { differences: to.differences }),
  };
};

type Pairs = readonly (readonly [string, string])[];

const pairs = (
  { name }: ManualPage,
  what: string,
  english: Pairs | undefined,
  texts: readonly string[] | undefined,
): Pairs | undefined => {
  if ((english?.length ?? 0) !== (texts?.length ?? 0)) {
    throw new TypeError(
      `the manual page of ${name}: ${english?.length ?? 0} ${what} in English, ${texts?.length ?? 0} in the other language`,
    );
  }
  return english?.map(([key], index) => [key, texts?.[index] ?? ''] as const);
};
