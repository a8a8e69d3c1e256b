/**
 * All that a lesson may import, as `kleber/lesson`.
 *
 * A lesson says what must be *so*, not what must be typed: its checks are folds over the lab's event
 * log, so a command, a program or a real Pi may all meet them. They count what the learner caused,
 * unless they say `by: 'anyone'`.
 */
export { defineLesson, mistake, question, task } from './lesson.ts';
export type {
  LabSetup,
  Lesson,
  Mistake,
  MistakeParts,
  PanelName,
  Question,
  QuestionParts,
  Script,
  ScriptPart,
  Step,
  Task,
  TaskParts,
} from './lesson.ts';

export { all } from './checks/all.ts';
export { answered } from './checks/answered.ts';
export { any } from './checks/any.ts';
export { connected, disconnected, type ConnectedOptions, type DisconnectedOptions } from './checks/connected.ts';
export { count } from './checks/count.ts';
export { exited, type ExitedOptions } from './checks/exited.ts';
export { after, inOrder } from './checks/in-order.ts';
export { delivered, published, type MessageOptions } from './checks/message.ts';
export { printed, type PrintedOptions } from './checks/printed.ts';
export { quiet, type QuietOptions } from './checks/quiet.ts';
export { sameClient } from './checks/same-client.ts';
export { subscribed, type SubscribedOptions } from './checks/subscribed.ts';
export { during, unless } from './checks/unless.ts';
export { within } from './checks/within.ts';

export type { By, Check, Moment, Proof } from './check.ts';
export type { NumberMatcher, PayloadMatcher, Range, TextMatcher } from './matcher.ts';
