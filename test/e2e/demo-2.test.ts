/**
 * The talk's second demonstration as on its slides: a sensor that is warmed, a controller that listens to it, LEDs that
 * listen to the controller; and what happens when one of them is taken away. Typed by hand, with the controller in
 * Python and in TypeScript, with the broker in the page and in the server. What is expected of the controllers is what
 * was recorded (golden kind `controller`: s106 to s109).
 */
import { describe, expect } from 'vitest';
import type { LessonPage } from '../kit/lesson-page.ts';
import { PiTerminal } from '../kit/pi-terminal.ts';
import { test, type Open } from '../kit/story.ts';

const INTO_MQTT = 'mosquitto_pub -h 192.168.1.3 -t piandmore/rpi-pub/temp -l';
const LEDS = 'unbuffer mosquitto_sub -h 192.168.1.3 -t piandmore/rpi-sub/led | sudo ./led';
const PUBLISH = 'mosquitto_pub -h 127.0.0.1 -t piandmore/rpi-pub/temp';

/** The first program of a page is fetched and compiled, Python with all its megabytes. */
const FIRST_PROGRAM = 30_000;
/** Warming takes its seconds, and so does a broker that waits for a client. */
const STORY = 120_000;

/** The four terminals of the sandbox, and the boards above them. */
class Demo {
  readonly lesson: LessonPage;
  readonly broker: PiTerminal;
  readonly secondBroker: PiTerminal;
  readonly pub: PiTerminal;
  readonly sub: PiTerminal;

  private constructor(lesson: LessonPage) {
    const { page } = lesson;
    this.lesson = lesson;
    this.broker = new PiTerminal(page, 'rpi-broker#1');
    this.secondBroker = new PiTerminal(page, 'rpi-broker#2');
    this.pub = new PiTerminal(page, 'rpi-pub#1');
    this.sub = new PiTerminal(page, 'rpi-sub#1');
  }

  static async open(open: Open, url?: string): Promise<Demo> {
    const lesson = await open({ path: 'sandbox/', ...(url === undefined ? {} : { url }) });
    const demo = new Demo(lesson);
    await lesson.page.getByRole('button', { name: 'Boards' }).click();
    await demo.inWords(/rpi-pub, 192\.168\.1\.4: running\./);
    return demo;
  }

  /** Waits until the boards say this in words. */
  async inWords(words: RegExp): Promise<void> {
    await this.lesson.page.locator('#wb-boards').getByText(words).first().waitFor({ state: 'attached' });
  }

  /** The air around the sensor, in °C. */
  async air(celsius: string): Promise<void> {
    const field = this.lesson.page.getByRole('textbox', { name: 'Temperature of the air, exactly' });
    await field.fill(celsius);
    await field.press('Enter');
  }

  /** The plug of something, pulled or put in. */
  async plug(name: string): Promise<void> {
    await this.lesson.page.getByRole('switch', { name: new RegExp(`^${name}`) }).press('Enter');
  }
}

interface Programs {
  readonly sensor: string;
  readonly controller: string;
  /** What the controller prints when it has subscribed. */
  readonly ready: RegExp;
  /** What it leaves when Ctrl-C ends it. */
  readonly interrupted: RegExp;
  /** What the sensor's program says when nobody answers. */
  readonly unanswered: RegExp;
}

const PYTHON: Programs = {
  sensor: './lm75b.py',
  controller: 'python3 controller.py',
  ready: /^Subscribed: 1 \(0,\)$/m,
  interrupted: /^KeyboardInterrupt$/m,
  unanswered: /^lm75b\.py: no answer from the sensor/m,
};

const TYPESCRIPT: Programs = {
  sensor: 'node lm75b.ts',
  controller: 'node controller.ts',
  ready: /^Connected$/m,
  interrupted: /\^C\n/,
  unanswered: /^lm75b\.ts: no answer from the sensor/m,
};

const GONE = /^level 4: all blink, the controller is gone$/m;

const PLACES = [
  ['in the page, on a static host', 'url', false],
  ['in the server', 'url', true],
  ['in the page, over http in the room', 'insecureUrl', false],
] as const;

