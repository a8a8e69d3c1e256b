/**
 * Asks about each file that the learner has changed and that is delivered otherwise now: theirs or the new
 * one. Not in a way: until it is answered theirs stays, and everything else goes on.
 */
import { useEffect, useRef } from 'preact/hooks';
import type { FileConflict } from '#runtime/lab/file-conflicts.ts';
import type { Keep } from '#runtime/pi/files/conflicts.ts';
import type { Strings } from '../i18n/en.ts';
import type { LabConnection } from './lab-connection.ts';
import './file-questions.css';

type Words = Strings['lesson']['conflicts'];

interface Props {
  readonly lab: Pick<LabConnection, 'conflicts' | 'send'>;
  readonly say: Words;
}

export function FileQuestions({ lab, say }: Props) {
  const conflicts = lab.conflicts.value;
  const box = useRef<HTMLDivElement>(null);
  const answered = useRef(false);

  // The button that had the focus is gone with its question.
  useEffect(() => {
    if (!answered.current) return;
    answered.current = false;
    if (box.current?.contains(document.activeElement) === true) return;
    (box.current?.querySelector('button') ?? box.current?.closest<HTMLElement>('[tabindex]'))?.focus();
  }, [conflicts]);

  const settle = ({ host, path }: FileConflict, keep: Keep): void => {
    answered.current = true;
    lab.send({ type: 'settle', host, path, keep });
  };
  return (
    <div ref={box} role="status">
      {conflicts.length === 0 ? null : (
        <div class="file-questions">
          <p>{say.lead}</p>
          <p>{say.lost}</p>
          <ul>
            {conflicts.map((conflict) => (
              <Question key={fileOf(conflict)} conflict={conflict} say={say} onSettle={settle} />
            ))}
          </ul>
        </div>
      )}
    </div>
  );
}

interface QuestionProps {
  readonly conflict: FileConflict;
  readonly say: Words;
  readonly onSettle: (conflict: FileConflict, keep: Keep) => void;
}

function Question({ conflict, say, onSettle }: QuestionProps) {
  const { host, refused } = conflict;
  const file = fileOf(conflict);
  const button = (text: string, keep: Keep) => (
    <button
      class="k-button"
      type="button"
      aria-label={say.of(text, file)}
      data-keep={keep}
      onClick={() => onSettle(conflict, keep)}
    >
      {text}
    </button>
  );
  return (
    <li>
      <p class="file-answers">
        <code>{file}</code>
        {button(say.keep, 'mine')}
        {button(say.take, 'delivered')}
      </p>
      {refused === undefined ? null : <p>{refused === 'ENOSPC' ? say.full(host) : say.failed(refused)}</p>}
    </li>
  );
}

/** As scp(1) names it: `rpi-broker:/home/pi/task.py` */
const fileOf = ({ host, path }: FileConflict): string => `${host}:${path}`;
