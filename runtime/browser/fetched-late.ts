import type { Late } from '#runtime/pi/late.ts';

/** Something that a page fetches when it is first needed, or a little before. */
export class FetchedLate<Thing> implements Late<Thing> {
  readonly #load: () => Promise<Thing>;
  readonly #arrived = Promise.withResolvers<Thing>();
  #fetching: Promise<Thing> | undefined;
  #fetched: Thing | undefined;

  constructor(load: () => Promise<Thing>) {
    this.#load = load;
  }

  /** The thing, if it is there. */
  get now(): Thing | undefined {
    return this.#fetched;
  }

  get arrival(): Promise<Thing> {
    return this.#arrived.promise;
  }

  /** Fetches it, once; again after a failure. */
  get(): Promise<Thing> {
    this.#fetching ??= this.#load().then(
      (fetched) => {
        this.#fetched = fetched;
        this.#arrived.resolve(fetched);
        return fetched;
      },
      (error: unknown) => {
        this.#fetching = undefined;
        throw error;
      },
    );
    return this.#fetching;
  }

  /** Begins to fetch it. Whoever needs it meets a failure, and says it where the learner is. */
  prefetch(): void {
    this.get().catch(() => {});
  }
}
