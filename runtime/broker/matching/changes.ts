/**
 * When which subscriptions last changed, so that what is known of a topic need not be looked up
 * again because somebody subscribed to another one:
 *
 *     sensor/a/temp    concerns the topic of that name
 *     sensor/+/temp    may concern every topic that begins with the level `sensor`
 *     +/a, #           may concern every topic
 *
 * Topics, and first levels, are told apart by a few bits of a hash: to look up one too many does no
 * harm.
 */
import { levelEnd } from './level-tree.ts';

const TOPICS = 1024;
const FIRST_LEVELS = 256;

export class Changes {
  /** Counts them all. */
  generation = 0;
  /** Generation of the last change, of filters that begin with a wildcard … */
  #any = 0;
  /** … of those that have one further on, by the first level's hash; of those without, by the whole's. */
  readonly #byFirstLevel = new Float64Array(FIRST_LEVELS);
  readonly #byTopic = new Float64Array(TOPICS);

  /** A subscription with this filter came, went or changed. */
  note(filter: string): void {
    this.generation++;
    const first = levelEnd(filter, 0);
    if (!filter.includes('+') && !filter.includes('#')) {
      this.#byTopic[hash(filter, filter.length) & (TOPICS - 1)] = this.generation;
    } else if (first === 1 && (filter.startsWith('+') || filter.startsWith('#'))) {
      this.#any = this.generation;
    } else {
      this.#byFirstLevel[hash(filter, first) & (FIRST_LEVELS - 1)] = this.generation;
    }
  }

  /** Whether a change after `generation` may concern the topic. */
  concern(topic: string, generation: number): boolean {
    return (
      this.#any > generation ||
      this.#byFirstLevel[hash(topic, levelEnd(topic, 0)) & (FIRST_LEVELS - 1)]! > generation ||
      this.#byTopic[hash(topic, topic.length) & (TOPICS - 1)]! > generation
    );
  }
}

function hash(text: string, to: number): number {
  let hash = 0;
  for (let at = 0; at < to; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x5bd1e995);
  return hash ^ (hash >>> 15);
}
