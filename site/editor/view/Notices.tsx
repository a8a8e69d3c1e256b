import type { JSX } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import type { EditorSession, Question } from '../editor-session.ts';
import type { OpenFile } from '../files/open-file.ts';
import { strerror } from '#runtime/pi/error-text.ts';
import { DeliveredQuestion } from './DeliveredQuestion.tsx';
import { Buttons, Cancel, Notice } from './Notice.tsx';
import { SudoWay } from './SudoWay.tsx';

interface NoticesProps {
  readonly session: EditorSession;
  readonly file: OpenFile;
}

/** What is to be said of the file in front, where it is worked on; the most pressing first. */
export function Notices({ session, file }: NoticesProps): JSX.Element {
  const { text } = session;
  const { theirs, problem, edit, state } = file;
  const question = session.question.value?.about === file ? session.question.value : undefined;
  const isOpen = state.value.is === 'open';
  const waiting = edit.value;
  return (
    <div class="ed-notices">
      {question !== undefined && <Asked session={session} file={file} question={question} />}
      {theirs.value !== undefined && (
        <Notice role="alert">
          <p>{theirs.value === null ? text.theirsGone : text.theirs}</p>
          <Buttons>
            {theirs.value !== null && (
              <button type="button" class="k-button" onClick={() => file.takeTheirs()}>
                {text.takeTheirs}
              </button>
            )}
            <button type="button" class="k-button" onClick={() => file.keepMine()}>
              {text.keepMine}
            </button>
          </Buttons>
        </Notice>
      )}
      {problem.value !== undefined && (
        <Notice role="alert">
          {problem.value.is === 'too-large' ? (
            <p>{text.notSavedTooLarge}</p>
          ) : problem.value.code === 'EACCES' ? (
            <SudoWay session={session} file={file} says={text.notSaved['EACCES'] ?? ''} />
          ) : (
            <p>{text.notSaved[problem.value.code] ?? text.notSavedOther(strerror(problem.value.code))}</p>
          )}
        </Notice>
      )}
      {isOpen && !file.mayWrite.value && problem.value === undefined && (
        <Notice>
          <SudoWay
            session={session}
            file={file}
            says={file.isNew.value ? text.mayNotWriteNew : text.mayNotWrite(file.stat.value?.owner ?? 'root')}
          />
        </Notice>
      )}
      {file.wasReread.value && (
        <Notice role="status">
          <p>{text.wasReread}</p>
        </Notice>
      )}
      {waiting !== undefined && question?.is !== 'leave' && (
        <Notice role="status">
          <p>{text.waits(waiting.host, waiting.user)}</p>
          <Buttons>
            <button
              type="button"
              class="k-button"
              onClick={() => {
                if (file.isUnsaved.value) session.question.value = { about: file, is: 'leave' };
                else session.leave(file);
              }}
            >
              {text.done}
            </button>
          </Buttons>
        </Notice>
      )}
    </div>
  );
}

function Asked({ session, file, question }: NoticesProps & { readonly question: Question }): JSX.Element {
  const { text, desk } = session;
  const box = useRef<HTMLDivElement>(null);
  const answer = (): void => {
    session.question.value = undefined;
    session.screen.value?.focus();
  };
  // It was just asked for, so the answer's keys are where the focus is.
  useLayoutEffect(() => box.current?.querySelector('button')?.focus(), [question]);
  const saveAnd = async (go: () => void): Promise<void> => {
    session.question.value = undefined;
    if (await file.save()) go();
  };
  return (
    <div
      ref={box}
      onKeyDown={(event) => {
        if (event.key === 'Escape') answer();
      }}
    >
      {question.is === 'close' && (
        <Notice role="alert">
          <p>{text.closeUnsaved(file.name)}</p>
          <Buttons>
            <button type="button" class="k-button" onClick={() => void saveAnd(() => desk.close(file))}>
              {text.saveAndClose}
            </button>
            <button type="button" class="k-button" onClick={() => desk.close(file)}>
              {text.closeWithout}
            </button>
            <Cancel text={text} answer={answer} />
          </Buttons>
        </Notice>
      )}
      {question.is === 'leave' && (
        <Notice role="alert">
          <p>{text.doneUnsaved}</p>
          <Buttons>
            <button type="button" class="k-button" onClick={() => void saveAnd(() => session.leave(file))}>
              {text.saveAndGo}
            </button>
            <button type="button" class="k-button" onClick={() => session.leave(file)}>
              {text.goUnsaved}
            </button>
            <Cancel text={text} answer={answer} />
          </Buttons>
        </Notice>
      )}
      {question.is === 'delivered' && <DeliveredQuestion session={session} file={file} answer={answer} />}
      {(question.is === 'noProgram' || question.is === 'notSaved') && (
        <Notice role="alert">
          <p>{text.notRun[question.is]}</p>
        </Notice>
      )}
      {(question.is === 'noTerminal' || question.is === 'busy') && (
        <Notice role="alert">
          <p>{text.notRun[question.is](file.host)}</p>
        </Notice>
      )}
    </div>
  );
}
