import type { Condition, GoldenCase, Outcome, Step } from './case.ts';
import type { Machine, Running } from './machine.ts';

const DEFAULT_CONF = 'listener $PORT 127.0.0.1\nallow_anonymous true\n';
const CONDITION_MS = 10_000;
const RUN_MS = 40_000;
const END_MS = 10_000;
const PORT_NAMES = ['PORT', 'PORT2', 'PORT3', 'PORT4'];

export interface Replayed {
  readonly outcomes: Readonly<Record<string, Outcome>>;
  /** What did not go as the case says, beside its output. */
  readonly notes: readonly string[];
}

/** Plays a case on a machine, which is given back, and takes down what its processes print and end with. */
export async function replay(golden: GoldenCase, machine: Machine): Promise<Replayed> {
  const run = new Replay(golden, machine);
  try {
    return await run.play();
  } finally {
    await run.dispose();
  }
}

class Replay {
  readonly #case: GoldenCase;
  readonly #ports: ReadonlyMap<string, number>;
  readonly #machine: Machine;
  readonly #processes = new Map<string, Running>();
  readonly #notes: string[] = [];

  constructor(golden: GoldenCase, machine: Machine) {
    this.#case = golden;
    this.#machine = machine;
    this.#ports = new Map(PORT_NAMES.map((name, index) => [name, machine.ports[index] ?? 0]));
  }

