import { decodePacket } from '#runtime/mqtt/decode.ts';
import { describe, expect, test } from 'vitest';
import {
  answered,
  defineLesson,
  delivered,
  mistake,
  printed,
  published,
  question,
  quiet,
  subscribed,
  task,
  type Lesson,
} from '#runtime/lesson/api.ts';
import { LessonRun } from '#runtime/lesson/engine.ts';
import type { LessonState, StepState } from '#runtime/lesson/state.ts';
import { EventScript } from '../kit/events.ts';

const lesson = defineLesson({
  lab: { terminals: ['rpi-broker', 'rpi-broker'] },
  steps: [
    task('listen', {
      goal: subscribed({ filter: 'a' }),
      solution: { 'rpi-broker#1': 'mosquitto_sub -t a' },
      mistakes: [
        mistake('a-port', {
          seen: printed({ program: 'mosquitto_sub', text: /Connection refused/ }),
          example: { 'rpi-broker#1': 'mosquitto_sub -p 1 -t a' },
        }),
        mistake('any-error', {
          seen: printed({ program: 'mosquitto_sub', text: /Error/ }),
          example: { 'rpi-broker#1': 'mosquitto_sub' },
        }),
      ],
    }),
    task('speak', { goal: delivered({ topic: 'a' }), solution: { 'rpi-broker#2': 'mosquitto_pub -t a -m x' } }),
    question('later', {
      choices: ['message', 'nothing'],
      right: 'nothing',
      experiment: quiet({ for: 3, after: subscribed({ filter: 'a' }), of: delivered({ topic: 'a' }) }),
      solution: { 'rpi-broker#2': 'mosquitto_sub -t a', answer: 'nothing' },
      mistakes: [mistake('thinks-so', { seen: answered('message'), example: { answer: 'message' } })],
    }),
  ],
});

interface Running {
  readonly run: LessonRun;
  readonly script: EventScript;
  readonly changes: LessonState[];
  step(id: string): StepState;
}

function running(done: readonly string[] = [], what: Lesson = lesson): Running {
  const run = new LessonRun({ lesson: what, decode: decodePacket, done });
  const changes: LessonState[] = [];
  run.onChange = (state) => changes.push(state);
  const script = new EventScript((event) => run.step(event));
  return { run, script, changes, step: (id) => run.state.steps.find((step) => step.id === id)! };
}

describe('steps', () => {
  test('the first that is not done is current', () => {
    expect(running().run.state.current).toBe('listen');
    expect(running(['listen']).run.state.current).toBe('speak');
    expect(running(['listen', 'speak', 'later']).run.state.current).toBeUndefined();
  });

  test('ids of steps that the lesson no longer has are passed over', () => {
    expect(running(['gone', 'listen']).run.state.current).toBe('speak');
  });

  test('a goal that is met closes its step, says when, and opens the next', () => {
    const { run, script, step } = running();
    script.connect().subscribe('a');
    expect(step('listen')).toMatchObject({ status: 'done', doneAt: script.now, parts: [{ met: true }] });
    expect(run.state.current).toBe('speak');
    expect(step('speak').status).toBe('now');
  });

  test('a fact from before closes the next step as soon as it is current', () => {
    const twice = defineLesson({ ...lesson, steps: [lesson.steps[1]!, lesson.steps[0]] });
    const { run, script } = running([], twice);
    const client = script.connect().subscribe('a');
    expect(run.state.current).toBe('speak');
    client.receive('a', 'x');
    expect(run.state.current).toBeUndefined();
  });

  test('one message closes one step', () => {
    const same = task('again', { goal: delivered({ topic: 'a' }), solution: { 'rpi-broker#2': 'x' } });
    const { run, script } = running(
      ['listen'],
      defineLesson({ ...lesson, steps: [lesson.steps[0], lesson.steps[1]!, same] }),
    );
    const client = script.connect().receive('a', '1');
    expect(run.state.current).toBe('again');
    client.receive('a', '2');
    expect(run.state.current).toBeUndefined();
  });

  test('what happens before a step is current does not count for it', () => {
    const { script, step } = running();
    const client = script.connect().receive('a', 'early').subscribe('a');
    expect(step('speak').status).toBe('now');
    client.receive('a', 'now');
    expect(step('speak').status).toBe('done');
  });

  test('the learner may choose another step, and comes back to what is open', () => {
    const { run, script } = running();
    script.choose('speak');
    expect(run.state.current).toBe('speak');
    script.connect().receive('a', 'x');
    expect(run.state.current).toBe('later');
  });

  test('after the last one, the open ones before it are next', () => {
    const { run, script } = running(['speak']);
    script.choose('later');
    script.connect().subscribe('a');
    script.answer('later', 'nothing');
    script.wait(3);
    run.tick(script.now);
    // The subscription that the experiment needed is held: the first step is done by it too.
    expect(run.state.current).toBeUndefined();
    expect(run.state.steps.map(({ status }) => status)).toEqual(['done', 'done', 'done']);
  });

  test('a step that is done, or unknown, cannot be chosen', () => {
    const { run, script } = running(['listen']);
    script.choose('listen');
    script.choose('nowhere');
    expect(run.state.current).toBe('speak');
  });

  test('nothing changed, nothing said', () => {
    const { script, changes } = running();
    script.connect().publish('b', 'x').subscribe('b');
    expect(changes).toEqual([]);
  });
});

