import { Broker } from '#runtime/broker/broker.ts';
import type { ManualClock } from '#runtime/lab/clock.ts';
import { mosquittoPub } from '#runtime/programs/mosquitto-pub.ts';
import { mosquittoRr } from '#runtime/programs/mosquitto-rr.ts';
import { mosquittoSub } from '#runtime/programs/mosquitto-sub.ts';
import { manualClock } from '../kit/clock.ts';
import type { FakeProcessOptions } from '../kit/fake-process.ts';
import { FakeProcess } from '../kit/fake-process.ts';

const PROGRAMS = { mosquitto_pub: mosquittoPub, mosquitto_sub: mosquittoSub, mosquitto_rr: mosquittoRr };

/** A broker and a clock for the programs of one test. */
export class Bench {
  readonly clock: ManualClock = manualClock();
  readonly log: string[] = [];
  broker = this.#newBroker();

  /** Runs a command line: words, separated by spaces; `''` is an empty one. */
  run(line: string, options: FakeProcessOptions = {}): Promise<FakeProcess> {
    const argv = line.split(' ').map((word) => (word === "''" ? '' : word));
    const name = argv[0] as keyof typeof PROGRAMS;
    const accept = options.accept ?? ((stream) => this.broker.accept(stream));
    return new FakeProcess(argv, { clock: this.clock, ...options, accept }).start(PROGRAMS[name]);
  }

  /** The broker ends and another takes its place. */
  restart(): void {
    this.broker.close();
    this.broker = this.#newBroker();
  }

  #newBroker(): Broker {
    let next = 0;
    return new Broker({
      clock: this.clock,
      random: { bytes: (length) => new Uint8Array(length).map(() => next++ % 256) },
      log: ({ text }) => this.log.push(text),
    });
  }
}
