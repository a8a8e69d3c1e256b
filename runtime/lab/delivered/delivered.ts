/**
 * The talk's programs for its second demonstration, in the homes of the Pis they run on: ordinary files, which
 * learners read, change, break, and get back as they were delivered.
 */
import type { DeliveredFile } from '#runtime/pi/files/delivered-file.ts';
import { CONTROLLER_PY } from './controller-py.ts';
import { CONTROLLER_TS } from './controller-ts.ts';
import { LED } from './led.ts';
import { LM75B_PY } from './lm75b-py.ts';
import { LM75B_TS } from './lm75b-ts.ts';

/** Files that Pis are delivered with beside those of their system, by host. */
export type Delivered = Readonly<Record<string, readonly DeliveredFile[]>>;

export const TALK_PROGRAMS: Delivered = {
  'rpi-pub': [
    { path: '/home/pi/lm75b.py', content: LM75B_PY },
    { path: '/home/pi/lm75b.ts', content: LM75B_TS },
  ],
  'rpi-broker': [
    { path: '/home/pi/controller.py', content: CONTROLLER_PY },
    { path: '/home/pi/controller.ts', content: CONTROLLER_TS },
  ],
  'rpi-sub': [{ path: '/home/pi/led', content: LED }],
};
