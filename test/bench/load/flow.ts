import type { PublishTemplate } from './bytes.ts';
import type { LoadConnection } from './connection.ts';
import { cpuSeconds, residentBytes } from './process-figures.ts';

/** Nothing has arrived for so long: what is missing is lost. */
const LOST_AFTER_MS = 4_000;

export interface FlowPublisher {
  readonly connection: LoadConnection;
  /** The message after next, and how many subscribers it must reach. */
  readonly next: () => { readonly template: PublishTemplate; readonly reaches: number };
}

export interface FlowOptions {
  readonly pid: number;
  readonly qos: number;
  /** In the order of the sender numbers in their payloads. */
  readonly publishers: readonly FlowPublisher[];
  readonly subscribers: readonly LoadConnection[];
  /** Messages of one publisher that may be on their way, to the last subscriber and back. */
  readonly window: number;
  /** How many deliveries a message makes, on average: what the window is multiplied with. */
  readonly fan: number;
  /** Milliseconds before anything is counted, and while it is. */
  readonly warmUp: number;
  readonly duration: number;
}

export interface FlowResult {
  /** Deliveries a second. */
  readonly rate: number;
  /** Microseconds of the broker's processor time for one delivery. */
  readonly cpu: number;
  /** Bytes. */
  readonly resident: number;
  readonly deliveries: number;
  readonly lost: number;
  readonly outOfOrder: number;
}

/** Publishes as fast as the window allows, counts every delivery, and looks at the order of each sender's. */
export async function flow(options: FlowOptions): Promise<FlowResult> {
  const run = new Flow(options);
  await run.during(options.warmUp);
  const before = { cpu: cpuSeconds(options.pid), delivered: run.delivered, at: performance.now() };
  await run.during(options.duration);
  const deliveries = run.delivered - before.delivered;
  return {
    rate: deliveries / ((run.lastDelivery - before.at) / 1000),
    cpu: ((cpuSeconds(options.pid) - before.cpu) * 1e6) / deliveries,
    resident: residentBytes(options.pid),
    deliveries,
    lost: run.missing,
    outOfOrder: run.outOfOrder,
  };
}

class Flow {
  delivered = 0;
  lastDelivery = 0;
  outOfOrder = 0;
  readonly #options: FlowOptions;
  readonly #sent: Float64Array;
  /** Deliveries that each publisher's messages should have made, and did. */
  readonly #due: Float64Array;
  readonly #arrived: Float64Array;
  #until = 0;
  #scheduled = false;

  constructor(options: FlowOptions) {
    this.#options = options;
    const { publishers, subscribers } = options;
    this.#sent = new Float64Array(publishers.length);
    this.#due = new Float64Array(publishers.length);
    this.#arrived = new Float64Array(publishers.length);
    for (const subscriber of subscribers) {
      const last = new Float64Array(publishers.length).fill(-1);
      subscriber.onMessage = (sender, sequence) => {
        if (sequence <= (last[sender] as number)) this.outOfOrder++;
        last[sender] = sequence;
        this.#arrived[sender] = (this.#arrived[sender] as number) + 1;
        this.delivered++;
      };
      subscriber.onTurn = () => this.#turn();
    }
    for (const { connection } of publishers) connection.onTurn = () => this.#turn();
  }

  get missing(): number {
    return this.#due.reduce((sum, due) => sum + due, 0) - this.delivered;
  }

  /** Publishes for so long, then waits for what is on its way. */
  async during(ms: number): Promise<void> {
    this.lastDelivery = performance.now();
    this.#until = performance.now() + ms;
    this.#schedule();
    while (performance.now() < this.#until || !this.#isDone()) {
      if (performance.now() > Math.max(this.#until, this.lastDelivery) + LOST_AFTER_MS) return;
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }

  #isDone(): boolean {
    const { publishers, qos } = this.#options;
    return (
      this.missing === 0 && (qos === 0 || publishers.every(({ connection }, n) => connection.acked === this.#sent[n]))
    );
  }

  #turn(): void {
    this.lastDelivery = performance.now();
    this.#schedule();
  }

  #schedule(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    setImmediate(this.#publish);
  }

  readonly #publish = (): void => {
    this.#scheduled = false;
    if (performance.now() >= this.#until) return;
    const { publishers, window, fan, qos } = this.#options;
    for (let index = 0; index < publishers.length; index++) {
      const { connection, next } = publishers[index] as FlowPublisher;
      let sent = this.#sent[index] as number;
      let due = this.#due[index] as number;
      let room = window - (due - (this.#arrived[index] as number)) / fan;
      if (qos > 0) room = Math.min(room, window - (sent - connection.acked));
      // Without acknowledgements there is no hurry: a quarter of the window at a time.
      if (qos === 0 && room < window / 4) continue;
      for (; room >= 1; room--) {
        const { template, reaches } = next();
        connection.publish(template, sent++);
        due += reaches;
      }
      this.#sent[index] = sent;
      this.#due[index] = due;
    }
  };
}
