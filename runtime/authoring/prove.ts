/**
 * Proves a lesson in both directions, in labs of its own, on their clocks:
 *
 * 1. *Untouched*: ten lab minutes in which nothing is typed leave every step open.
 * 2. *Solution*: every step closes, in a fresh lab and in the lab that the step before left.
 * 3. *Mistakes*: each example gets that mistake's answer and leaves the step open.
 * 4. *Impostors*: `echo` of all that the solution prints, the solution as a comment, and the answer
 *    of a question without its experiment leave the step open.
 */
import type { TerminalId } from '#runtime/events/event.ts';
import type { Delivered } from '#runtime/lab/delivered/delivered.ts';
import type { Lesson, Mistake, Script, Step } from '#runtime/lesson/lesson.ts';
import { DrivenLab, Stuck, type Printed } from './drive.ts';

export interface ProofFailure {
  readonly path: readonly (string | number)[];
  readonly message: string;
}

/** Lab milliseconds. */
const UNTOUCHED = 600_000;
/** So long after its last line a script may need: windows of quiet, a `sleep`. */
const AFTERMATH = 60_000;
/** So long what must not close a step is watched. */
const WATCHED = 30_000;

type Origin = 'a fresh lab' | 'the lab that the step before left';

/** @param delivered what the lesson brings along for the Pis */
export async function prove(lesson: Lesson, delivered: Delivered = {}): Promise<readonly ProofFailure[]> {
  const failures: ProofFailure[] = [];
  for (const at of lesson.steps.keys()) {
    const found = await new StepProof(lesson, delivered, at).run();
    failures.push(...found);
    // The lab that an unsolved step leaves proves nothing about the next.
    if (found.some(({ path }) => path.at(-1) === 'solution')) break;
  }
  return failures;
}

class StepProof {
  readonly #lesson: Lesson;
  readonly #delivered: Delivered;
  readonly #at: number;
  readonly #step: Step;
  readonly #failures: ProofFailure[] = [];

  constructor(lesson: Lesson, delivered: Delivered, at: number) {
    this.#lesson = lesson;
    this.#delivered = delivered;
    this.#at = at;
    this.#step = lesson.steps[at]!;
  }

  async run(): Promise<readonly ProofFailure[]> {
    const origins: readonly Origin[] =
      this.#at === 0 ? ['a fresh lab'] : ['a fresh lab', 'the lab that the step before left'];
    let printed: readonly Printed[] = [];
    for (const origin of origins) {
      await this.#untouched(origin);
      printed = (await this.#solution(origin)) ?? printed;
    }
    if (this.#failures.length > 0) return this.#failures;
    for (const origin of origins) await this.#impostors(origin, printed);
    for (const [number, mistake] of (this.#step.mistakes ?? []).entries()) await this.#mistake(mistake, number);
    return this.#failures;
  }

  async #untouched(origin: Origin): Promise<void> {
    await this.#in(origin, async (lab) => {
      await lab.wait(UNTOUCHED);
      if (lab.isDone(this.#step.id))
        this.#fail([this.#goalName], `closes by itself in ${origin}: nothing was typed for ten minutes`);
    });
  }

  /** @returns what the solution printed; undefined: it did not close the step */
  async #solution(origin: Origin): Promise<readonly Printed[] | undefined> {
    return this.#in(origin, async (lab) => {
      const before = lab.printed.length;
      const stuck = await attempt(lab, this.#step.solution, this.#step.id);
      if (stuck !== undefined) {
        this.#fail(['solution'], `cannot be typed in ${origin}: ${stuck}`);
        return undefined;
      }
      if (await lab.until(() => lab.isDone(this.#step.id), AFTERMATH)) return lab.printed.slice(before);
      this.#fail(['solution'], `leaves the step open in ${origin}; still waiting for: ${waitingFor(lab, this.#step)}`);
      return undefined;
    });
  }

  async #impostors(origin: Origin, printed: readonly Printed[]): Promise<void> {
    const step = this.#step;
    await this.#impostor(origin, 'an echo of what the solution prints', echoes(printed));
    await this.#impostor(origin, 'the solution as a comment', comments(step.solution));
    if (step.kind === 'question' && step.experiment !== undefined) {
      await this.#impostor(origin, 'the right answer alone', []);
    }
  }

  async #impostor(origin: Origin, what: string, lines: readonly Printed[]): Promise<void> {
    await this.#in(origin, async (lab) => {
      const script: Script = lines.map(({ terminal, text }) => ({ [lab.free[0] ?? terminal]: text }));
      const answer =
        this.#step.kind === 'question' && this.#step.experiment !== undefined ? [{ answer: this.#step.right }] : [];
      await attempt(lab, [...script, ...answer], this.#step.id);
      await lab.wait(WATCHED);
      if (lab.isDone(this.#step.id)) this.#fail([this.#goalName], `is met in ${origin} by ${what}`);
    });
  }

  async #mistake(mistake: Mistake, number: number): Promise<void> {
    const path = ['mistakes', number, 'example'];
    await this.#in('the lab that the step before left', async (lab) => {
      const { id } = this.#step;
      const stuck = await attempt(lab, mistake.example, id);
      if (stuck !== undefined) return this.#fail(path, `cannot be typed: ${stuck}`);
      await lab.until(() => lab.isDone(id) || lab.step(id).mistake?.id === mistake.id, AFTERMATH);
      const seen = lab.step(id).mistake?.id;
      if (lab.isDone(id)) return this.#fail(path, 'closes the step; a mistake must leave it open');
      if (seen === mistake.id) return undefined;
      const message =
        seen === undefined
          ? 'gets no answer: `seen` does not recognise it'
          : `gets the answer of "${seen}", which is listed`;
      return this.#fail(path, message);
    });
  }

