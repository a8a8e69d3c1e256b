import { describe } from 'vitest';
import { labMachine } from './lab-machine.ts';
import { labCases } from './selection.ts';
import { goldenSuite } from './suite.ts';

describe('on a simulated Pi, our programs and our broker do what was recorded', () => {
  goldenSuite(labCases(), () => labMachine());
});
