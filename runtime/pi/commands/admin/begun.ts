/** For Tab: of the words that could stand there, those that go on as the last one has begun. */
export const begunBy = (words: readonly string[], candidates: readonly string[]): readonly string[] =>
  candidates.filter((candidate) => candidate.startsWith(words.at(-1) ?? ''));
