import type { Traffic } from './traffic.ts';

/** What is averaged, in the order in which it is said. */
const KINDS = [
  'messages/received',
  'messages/sent',
  'publish/dropped',
  'publish/received',
  'publish/sent',
  'bytes/received',
  'bytes/sent',
  'sockets',
  'connections',
] as const;

const SPANS = [1, 5, 15] as const;

/** What differs by less is not said anew. */
const NOTICEABLE = 0.01;

interface Average {
  readonly topic: string;
  readonly kind: number;
  readonly minutes: number;
  value: number;
}

/** An average that is to be said: what it is now, with two places. */
export type Load = readonly [topic: string, value: string];

/**
 * Averages by the minute, over the last minute, five and fifteen, as mosquitto(8) has them: old values
 * fade by e^(-t/span), what has come since the last look takes the room that they leave.
 *
 *     two packets in the first 2 s        60 a minute · (1 - e^(-2/60)) = 1.97 over one minute
 *     none in the next 2 s                1.97 · e^(-2/60) = 1.90
 */
export class SysLoad {
  readonly #averages: readonly Average[] = SPANS.flatMap((minutes) =>
    KINDS.map((kind, index) => ({ topic: `load/${kind}/${minutes}min`, kind: index, minutes, value: 0 })),
  );
  #before: readonly number[] = KINDS.map(() => 0);

  /** All of them, before anything has happened. */
  first(): readonly Load[] {
    return this.#averages.map(({ topic, value }) => [topic, value.toFixed(2)] as const);
  }

  /**
   * What has come since the last look makes itself felt.
   * @returns what has changed
   */
  update(seconds: number, traffic: Traffic, dropped: number, bytesSent: number): readonly Load[] {
    const now = [
      traffic.messagesReceived,
      traffic.messagesSent,
      dropped,
      traffic.publishesReceived,
      traffic.publishesSent,
      traffic.bytesReceived,
      bytesSent,
      traffic.sockets,
      traffic.connects,
    ];
    const perMinute = now.map((count, kind) => ((count - (this.#before[kind] ?? 0)) * 60) / seconds);
    this.#before = now;
    return this.#step(seconds, perMinute);
  }

  /**
   * Nothing has come, so many times.
   * @param changed is told what changes, and at which of the times (from 0)
   */
  fade(seconds: number, times: number, changed: (load: Load, time: number) => void): void {
    const nothing = KINDS.map(() => 0);
    for (let time = 0; time < times; time++) {
      const loads = this.#step(seconds, nothing);
      for (const load of loads) changed(load, time);
      if (loads.length === 0) {
        const rest = (times - time - 1) * seconds;
        for (const each of this.#averages) each.value *= Math.exp(-rest / (each.minutes * 60));
        return;
      }
    }
  }

  #step(seconds: number, perMinute: readonly number[]): readonly Load[] {
    const changed: Load[] = [];
    for (const each of this.#averages) {
      const now = perMinute[each.kind] ?? 0;
      const value = now + Math.exp(-seconds / (each.minutes * 60)) * (each.value - now);
      if (Math.abs(value - each.value) >= NOTICEABLE) changed.push([each.topic, value.toFixed(2)]);
      each.value = value;
    }
    return changed;
  }
}
