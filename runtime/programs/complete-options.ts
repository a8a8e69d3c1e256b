import { findOption, isOptionOf } from './option.ts';
import { OPTIONS } from './options.ts';
import type { ToolName } from './settings.ts';

/**
 * Tab for the mosquitto_* programs: option names, out of the table that also parses them.
 * @param words the words so far, the program's name first, the last one (maybe empty) to be completed
 * @returns whole words that could stand there; none where a value is expected
 */
export function completeOptions(tool: ToolName, words: readonly string[]): readonly string[] {
  const word = words.at(-1) ?? '';
  if (!word.startsWith('-') || words.length < 2) return [];
  const previous = words.length > 2 ? findOption(OPTIONS, words.at(-2) ?? '', tool) : undefined;
  if (previous?.missing !== undefined) return [];
  return OPTIONS.filter((option) => isOptionOf(option, tool))
    .flatMap(({ names }) => names)
    .filter((name) => name.startsWith(word))
    .sort();
}
