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
import { levelHash } from './level-hash.ts';
import { levelEnd } from './level-tree.ts';

const TOPICS = 1024;
const FIRST_LEVELS = 256;
/** Any will do: it does no harm here that many have the same hash. */
const SEED = 0;

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
      this.#byTopic[levelHash(filter, 0, filter.length, SEED) & (TOPICS - 1)] = this.generation;
    } else if (first === 1 && (filter.startsWith('+') || filter.startsWith('#'))) {
      this.#any = this.generation;
    } else {
      this.#byFirstLevel[levelHash(filter, 0, first, SEED) & (FIRST_LEVELS - 1)] = this.generation;
    }
  }

  /** Whether a change after `generation` may concern the topic. */
  concern(topic: string, generation: number): boolean {
    return (
      this.#any > generation ||
      this.#byFirstLevel[levelHash(topic, 0, levelEnd(topic, 0), SEED) & (FIRST_LEVELS - 1)]! > generation ||
      this.#byTopic[levelHash(topic, 0, topic.length, SEED) & (TOPICS - 1)]! > generation
    );
  }
}