  async play(): Promise<Replayed> {
    const { conf, files, no_broker: noBroker, steps } = this.#case;
    for (const [name, text] of Object.entries({ ...files, 'mosquitto.conf': conf ?? DEFAULT_CONF })) {
      await this.#machine.write(name, this.#withPorts(text));
    }
    if (noBroker !== true) {
      const until = { proc: 'broker', stream: 'stderr', regex: 'mosquitto version .* running' } as const;
      await this.#step({ start: 'broker', cmd: 'mosquitto -c mosquitto.conf -v', until });
    }
    for (const step of steps) await this.#step(step);
    await this.#endAll();
    return { outcomes: this.#outcomes(), notes: this.#notes };
  }

  async dispose(): Promise<void> {
    for (const process of this.#processes.values()) {
      if (process.exit !== 'running') continue;
      process.signal('SIGKILL');
      await process.wait(END_MS);
    }
    await this.#machine.dispose();
  }

  async #step(step: Step): Promise<void> {
    const awaited = 'await' in step ? step.await : step.until;
    const conditions = awaited === undefined ? [] : 'proc' in awaited ? [awaited] : awaited;
    const before = conditions.map((condition) => ('await' in step ? 0 : this.#matches(condition)));
    await this.#act(step);
    for (const [index, condition] of conditions.entries()) {
      const end = this.#machine.now() + (condition.timeout_s === undefined ? CONDITION_MS : condition.timeout_s * 1000);
      while (!this.#isMet(condition, before[index] ?? 0)) {
        if (this.#machine.now() > end) {
          this.#notes.push(`condition not met: ${JSON.stringify(condition)} after ${JSON.stringify(step)}`);
          return;
        }
        await this.#machine.sleep(10);
      }
    }
  }

  async #act(step: Step): Promise<void> {
    if ('start' in step) {
      this.#start(step.start, step.cmd, step.stdin);
    } else if ('run' in step) {
      const process = this.#start(step.id, step.run, step.stdin);
      if (!(await process.wait(RUN_MS))) {
        this.#notes.push(`did not end: ${step.run}`);
        process.signal('SIGKILL');
        await process.wait(END_MS);
      }
    } else if ('write' in step) {
      this.#process(step.write[0]).write(step.write[1]);
    } else if ('close' in step) {
      this.#process(step.close).close();
    } else if ('signal' in step) {
      this.#process(step.signal[0]).signal(`SIG${step.signal[1]}`);
    } else if ('wait_exit' in step) {
      if (!(await this.#process(step.wait_exit).wait(RUN_MS))) this.#notes.push(`${step.wait_exit} did not end`);
    } else if ('wait_ms' in step) {
      await this.#machine.sleep(step.wait_ms);
    }
  }

  #start(id: string, command: string, stdin: string | undefined): Running {
    const process = this.#machine.start(this.#withPorts(command), stdin);
    this.#processes.set(id, process);
    return process;
  }

  #process(id: string): Running {
    const process = this.#processes.get(id);
    if (process === undefined) throw new Error(`${this.#case.id}: no process "${id}" was started`);
    return process;
  }

  /** Ctrl-C for what still runs, in the order of starting; SIGTERM for brokers, the first one last. */
  async #endAll(): Promise<void> {
    const ids = [...this.#processes.keys()].filter((id) => id !== 'broker' || this.#case.no_broker === true);
    if (this.#processes.has('broker') && !ids.includes('broker')) ids.push('broker');
    for (const id of ids) {
      const process = this.#process(id);
      if (process.exit === 'running') process.signal(this.#isBroker(id) ? 'SIGTERM' : 'SIGINT');
      if (!(await process.wait(END_MS))) this.#notes.push(`${id} did not end at the end of the case`);
    }
  }

  #isBroker(id: string): boolean {
    return id === 'broker' || /^mosquitto\b(?!_)/.test(this.#processes.get(id)?.command.trim() ?? '');
  }

  #matches({ proc, regex, stream = 'stderr' }: Condition): number {
    const process = this.#processes.get(proc);
    return process === undefined || regex === undefined ? 0 : countMatches(process.text(stream), regex);
  }

  #isMet(condition: Condition, before: number): boolean {
    const process = this.#processes.get(condition.proc);
    if (process === undefined) return false;
    if (condition.exit === true) return process.exit !== 'running';
    if (condition.lines !== undefined) {
      return process.text(condition.stream ?? 'stdout').split('\n').length - 1 >= condition.lines;
    }
    return this.#matches(condition) - before >= (condition.count ?? 1);
  }

  #outcomes(): Record<string, Outcome> {
    const outcomes: Record<string, Outcome> = {};
    for (const [id, process] of this.#processes) {
      if (this.#isBroker(id) && this.#case.logs?.[id] === undefined) continue;
      outcomes[id] = {
        stdout: this.#normalised(id, 'stdout', process.text('stdout')),
        stderr: this.#normalised(id, 'stderr', process.text('stderr')),
        exit: process.exit,
      };
    }
    return outcomes;
  }

  #normalised(id: string, stream: 'stdout' | 'stderr', output: string): string {
    const { logs, normalise = [], sort = [] } = this.#case;
    let text = output.replaceAll(this.#machine.directory, '$DIR');
    for (const [name, port] of this.#ports) {
      text = text.replace(new RegExp(`(?<!\\d)${port}(?!\\d)`, 'g'), () => `$${name}`);
    }
    const shown = logs?.[id];
    if (shown !== undefined && shown !== '' && stream === 'stderr') {
      const pattern = pythonRegExp(shown);
      text = linesOf(text)
        .filter((line) => pattern.test(line))
        .join('');
    }
    for (const { regex, replace, where = '*' } of normalise) {
      if (!['*', id, `${id}.${stream}`].includes(where)) continue;
      text = text.replace(pythonRegExp(regex, 'gm'), () => replace);
    }
    return sort.includes(`${id}.${stream}`) ? linesOf(text).sort().join('') : text;
  }

  #withPorts(text: string): string {
    return text.replace(/\$(PORT[234]?)/g, (_, name: string) => String(this.#ports.get(name)));
  }
}

const linesOf = (text: string): string[] => text.match(/[^\n]*\n|[^\n]+$/g) ?? [];

const countMatches = (text: string, regex: string): number => [...text.matchAll(pythonRegExp(regex, 'gm'))].length;

/** Python's `(?i)` at the beginning is a flag of JavaScript's. */
function pythonRegExp(regex: string, flags = ''): RegExp {
  const [, inline = '', rest = ''] = /^(?:\(\?([ims]+)\))?([^]*)$/.exec(regex) ?? [];
  return new RegExp(rest, [...new Set(`${flags}${inline}`)].join(''));
}