describe('mistakes', () => {
  test('of several at once, the first listed answers', () => {
    const { script, step } = running();
    script.print('mosquitto_sub', 'Error: Connection refused\n');
    expect(step('listen').mistake).toEqual({ id: 'a-port', at: script.now, terminal: 'rpi-broker#2' });
  });

  test('the latest one answers, also the same one again', () => {
    const { script, step } = running();
    script.print('mosquitto_sub', 'Error: Connection refused\n', { pid: 1 });
    script.wait(5);
    script.print('mosquitto_sub', 'Error: no topic\n', { pid: 2 });
    expect(step('listen').mistake?.id).toBe('any-error');
    script.wait(5);
    script.print('mosquitto_sub', 'Error: no topic\n', { pid: 3 });
    expect(step('listen').mistake).toMatchObject({ id: 'any-error', at: script.now });
  });

  test('a loop that makes it over and over is told once a second', () => {
    const { script, changes } = running();
    for (let n = 0; n < 200; n++) {
      script.print('mosquitto_sub', 'Error: no topic\n', { pid: n });
      script.wait(0.01);
    }
    expect(changes).toHaveLength(2);
  });

  test('is not shown once the step is done', () => {
    const { script, step } = running();
    script.print('mosquitto_sub', 'Error: no topic\n');
    script.connect().subscribe('a');
    expect(step('listen').mistake).toBeUndefined();
  });

  test('does not count from before the step', () => {
    const { script, step } = running();
    script.choose('speak');
    script.print('mosquitto_sub', 'Error: no topic\n');
    script.choose('listen');
    expect(step('listen').mistake).toBeUndefined();
  });

  test('a wrong answer may have one', () => {
    const { script, step } = running(['listen', 'speak']);
    script.answer('later', 'message');
    expect(step('later')).toMatchObject({ status: 'now', mistake: { id: 'thinks-so' }, answer: { right: false } });
  });

  test('that was an answer is gone with the next answer', () => {
    const { script, step } = running(['listen', 'speak']);
    script.answer('later', 'message');
    script.answer('later', 'nothing');
    expect(step('later').mistake).toBeUndefined();
    script.answer('later', 'message');
    expect(step('later').mistake?.id).toBe('thinks-so');
  });
});

describe('questions', () => {
  const asked = (): Running => running(['listen', 'speak']);

  test('answer, then prove', () => {
    const { run, script, step } = asked();
    script.answer('later', 'nothing');
    expect(step('later')).toMatchObject({ status: 'now', answer: { choice: 'nothing', right: true, proven: false } });
    script.connect().subscribe('a');
    script.wait(3);
    run.tick(script.now);
    expect(step('later')).toMatchObject({ status: 'done', answer: { right: true, proven: true } });
  });

  test('prove, then answer', () => {
    const { run, script, step } = asked();
    script.connect().subscribe('a');
    script.wait(3);
    run.tick(script.now);
    expect(step('later').status).toBe('now');
    script.answer('later', 'message');
    expect(step('later')).toMatchObject({ status: 'now', answer: { right: false, proven: true } });
    script.answer('later', 'nothing');
    expect(step('later').status).toBe('done');
  });

  test('the lines say the answer first, then the experiment', () => {
    const { script, step } = asked();
    script.answer('later', 'message');
    expect(step('later').parts.map(({ what, seen }) => [what.id, seen?.id])).toEqual([
      ['lesson.answer', 'seen.wrong-answer'],
      ['check.subscribed', 'seen.none'],
      ['check.delivered.quiet', 'seen.none'],
    ]);
  });

  test('an answer that is no choice, or to no question, is no answer', () => {
    const { script, changes } = asked();
    script.answer('later', 'perhaps');
    script.answer('listen', 'nothing');
    script.answer('nowhere', 'nothing');
    expect(changes).toEqual([]);
  });

  test('without an experiment the right answer is enough', () => {
    const plain = defineLesson({
      ...lesson,
      steps: [question('plain', { choices: ['yes', 'no'], right: 'no', solution: { answer: 'no' } })],
    });
    const { script, step } = running([], plain);
    script.answer('plain', 'yes');
    expect(step('plain').status).toBe('now');
    script.answer('plain', 'no');
    expect(step('plain').status).toBe('done');
  });
});

describe('time', () => {
  test('a deadline is named only while a window is open', () => {
    const { run, script } = running(['listen', 'speak']);
    expect(run.nextDeadline()).toBeUndefined();
    script.connect().subscribe('a');
    expect(run.nextDeadline()).toBe(script.now + 3_000);
    script.wait(3);
    run.tick(script.now);
    expect(run.nextDeadline()).toBeUndefined();
  });
});

describe('an author cannot rest a goal on what is said', () => {
  test('the types refuse it', () => {
    // @ts-expect-error printed alone decides no goal
    task('t', { goal: printed({ program: 'p', text: 'x' }), solution: { 'rpi-broker#1': 'x' } });
    // @ts-expect-error an answer needs no goal of a task
    task('t', { goal: answered('x'), solution: { 'rpi-broker#1': 'x' } });
    expect(task('t', { goal: published({ topic: 'a' }), solution: {} }).kind).toBe('task');
  });
});
