import type { JSX } from 'preact';
import type { EditorSession } from '../editor-session.ts';
import { HOME } from '../editor-session.ts';
import type { OpenFile } from '../files/open-file.ts';

interface StatusLineProps {
  readonly session: EditorSession;
  readonly file: OpenFile;
}

const clock = (time: number, language: string): string =>
  new Intl.DateTimeFormat(language, { hour: '2-digit', minute: '2-digit', second: '2-digit' }).format(time);

/** Which file, whether it is saved, where the cursor is, in which language; and how to leave. */
export function StatusLine({ session, file }: StatusLineProps): JSX.Element {
  const { text, screen } = session;
  const isOpen = file.state.value.is === 'open';
  const { line, column } = screen.value?.cursor.value ?? { line: 1, column: 1 };
  const errors = screen.value?.errors.value ?? 0;
  const path = file.path.startsWith(`${HOME}/`) ? `~${file.path.slice(HOME.length)}` : file.path;
  return (
    <div class="ed-status">
      <span class="ed-path" title={`${file.host}:${file.path}`}>
        {file.host}:{path}
      </span>
      <span class="ed-state" role="status">
        {isOpen && <Saved session={session} file={file} />}
      </span>
      {isOpen && (
        <>
          <button
            type="button"
            class="ed-delivered"
            onClick={() => (session.question.value = { about: file, is: 'delivered' })}
          >
            {text.asDelivered}
          </button>
          {errors > 0 && (
            <button type="button" class="ed-errors" title={text.toError} onClick={() => screen.value?.nextError()}>
              {text.errors(errors)}
            </button>
          )}
          <span class="ed-leave">
            <kbd>Esc</kbd> <kbd>Tab</kbd> {text.leaveShort}
          </span>
          <span class="ed-position">{text.position(line, column)}</span>
          <span class="ed-language">{text.language[file.language.value]}</span>
        </>
      )}
    </div>
  );
}

function Saved({ session, file }: StatusLineProps): JSX.Element {
  const { text } = session;
  const savedAt = file.savedAt.value;
  if (session.isLeaving.value) return <>{text.leaving}</>;
  if (file.isSaving.value) return <>{text.isSaving}</>;
  if (!file.mayWrite.value) return <>{text.mayOnlyRead}</>;
  if (file.isNew.value) return <>{text.isNew}</>;
  if (file.isUnsaved.value) return <>{text.unsaved}</>;
  return <>{savedAt === undefined ? '' : text.saved(clock(savedAt, document.documentElement.lang))}</>;
}
