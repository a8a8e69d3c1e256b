import { structuredPatch } from 'diff';
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { EditorSession } from '../editor-session.ts';
import type { OpenFile } from '../files/open-file.ts';
import { Buttons, Cancel, Notice } from './Notice.tsx';

interface DeliveredQuestionProps {
  readonly session: EditorSession;
  readonly file: OpenFile;
  readonly answer: () => void;
}

/** More lines than these nobody compares by eye; the rest is counted. */
const MOST_LINES = 200;

/** Asks before the delivered text takes the place of the learner's, and shows what would change. */
export function DeliveredQuestion({ session, file, answer }: DeliveredQuestionProps): JSX.Element | null {
  const words = session.text.delivered;
  const [delivered, setDelivered] = useState<{ readonly text: string | undefined } | undefined>(undefined);
  useEffect(() => {
    void file.delivered().then((text) => setDelivered({ text }));
  }, [file]);
  if (delivered === undefined) return null;
  const { text } = delivered;
  const mine = file.buffer?.text();
  if (text === undefined || mine === undefined) return <Said words={words.never} session={session} answer={answer} />;
  if (text === mine) return <Said words={words.is} session={session} answer={answer} />;
  const lines = changedLines(mine, text);
  return (
    <Notice role="alert">
      <p>{words.question}</p>
      <pre class="ed-changes" tabIndex={0} aria-label={words.changes}>
        {lines.slice(0, MOST_LINES).map((line, index) => (
          <span key={index} data-change={line[0]}>
            <span class="k-heard">{line[0] === '-' ? words.removed : line[0] === '+' ? words.added : ''}</span>
            {line}
          </span>
        ))}
      </pre>
      <Buttons>
        <button
          type="button"
          class="k-button"
          onClick={() => {
            file.buffer?.replace(text);
            answer();
          }}
        >
          {words.take}
        </button>
        <Cancel text={session.text} answer={answer} />
      </Buttons>
    </Notice>
  );
}

interface SaidProps {
  readonly words: string;
  readonly session: EditorSession;
  readonly answer: () => void;
}

function Said({ words, session, answer }: SaidProps): JSX.Element {
  return (
    <Notice role="status">
      <p>{words}</p>
      <Buttons>
        <Cancel text={session.text} answer={answer} />
      </Buttons>
    </Notice>
  );
}

/** `-` goes, `+` comes, a blank stays: with one line around each change, and `…` between them. */
function changedLines(mine: string, delivered: string): string[] {
  const { hunks } = structuredPatch('', '', mine, delivered, '', '', { context: 1 });
  return hunks.flatMap(({ lines }, index) => [
    ...(index === 0 ? [] : [' …']),
    ...lines.filter((line) => !line.startsWith('\\')),
  ]);
}