  /** Runs something in a lab where this step is current. */
  async #in<Result>(origin: Origin, run: (lab: DrivenLab) => Promise<Result>): Promise<Result> {
    const before = this.#lesson.steps.slice(0, this.#at);
    const fresh = origin === 'a fresh lab';
    const done = fresh ? before.map(({ id }) => id) : [];
    const lab = await DrivenLab.open({ lesson: this.#lesson, done, delivered: this.#delivered });
    try {
      if (!fresh) await replay(lab, before);
      return await run(lab);
    } finally {
      lab.end();
    }
  }

  get #goalName(): string {
    return this.#step.kind === 'task' ? 'goal' : 'experiment';
  }

  #fail(path: readonly (string | number)[], message: string): undefined {
    const what =
      path[0] === 'mistakes'
        ? `the example of mistake "${this.#step.mistakes?.[Number(path[1])]?.id}"`
        : `the ${String(path[0])}`;
    this.#failures.push({
      path: ['steps', this.#at, ...path],
      message: `step "${this.#step.id}": ${what} ${message}`,
    });
    return undefined;
  }
}

async function replay(lab: DrivenLab, steps: readonly Step[]): Promise<void> {
  for (const { solution, id } of steps) {
    await lab.run(solution, id);
    await lab.until(() => lab.isDone(id), AFTERMATH);
  }
}

/** @returns why the script could not be typed */
async function attempt(lab: DrivenLab, script: Script, step: string): Promise<string | undefined> {
  try {
    await lab.run(script, step);
    return undefined;
  } catch (error) {
    if (error instanceof Stuck) return error.message;
    throw error;
  }
}

function waitingFor(lab: DrivenLab, { id }: Step): string {
  const open = lab.step(id).parts.filter(({ met }) => !met);
  return open.map(({ what }) => `${what.id} ${JSON.stringify(what.values ?? {})}`).join(', ');
}

const echoes = (printed: readonly Printed[]): readonly Printed[] =>
  printed.flatMap(({ terminal, text }) =>
    text
      .split('\n')
      .flatMap((line) => (line === '' ? [] : [{ terminal, text: `echo '${line.replaceAll("'", "'\\''")}'` }])),
  );

const comments = (script: Script): readonly Printed[] =>
  [script]
    .flat()
    .flatMap((part) =>
      Object.entries(part).flatMap(([terminal, lines]) =>
        terminal === 'answer'
          ? []
          : [lines].flat().map((line) => ({ terminal: terminal as TerminalId, text: `# ${String(line)}` })),
      ),
    );
