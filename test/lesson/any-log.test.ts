import { decodePacket } from '#runtime/mqtt/decode.ts';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LessonRun } from '#runtime/lesson/engine.ts';
import { EventScript, type ScriptedClient } from '../kit/events.ts';
import { lesson } from '../../lessons/01-hello-world/lesson.ts';

const topics = fc.constantFrom('piandmore/test', 'PiAndMore/Test', 'a', '#');
const words = fc.constantFrom('Hello World', '', 'x');

/** One thing that may happen in a lab. */
const happening = fc.oneof(
  fc.record({ kind: fc.constant('connect' as const), by: fc.constantFrom('learner', 'scenery', 'outside') }),
  fc.record({ kind: fc.constant('bytes' as const), client: fc.nat(3), bytes: fc.uint8Array({ maxLength: 24 }) }),
  fc.record({
    kind: fc.constant('subscribe' as const),
    client: fc.nat(3),
    topic: topics,
    code: fc.constantFrom(0, 1, 128),
  }),
  fc.record({
    kind: fc.constant('publish' as const),
    client: fc.nat(3),
    topic: topics,
    text: words,
    retain: fc.boolean(),
  }),
  fc.record({
    kind: fc.constant('receive' as const),
    client: fc.nat(3),
    topic: topics,
    text: words,
    retain: fc.boolean(),
  }),
  fc.record({ kind: fc.constant('close' as const), client: fc.nat(3) }),
  fc.record({ kind: fc.constant('print' as const), text: fc.string() }),
  fc.record({ kind: fc.constant('wait' as const), seconds: fc.integer({ min: 0, max: 4 }) }),
  fc.record({ kind: fc.constant('answer' as const), choice: fc.constantFrom('nothing', 'no', 'yes', '') }),
  fc.record({ kind: fc.constant('step' as const), at: fc.nat(4) }),
);
type Happening = typeof happening extends fc.Arbitrary<infer Value> ? Value : never;

function happen(script: EventScript, clients: ScriptedClient[], what: Happening): void {
  const client = 'client' in what ? clients[what.client] : undefined;
  switch (what.kind) {
    case 'connect':
      clients.push(script.connect({ by: what.by }));
      return;
    case 'bytes':
      client?.raw(what.bytes.length % 2 === 0 ? 'client' : 'server', what.bytes);
      return;
    case 'subscribe':
      client?.subscribe(what.topic, what.code);
      return;
    case 'publish':
      if (what.topic !== '#') client?.publish(what.topic, what.text, { retain: what.retain });
      return;
    case 'receive':
      if (what.topic !== '#') client?.receive(what.topic, what.text, { retain: what.retain });
      return;
    case 'close':
      client?.close();
      return;
    case 'print':
      script.print('mosquitto_pub', what.text);
      return;
    case 'wait':
      script.wait(what.seconds);
      return;
    case 'answer':
      for (const step of ['latecomer', 'letter-for-letter']) script.answer(step, what.choice);
      return;
    case 'step':
      script.choose(lesson.steps[what.at]?.id ?? 'nowhere');
  }
}

describe('whatever the log holds', () => {
  test('the fold goes on, what is done stays done, and one open step is current', () => {
    fc.assert(
      fc.property(fc.array(happening, { maxLength: 60 }), (happenings) => {
        const run = new LessonRun({ lesson, decode: decodePacket });
        const script = new EventScript((event) => run.step(event));
        const clients: ScriptedClient[] = [];
        let done = 0;
        for (const what of happenings) {
          happen(script, clients, what);
          const deadline = run.nextDeadline();
          if (deadline !== undefined && deadline <= script.now) run.tick(script.now);
          const { steps, current } = run.state;
          const now = steps.filter(({ status }) => status === 'done').length;
          expect(now).toBeGreaterThanOrEqual(done);
          expect(steps.filter(({ status }) => status === 'now').map(({ id }) => id)).toEqual(
            current === undefined ? [] : [current],
          );
          done = now;
        }
      }),
      { numRuns: 300 },
    );
  });

  test('folded again, the same log gives the same state', () => {
    fc.assert(
      fc.property(fc.array(happening, { maxLength: 40 }), (happenings) => {
        const states = [1, 2].map(() => {
          const run = new LessonRun({ lesson, decode: decodePacket });
          const script = new EventScript((event) => run.step(event));
          const clients: ScriptedClient[] = [];
          for (const what of happenings) happen(script, clients, what);
          return run.state;
        });
        expect(states[0]).toEqual(states[1]);
      }),
      { numRuns: 100 },
    );
  });
});
