import type { Command, TopicSource } from '#runtime/pi/system.ts';
import type { ManualPage } from '#runtime/pi/manual/page.ts';

/**
 * How a command completes its words for Tab: by itself where it can, else the options of its manual page.
 * One whose code has not come yet offers nothing.
 */
export const completionOf =
  (command: Command, topics: TopicSource): NonNullable<Command['complete']> =>
  (words, process) => {
    const own = command.complete?.(words, process, topics) ?? [];
    const page = command.page ?? command.late?.now?.page;
    return own.length > 0 || page === undefined ? own : optionsOf(page, words.at(-1) ?? '');
  };

/** `-n`, `--lines=`: short ones when there is but a dash, long ones as far as they are typed. */
const optionsOf = ({ options = [] }: ManualPage, word: string): readonly string[] => {
  if (!word.startsWith('-')) return [];
  const names = [...options.map(([text]) => text), '--help'].flatMap((text) =>
    text.split(', ').flatMap((name) => /^(?:-[^-\s,[]|--[\w-]+=?)/.exec(name)?.[0] ?? []),
  );
  return [...new Set(names)].filter((name) => name.startsWith(word));
};
