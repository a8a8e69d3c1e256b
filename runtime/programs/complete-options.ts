import type { TopicSource } from '#runtime/pi/system.ts';
import { findOption, isOptionOf } from './option.ts';
import { OPTIONS } from './options.ts';
import type { ToolName } from './settings.ts';

/** Values with a few possibilities, by the first name of their option. */
const VALUES: Readonly<Record<string, readonly string[]>> = {
  '-q': ['0', '1', '2'],
  '-V': ['mqttv31', 'mqttv311', 'mqttv5'],
  '--tls-version': ['tlsv1.3', 'tlsv1.2', 'tlsv1.1'],
};
/** Options whose value is a topic. */
const TAKES_TOPIC: ReadonlySet<string> = new Set(['-t', '-T', '-U', '-e', '--will-topic']);

/**
 * Tab for the mosquitto_* programs: option names, out of the table that also parses them, and topics that
 * were seen where one is expected.
 * @param words the words so far, the program's name first, the last one (maybe empty) to be completed
 * @returns whole words that could stand there
 */
export function completeOptions(tool: ToolName, words: readonly string[], topics?: TopicSource): readonly string[] {
  const word = words.at(-1) ?? '';
  if (words.length < 2) return [];
  const previous = words.length > 2 ? findOption(OPTIONS, words.at(-2) ?? '', tool) : undefined;
  if (previous?.missing !== undefined) return valuesOf(previous.names[0] ?? '', word, topics);
  if (!word.startsWith('-')) return [];
  return OPTIONS.filter((option) => isOptionOf(option, tool))
    .flatMap(({ names }) => names)
    .filter((name) => name.startsWith(word))
    .sort();
}

/** The broker's own topics only for who has begun one: there are many. */
function valuesOf(option: string, word: string, topics: TopicSource = () => []): readonly string[] {
  const all = TAKES_TOPIC.has(option)
    ? topics().filter((topic) => !topic.startsWith('$') || word !== '')
    : VALUES[option];
  return (all ?? []).filter((value) => value.startsWith(word));
}
