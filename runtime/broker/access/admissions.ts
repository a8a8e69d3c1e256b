/**
 * Clients whose password is being checked. Each waits for its own answer, reads nothing meanwhile,
 * and keeps nobody else waiting. But two with the same id go in, or are refused, in the order in which
 * they came, however long each check takes: the newer one throws the older one out [MQTT-3.1.4-2], not
 * the one whose check took longer.
 *
 *     a CONNECT x, b CONNECT y, b's answer, a's answer        b is in, then a
 *     a CONNECT x, b CONNECT x, b's answer, a's answer        a is in, then b, and a is out
 */
import type { Connection } from '../connection.ts';

/** What came of the check; an error when it could not be made. */
export type Verdict = boolean | Error;

interface Admission {
  readonly connection: Connection;
  readonly decide: (verdict: Verdict) => void;
  verdict: Verdict | undefined;
}

export class Admissions {
  readonly #waiting = new Map<string, Admission[]>();

  /** @param decide called at once when the answer is there and nobody with this id waits; it may throw then */
  ask(
    connection: Connection,
    clientId: string,
    answer: boolean | Promise<boolean>,
    decide: (verdict: Verdict) => void,
  ): void {
    const before = this.#waiting.get(clientId);
    if (before === undefined && typeof answer === 'boolean') {
      decide(answer);
      return;
    }
    const admission: Admission = { connection, decide, verdict: undefined };
    if (before === undefined) this.#waiting.set(clientId, [admission]);
    else before.push(admission);
    connection.wait();
    const settle = (verdict: Verdict): void => {
      admission.verdict = verdict;
      this.#proceed(clientId);
    };
    if (typeof answer === 'boolean') settle(answer);
    else answer.then(settle, (error: unknown) => settle(error instanceof Error ? error : new Error(String(error))));
  }

  #proceed(clientId: string): void {
    const waiting = this.#waiting.get(clientId);
    for (let first = waiting?.[0]; first?.verdict !== undefined; first = waiting?.[0]) {
      const { connection, decide, verdict } = first;
      waiting?.shift();
      if (waiting?.length === 0) this.#waiting.delete(clientId);
      connection.proceed(() => decide(verdict));
    }
  }
}
