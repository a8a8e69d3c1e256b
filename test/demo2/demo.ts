import type { BoardAct } from '#runtime/events/event.ts';
import type { CableAct } from '#runtime/lab/messages.ts';
import { decodePacket } from '#runtime/mqtt/decode.ts';
import { TestLab } from '../kit/lab.ts';
import { programThreads } from '../kit/program-threads.ts';

export const TEMP = 'piandmore/rpi-pub/temp';
export const LED = 'piandmore/rpi-sub/led';

/** In which language the programs are that the demonstration needs. */
export interface Programs {
  /** Command lines. */
  readonly sensor: string;
  readonly controller: string;
}

export const TYPESCRIPT: Programs = { sensor: 'node lm75b.ts', controller: 'node controller.ts' };
export const PYTHON: Programs = { sensor: './lm75b.py', controller: 'python3 controller.py' };

/** The talk's three Pis with a terminal each, two on `rpi-broker`, on a clock that the test moves. */
export class Demo {
  readonly test: TestLab;
  readonly #programs: Programs;

  private constructor(test: TestLab, programs: Programs) {
    this.test = test;
    this.#programs = programs;
  }

  static async open(programs: Programs): Promise<Demo> {
    const threads = programThreads();
    const terminals = ['rpi-broker', 'rpi-broker', 'rpi-pub', 'rpi-sub'];
    return new Demo(await TestLab.open({ terminals, programs: threads }, threads), programs);
  }

  end(): void {
    this.test.lab.end();
  }

  /** As on the slide. */
  async sensor(): Promise<void> {
    const pub = 'mosquitto_pub -h 192.168.1.3 -t piandmore/rpi-pub/temp -l';
    await this.type('rpi-pub', `unbuffer ${this.#programs.sensor} | ${pub}`);
  }

  async leds(): Promise<void> {
    await this.type('rpi-sub', 'unbuffer mosquitto_sub -h 192.168.1.3 -t piandmore/rpi-sub/led | sudo ./led');
  }

  async controller(): Promise<void> {
    await this.type('rpi-broker', this.#programs.controller);
  }

  /** In the first terminal of a Pi, or in the one that is named: `rpi-broker#2`. */
  async type(terminal: string, line: string): Promise<void> {
    await this.test.type(terminalOf(terminal), line);
  }

  async keys(terminal: string, keys: string): Promise<void> {
    await this.test.keys(terminalOf(terminal), keys);
  }

  screen(terminal: string): string {
    return this.test.screen(terminalOf(terminal));
  }

  async pass(seconds: number): Promise<void> {
    await this.test.clock.advance(seconds * 1_000);
  }

  act(host: string, act: BoardAct | CableAct): void {
    this.test.lab.act(host, act);
  }

  /** Payloads that were published on a topic, in order, by whomever: what a subscriber to it would have seen of them. */
  published(topic: string): string[] {
    return this.test.of('packet').flatMap(({ sender, bytes }) => {
      if (sender !== 'client' || bytes[0]! >> 4 !== 3) return [];
      const packet = decodePacket(bytes, { sender, level: 4 });
      return packet.type === 'PUBLISH' && packet.topic === topic ? [new TextDecoder().decode(packet.payload)] : [];
    });
  }

  /** Which LEDs are lit now. */
  get lit(): readonly string[] {
    const { leds } = this.test.lab.hardware('rpi-sub');
    return (['red', 'yellow', 'green'] as const).filter((colour) => leds?.isLit(colour));
  }
}

const terminalOf = (name: string): `${string}#${number}` =>
  (name.includes('#') ? name : `${name}#1`) as `${string}#${number}`;
