/** The lab's worker, as the site has it, with a program for `node` that does what a test asks for. */
import { ProgramWorkers } from '#runtime/browser/program-workers.ts';
import { serveLab } from '#runtime/browser/serve-lab.ts';

const open = (): Worker => new Worker(new URL('./program.worker.ts', import.meta.url), { type: 'module' });
serveLab(new ProgramWorkers({ node: open, python3: open }));
