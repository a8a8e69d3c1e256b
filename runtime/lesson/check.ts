/**
 * A check says when something is so, and what it waits for until then. It is a fold over the lab's
 * event log: `begin` gives the first state, each `Progress` gives the next one.
 *
 *     subscribed({ filter: 'a/b' })                       a fact: held, or not
 *     delivered({ topic: 'a/b', payload: 'Hello' })       a moment: happened, or not yet
 *     all(subscribed(…), delivered(…))                    made of others
 *
 * A fact can be read in two ways. *Standing*, as a goal reads it: it is met while it holds, also
 * when it came to be before the step began, and no longer when it has ceased. *As a moment*, as
 * mistakes, windows and counts of time read it: it is met by the event that brings it about.
 *
 * `proof` says what a check rests on. What a program prints can be printed by any program (`echo`),
 * so what is only `said` may recognise a mistake; a goal must rest on the `wire`.
 */
import type { Cause } from '#runtime/events/event.ts';
import type { Phrase } from '#runtime/ports.ts';
import type { ConnectionFacts, Sighting, World } from './observe.ts';
import { phrase } from './phrases.ts';
import type { PartState } from './state.ts';

export type Proof = 'wire' | 'said';

export interface Check<P extends Proof = Proof> {
  /** The name it has in the lesson API. */
  readonly kind: string;
  readonly proof: P;
  /** What the author wrote, for the schema: options, or the checks it is made of. */
  readonly written: CheckSource;
  begin(start: Start): Progress;
}

export interface CheckSource {
  readonly options?: Readonly<Record<string, unknown>>;
  readonly checks?: readonly Check[];
}

export interface Start {
  readonly world: World;
  /** How facts are read. */
  readonly standing: boolean;
  /** Only this client counts (`ConnectionFacts.client`). */
  readonly client?: string;
}

/** One state of a check's fold. Immutable. */
export interface Progress {
  readonly met: boolean;
  /** Lab clock at which time alone will change it. */
  readonly deadline?: number;
  /** @returns itself when the sighting changes nothing */
  step(sighting: Sighting): Progress;
  /** One line a part, for the page. */
  parts(): readonly PartState[];
}

/** Whom a check counts: the learner (their processes and what these start), or others too. */
export type By = Cause | 'anyone';

export const counts = (by: By | undefined, cause: Cause | undefined): boolean =>
  by === 'anyone' || cause === (by ?? 'learner');

/** A check of one event. */
export interface Moment<P extends Proof = Proof> extends Check<P> {
  happens(sighting: Sighting): boolean;
  /** Of a fact: how many hold now. */
  held?(world: World, client?: string): number;
  /**
   * @param times absent: once
   * @param anew of a fact: it must come about, not merely hold
   */
  what(times?: number, anew?: boolean): Phrase;
}

interface MomentParts<P extends Proof> {
  readonly kind: string;
  readonly proof: P;
  readonly options: Readonly<Record<string, unknown>>;
  readonly what: (times?: number, anew?: boolean) => Phrase;
  readonly happens: (sighting: Sighting) => boolean;
  /** Of a fact about connections: does it hold on this one? */
  readonly holds?: (connection: ConnectionFacts) => boolean;
}

export function moment<P extends Proof>({ kind, proof, options, what, happens, holds }: MomentParts<P>): Moment<P> {
  const held =
    holds === undefined
      ? undefined
      : (world: World, client?: string): number => {
          let number = 0;
          for (const connection of world.connections.values()) {
            if ((client === undefined || connection.client === client) && holds(connection)) number++;
          }
          return number;
        };
  const check: Moment<P> = {
    kind,
    proof,
    written: { options },
    what,
    happens,
    ...(held === undefined ? {} : { held }),
    begin: (start) =>
      held !== undefined && start.standing
        ? standing(check, start.world, start.client)
        : latched(check, start.client, false),
  };
  return check;
}

/** Met once it has happened. */
function latched(check: Moment, client: string | undefined, met: boolean): Progress {
  const progress: Progress = {
    met,
    step: (sighting) =>
      !met && concerns(sighting, client) && check.happens(sighting) ? latched(check, client, true) : progress,
    parts: () => [part(check.what(undefined, true), met)],
  };
  return progress;
}

/** Met while it holds. */
function standing(check: Moment, world: World, client: string | undefined): Progress {
  const met = (check.held?.(world, client) ?? 0) > 0;
  // Asked again only when a connection or a subscription changed.
  let { version } = world;
  const progress: Progress = {
    met,
    step: ({ world: now }) => {
      if (now.version === version) return progress;
      version = now.version;
      return (check.held?.(now, client) ?? 0) > 0 === met ? progress : standing(check, now, client);
    },
    parts: () => [part(check.what(), met)],
  };
  return progress;
}

/** Is the sighting about this client? What concerns no connection concerns every client. */
export const concerns = (sighting: Sighting, client: string | undefined): boolean =>
  client === undefined || sighting.connection === undefined || sighting.connection.client === client;

/** A line of the readout that has nothing to count. */
export const part = (what: Phrase, met: boolean): PartState =>
  met ? { what, met } : { what, met, seen: phrase('seen.none') };

export const isMoment = (check: Check): check is Moment => 'happens' in check;

/** How far a fold has come: the number of its parts that are met. */
export const metParts = (progress: Progress): number => progress.parts().filter(({ met }) => met).length;
