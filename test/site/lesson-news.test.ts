import { expect, test } from 'vitest';
import type { LessonState, StepState } from '#runtime/lesson/state.ts';
import { newsOf } from '../../site/client/lesson-news.ts';

const step = (more: Partial<StepState> = {}): StepState => ({
  id: 'a',
  kind: 'task',
  status: 'now',
  parts: [],
  ...more,
});
const state = (...steps: StepState[]): LessonState => ({ steps });

test('a step that is done is news', () => {
  expect(newsOf(state(step({ status: 'done' })))).not.toBe(newsOf(state(step())));
});

test('an answer to a mistake is news, and so is the same mistake made again', () => {
  const first = newsOf(state(step({ mistake: { id: 'typo', at: 1 } })));
  expect(first).not.toBe(newsOf(state(step())));
  expect(newsOf(state(step({ mistake: { id: 'typo', at: 2 } })))).not.toBe(first);
});

test('a part that was seen is none', () => {
  const part = { what: { id: 'x' }, met: true };
  expect(newsOf(state(step({ parts: [part] })))).toBe(newsOf(state(step())));
});
