import { PYTHON } from '../demo2/demo.ts';
import { demo2Stories } from '../demo2/stories.ts';

demo2Stories('Python', {
  programs: PYTHON,
  interrupted: /Traceback \(most recent call last\):\n(?: .*\n)+KeyboardInterrupt\n/m,
  unanswered: /^lm75b\.py: no answer from the sensor at 0x48 on bus 1: \[Errno 121\] Remote I\/O error$/m,
  heard: {
    title: 'the controller dies of it, and all LEDs blink',
    controller: /^ValueError: could not convert string to float: b'lm75b\.py: no answer from the sensor .*\n/m,
    leds: /level 4: all blink, the controller is gone\n$/,
  },
  timeout: 60_000,
});
