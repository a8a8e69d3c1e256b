/** The readout under the text: what the step that is worked on waits for, and what was seen of it. */
import { useSignalEffect, type ReadonlySignal } from '@preact/signals';
import { find } from './find.ts';
import type { LessonState, PartState } from '#runtime/lesson/state.ts';
import { say as sayPhrase } from '#runtime/lesson/phrases.ts';
import { Icon } from '../components/Icon.tsx';
import type { Strings } from '../i18n/en.ts';

export function Goals({ lesson, say }: { lesson: ReadonlySignal<LessonState | undefined>; say: Strings }) {
  const state = lesson.value;
  const index = state?.steps.findIndex((step) => step.id === state.current) ?? -1;
  const step = state?.steps[index];
  useSignalEffect(() => {
    const { current, steps } = lesson.value ?? {};
    find('[data-goals]').hidden = !steps?.some((one) => one.id === current && one.parts.length > 0);
  });
  if (step === undefined) return null;
  const met = step.parts.filter((part) => part.met).length;
  const done = step.status === 'done';
  return (
    <>
      <p role="status">
        {done ? say.lesson.stepDone(index + 1) : say.lesson.goal(index + 1)}
        <span>{say.lesson.seen(met, step.parts.length)}</span>
      </p>
      <ul>
        {step.parts.map((part, key) => (
          <Part key={key} part={part} say={say} />
        ))}
      </ul>
    </>
  );
}

function Part({ part, say }: { part: PartState; say: Strings }) {
  const words = say.lesson;
  const seen =
    part.seen === undefined ? (part.met ? words.partSeen : words.partOpen) : sayPhrase(say.phrases, part.seen);
  return (
    <li data-met={part.met}>
      <Icon name={part.met ? 'tick' : 'ring'} />
      <span>
        <Spoken text={sayPhrase(say.phrases, part.what)} />
      </span>
      <span class="lesson-goals-seen">
        <Spoken text={seen} />
      </span>
    </li>
  );
}

/** What a machine says or is told stands between backticks. */
function Spoken({ text }: { text: string }) {
  return <>{text.split('`').map((piece, index) => (index % 2 === 1 ? <code key={index}>{piece}</code> : piece))}</>;
}
