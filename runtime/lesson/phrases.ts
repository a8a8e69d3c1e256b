/**
 * Every phrase that checks and the engine say, in the readout "Step 3 ticks itself off when".
 * `phrases.en.ts` and `phrases.de.ts` hold the words. A value that is absent is not spoken of.
 *
 * What a machine says or is told (topics, payloads, names) stands between backticks, so that a page
 * can set it in its own type.
 */
import type { Phrase } from '#runtime/ports.ts';

/** What a phrase may speak of. */
export interface PhraseValues {
  topic?: string | number;
  payload?: string | number;
  filter?: string | number;
  clientId?: string | number;
  program?: string | number;
  text?: string | number;
  host?: string | number;
  qos?: string | number;
  /** 1 or 0. */
  retain?: string | number;
  seconds?: string | number;
  /** How often; absent: once. */
  times?: string | number;
  /** 1: it must come about; absent: it must hold. */
  anew?: string | number;
  n?: string | number;
  of?: string | number;
}

export type LessonPhraseId =
  | 'check.subscribed'
  | 'check.published'
  | 'check.delivered'
  | 'check.published.quiet'
  | 'check.delivered.quiet'
  | 'check.other.quiet'
  | 'check.connected'
  | 'check.disconnected'
  | 'check.printed'
  | 'check.exited'
  | 'check.answered'
  | 'check.again'
  | 'check.within'
  | 'lesson.answer'
  | 'seen.none'
  | 'seen.of'
  | 'seen.so-far'
  | 'seen.broken'
  | 'seen.no-answer'
  | 'seen.wrong-answer';

export type LessonDictionary = Readonly<Record<LessonPhraseId, (values: Readonly<PhraseValues>) => string>>;

type Given = { readonly [Name in keyof PhraseValues]: PhraseValues[Name] | undefined };

export function phrase(id: LessonPhraseId, values: Given = {}): Phrase {
  const spoken: Record<string, string | number> = {};
  for (const [name, value] of Object.entries(values)) if (value !== undefined) spoken[name] = value;
  return Object.keys(spoken).length === 0 ? { id } : { id, values: spoken };
}

/**
 * Says a phrase of checks or engine.
 * @throws RangeError for a phrase that is none of them
 */
export function say(dictionary: LessonDictionary, { id, values = {} }: Phrase): string {
  const sentence = (dictionary as Readonly<Record<string, ((values: PhraseValues) => string) | undefined>>)[id];
  if (sentence === undefined) throw new RangeError(`“${id}” is no phrase of the lessons; phrases.ts lists them`);
  return sentence(values);
}
