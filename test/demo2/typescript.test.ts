import { TYPESCRIPT } from './demo.ts';
import { demo2Stories } from './stories.ts';

demo2Stories('TypeScript', {
  programs: TYPESCRIPT,
  interrupted: /\^C\n/,
  unanswered: /^lm75b\.ts: no answer from the sensor at 0x48 on bus 1: Error: /m,
  heard: {
    title: 'the controller says that it is no temperature, and goes on',
    controller: /^piandmore\/rpi-pub\/temp: no temperature, but \d+ bytes: "lm75b\.ts: no answer "\n$/m,
    leds: /level 1: green, temperature is fine\n$/,
  },
  timeout: 30_000,
});
