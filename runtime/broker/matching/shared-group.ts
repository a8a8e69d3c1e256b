import type { SharedGroup, Target } from './subscription.ts';

interface Member<Subscriber> {
  target: Target<Subscriber>;
  before: Member<Subscriber>;
  after: Member<Subscriber>;
}

/**
 * The clients that share one subscription, `$share/group/filter`. They stand in a ring: who has had
 * a message is the last to have another, and who joins comes after all who are there, as in
 * Mosquitto.
 *
 *     a joins, b joins                1 → a, 2 → b, 3 → a
 *     c joins before 4                4 → b, 5 → a, 6 → c, 7 → b
 *
 * Who is not fit, for it is away or has enough on its way, is passed over and loses its turn.
 */
export class Ring<Subscriber> implements SharedGroup<Subscriber> {
  readonly #members = new Map<Subscriber, Member<Subscriber>>();
  #next: Member<Subscriber> | undefined;

  get size(): number {
    return this.#members.size;
  }

  get members(): readonly Target<Subscriber>[] {
    return Array.from(this.#members.values(), ({ target }) => target);
  }

  /** The same subscriber again keeps its place. */
  join(target: Target<Subscriber>): void {
    const known = this.#members.get(target.subscriber);
    if (known !== undefined) {
      known.target = target;
      return;
    }
    const member = { target } as Member<Subscriber>;
    const after = this.#next ?? member;
    const before = this.#next?.before ?? member;
    member.before = before;
    member.after = after;
    before.after = member;
    after.before = member;
    this.#next = after;
    this.#members.set(target.subscriber, member);
  }

  /** @returns false: it was no member */
  leave(subscriber: Subscriber): boolean {
    const member = this.#members.get(subscriber);
    if (member === undefined) return false;
    this.#members.delete(subscriber);
    member.before.after = member.after;
    member.after.before = member.before;
    if (this.#next === member) this.#next = member.after === member ? undefined : member.after;
    return true;
  }

  next(isFit: (member: Target<Subscriber>) => boolean): Target<Subscriber> | undefined {
    const first = this.#next;
    if (first === undefined) return undefined;
    let chosen = first;
    while (!isFit(chosen.target)) {
      chosen = chosen.after;
      if (chosen === first) break;
    }
    this.#next = chosen.after;
    return chosen.target;
  }
}
