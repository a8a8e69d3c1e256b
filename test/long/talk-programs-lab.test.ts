/** The programs that the Pis are delivered with, on simulated Pis: as on this machine (`talk-programs.test.ts`). */
import { describe } from 'vitest';
import { OUR_CONTROLLER, TALKS_CONTROLLER } from '../demo2/controller-cases.ts';
import { labMachine } from '../golden/lab-machine.ts';
import { goldenSuite } from '../golden/suite.ts';
import { programThreads } from '../kit/program-threads.ts';

const threads = programThreads();

describe('Python on a simulated Pi', () => {
  goldenSuite(TALKS_CONTROLLER, () => labMachine(threads));
});

describe('Node on a simulated Pi', () => {
  goldenSuite(OUR_CONTROLLER, () => labMachine(threads));
});
