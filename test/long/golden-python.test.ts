import { afterAll, describe, expect } from 'vitest';
import { programThreads } from '../kit/program-threads.ts';
import { labMachine } from '../golden/lab-machine.ts';
import { pythonCases } from '../golden/selection.ts';
import { goldenSuite } from '../golden/suite.ts';

describe('on a simulated Pi, the talk’s controller does what the real Python and paho did', () => {
  const threads = programThreads();
  afterAll(() => expect(threads.running).toBe(0));
  goldenSuite(pythonCases(), () => labMachine(threads));
});