const LANGUAGES = [
  ['Python', PYTHON],
  ['TypeScript', TYPESCRIPT],
] as const;

describe.each(PLACES)('with the broker %s', (_, address, isServed) => {
  test.for(LANGUAGES)(
    'Demo 2 with programs in %s',
    { timeout: STORY },
    async ([, programs], { open, site, served }) => {
      const demo = await Demo.open(open, (isServed ? served : site)[address]);
      const { broker, secondBroker, pub, sub } = demo;

      // The slides, in their order.
      await pub.type(`unbuffer ${programs.sensor} | ${INTO_MQTT}`);
      await secondBroker.type('mosquitto_sub -h 127.0.0.1 -t piandmore/rpi-pub/temp');
      await secondBroker.shows(/^2\d\.\d{3}$/m, FIRST_PROGRAM);
      await sub.type(LEDS);
      await broker.type(programs.controller);
      await broker.shows(programs.ready, FIRST_PROGRAM);
      await sub.shows(/^level 1: green, temperature is fine$/m);
      await demo.inWords(/That is level 1/);

      // A warm room: the number climbs, and at 33.00 the light turns.
      await demo.air('45');
      await sub.shows(/^level 2: red, too hot$/m, 15_000);
      await demo.inWords(/That is level 2/);
      const shown = (await secondBroker.screen()).match(/^\d+\.\d+$/gm) ?? [];
      const steps = shown.map((line, at) => Number(line) - Number(shown[at - 1] ?? line));
      expect(Math.max(...steps)).toBeGreaterThan(0.5);
      expect(Math.max(...steps), 'the sensor has inertia').toBeLessThan(10);

      // The controller is killed: its last will.
      await secondBroker.press('Control+c');
      await secondBroker.type('clear; kill -9 $(pgrep -f controller)');
      await broker.shows(/^Killed$/m);
      await sub.shows(GONE);
      await demo.inWords(/That is level 4/);
    },
  );

  test.for(LANGUAGES)(
    'what is taken away, with programs in %s',
    { timeout: STORY },
    async ([, programs], { open, site, served }) => {
      const demo = await Demo.open(open, (isServed ? served : site)[address]);
      const { broker, secondBroker, pub, sub } = demo;
      const listening = async (): Promise<void> => {
        await sub.press('Control+c');
        await sub.type(`clear; ${LEDS}`);
      };
      await listening();

      // Exactly 33.00: the LEDs stay as they are. What is published after it comes after it.
      await broker.type(programs.controller);
      await broker.shows(programs.ready, FIRST_PROGRAM);
      await secondBroker.type(`for t in 33.125 33.00 33 32.875; do ${PUBLISH} -m $t; done`);
      await sub.shows(/^level 2: red, too hot\nlevel 1: green, temperature is fine$/m);

      // Ctrl-C is no goodbye either.
      await broker.press('Control+c');
      await sub.shows(GONE);
      await broker.type('echo $?');
      await broker.shows(/^130$/m);
      expect(await broker.screen()).toMatch(programs.interrupted);

      // A controller on another Pi, whose network cable is pulled: the broker hears nothing for 1.5 times 5 seconds.
      await listening();
      const [runner = '', file = ''] = programs.controller.split(' ');
      await broker.type(`clear; scp ${file} rpi-pub:`);
      await pub.type(`sed -i 's/127.0.0.1/192.168.1.3/; s/60/5/' ${file}; ${runner} ${file}`);
      await pub.shows(programs.ready, FIRST_PROGRAM);
      await demo.plug('Network cable of rpi-pub');
      await demo.inWords(/Network cable: unplugged/);
      expect(await sub.screen()).not.toMatch(GONE);
      await sub.shows(GONE, 15_000);

      // A sensor without its wires.
      await demo.plug('Network cable of rpi-pub');
      await pub.press('Control+c');
      await pub.type(`clear; ${programs.sensor}`);
      await pub.shows(/^2\d\.\d{3}$/m, FIRST_PROGRAM);
      await demo.plug('Wires of the sensor board');
      await pub.shows(programs.unanswered);
    },
  );
});
