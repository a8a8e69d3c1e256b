/** The lab in a worker of the page: a runaway loop in it never freezes the page. */
import { ProgramWorkers } from './program-workers.ts';
import { serveLab } from './serve-lab.ts';

serveLab(
  new ProgramWorkers({
    node: () => new Worker(new URL('./node.worker.ts', import.meta.url), { type: 'module' }),
    python3: (kit) => {
      const worker = new Worker(new URL('./python.worker.ts', import.meta.url), { type: 'module' });
      worker.postMessage({ type: 'kit', kit });
      return worker;
    },
  }),
);
