/** The talk's second demonstration, and what happens when a part of it is taken away; in either language. */
import { afterEach, describe, expect, it } from 'vitest';
import { Demo, LED, TEMP, type Programs } from './demo.ts';

export interface StoryParts {
  readonly programs: Programs;
  /** What the controller leaves on its terminal when Ctrl-C ends it. */
  readonly interrupted: RegExp;
  /** What the sensor's program says when nobody answers. */
  readonly unanswered: RegExp;
  /** What becomes of the controller when it hears that. */
  readonly heard: { readonly title: string; readonly controller: RegExp; readonly leds: RegExp };
  /** Milliseconds for one story. */
  readonly timeout: number;
}

export function demo2Stories(name: string, { programs, interrupted, unanswered, heard, timeout }: StoryParts): void {
  describe(`Demo 2 with programs in ${name}`, { timeout }, () => {
    let demo: Demo;
    afterEach(() => demo.end());

    const begun = async (): Promise<void> => {
      demo = await Demo.open(programs);
      await demo.leds();
      await demo.controller();
    };
    const controlled = async (temperature: string): Promise<void> => {
      await demo.type('rpi-broker#2', `mosquitto_pub -h 127.0.0.1 -t ${TEMP} -m ${temperature}`);
    };

    it('the sensor is warmed: at 33.00 the LEDs turn from green to red, and each level is that of its temperature', async () => {
      await begun();
      await demo.sensor();
      await demo.pass(2);
      expect(demo.lit).toEqual(['green']);
      demo.act('rpi-pub', { act: 'temperature', celsius: 45 });
      await demo.pass(8);
      expect(demo.lit).toEqual(['red']);
      expect(demo.screen('rpi-sub')).toMatch(/level 1: green, temperature is fine\n(.*\n)*level 2: red, too hot\n/);

      const temperatures = demo.published(TEMP).map(Number);
      expect(temperatures.length).toBeGreaterThanOrEqual(9);
      expect(temperatures.every((celsius) => celsius % 0.125 === 0)).toBe(true);
      expect(temperatures.at(-1)).toBeGreaterThan(temperatures[0]! + 10);
      expect(demo.published(LED)).toEqual(temperatures.map((celsius) => (celsius < 33 ? '1' : '2')));
    });

    it('exactly 33.00: nothing happens', async () => {
      await begun();
      await controlled('33.125');
      await controlled('33.00');
      await controlled('33');
      expect(demo.lit).toEqual(['red']);
      expect(demo.published(LED)).toEqual(['2']);
      await controlled('32.875');
      expect(demo.lit).toEqual(['green']);
      await controlled('33.00');
      expect(demo.lit).toEqual(['green']);
    });

    it('kill -9: the will is published, and all LEDs blink', async () => {
      await begun();
      await controlled('22.5');
      await demo.type('rpi-broker#2', `kill -9 $(pgrep -f controller)`);
      expect(demo.screen('rpi-broker')).toContain('Killed\n');
      expect(demo.screen('rpi-sub')).toMatch(/level 4: all blink, the controller is gone\n$/);
      for (const lit of [3, 0, 3, 0]) {
        expect(demo.lit).toHaveLength(lit);
        await demo.pass(0.5);
      }
    });

    it('Ctrl-C: no goodbye, so the will is published', async () => {
      await begun();
      await controlled('22.5');
      await demo.keys('rpi-broker', '\x03');
      await demo.type('rpi-broker', 'echo $?');
      expect(demo.screen('rpi-broker')).toMatch(interrupted);
      expect(demo.screen('rpi-broker')).toContain('\n130\n');
      expect(demo.screen('rpi-sub')).toContain('level 4: all blink, the controller is gone\n');
    });

    it('the network cable of the controller: its will comes after one and a half times its keep alive', async () => {
      demo = await Demo.open(programs);
      await demo.leds();
      const [runner = '', file = ''] = programs.controller.split(' ');
      await demo.type('rpi-broker', `scp ${file} rpi-pub:`);
      await demo.type('rpi-pub', `sed -i s/127.0.0.1/192.168.1.3/ ${file}; ${runner} ${file}`);
      await controlled('22.5');
      expect(demo.lit).toEqual(['green']);
      await demo.pass(20);
      demo.act('rpi-pub', { act: 'cable', plugged: false });
      // The last that the broker heard of it was the level, 20 seconds ago: 90 are over 70 from now.
      await demo.pass(69.5);
      expect(demo.lit).toEqual(['green']);
      await demo.pass(1);
      expect(demo.screen('rpi-sub')).toContain('level 4: all blink, the controller is gone\n');
    });

    it('the sensor is unplugged: its program says so, and ends', async () => {
      demo = await Demo.open(programs);
      await demo.type('rpi-pub', programs.sensor);
      await demo.pass(1);
      expect(demo.screen('rpi-pub')).toMatch(/^2[12]\.\d{3}\n2[12]\.\d{3}\n$/m);
      demo.act('rpi-pub', { act: 'plug', part: 'sensor', plugged: false });
      await demo.pass(1);
      await demo.type('rpi-pub', 'echo $?');
      expect(demo.screen('rpi-pub')).toMatch(unanswered);
      expect(demo.screen('rpi-pub')).toContain('\n1\n');
    });

    it(`the sensor is unplugged while unbuffer writes what its program says into the topic: ${heard.title}`, async () => {
      await begun();
      await demo.sensor();
      await demo.pass(2);
      demo.act('rpi-pub', { act: 'plug', part: 'sensor', plugged: false });
      await demo.pass(2);
      expect(demo.published(TEMP).at(-1)).toMatch(unanswered);
      expect(demo.screen('rpi-broker')).toMatch(heard.controller);
      expect(demo.screen('rpi-sub')).toMatch(heard.leds);
    });
  });
}
