import type { JSX } from 'preact';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import type { EditorSession } from '../editor-session.ts';
import type { OpenFile } from '../files/open-file.ts';
import { strerror } from '#runtime/pi/error-text.ts';
import { PANEL, tabId } from './EditorTabs.tsx';
import { SudoWay } from './SudoWay.tsx';

interface FileBodyProps {
  readonly session: EditorSession;
  readonly file: OpenFile;
}

/** The text of the file in front; or why there is none. */
export function FileBody({ session, file }: FileBodyProps): JSX.Element {
  const { text } = session;
  const room = useRef<HTMLDivElement>(null);
  const state = file.state.value;
  const screen = session.screen.value;
  const buffer = session.buffer(file);
  const mayWrite = file.mayWrite.value;
  const line = file.goTo.value;

  useLayoutEffect(() => {
    if (screen !== undefined) room.current?.append(screen.element);
  }, [screen]);

  useEffect(() => {
    if (screen === undefined || buffer === undefined) return;
    screen.show(buffer, text.label(file.name, file.host), !mayWrite, text.readOnly);
  }, [screen, buffer, mayWrite]);

  // Who opens a file wants to write: the command that waits, or the learner in tree and tabs.
  useEffect(() => {
    if (screen === undefined || buffer === undefined) return;
    if (line !== undefined) {
      screen.goTo(line);
      file.goTo.value = undefined;
    }
    if (!matchMedia('(pointer: coarse)').matches) screen.focus();
  }, [screen, buffer, file.edit.value]);

  return (
    <div class="ed-text" id={PANEL} role="tabpanel" aria-labelledby={tabId(file)}>
      <div class="ed-room" ref={room} hidden={buffer === undefined} />
      {buffer === undefined && (
        <div class="ed-instead" role="status">
          {state.is === 'reading' && <p>{text.coming(file.name)}</p>}
          {state.is === 'no-editor' && (
            <>
              <p>{text.noEditor(state.said)}</p>
              <button type="button" class="k-button" onClick={() => void file.read()}>
                {text.tryAgain}
              </button>
            </>
          )}
          {state.is === 'too-large' && <p>{text.tooLarge(state.size)}</p>}
          {state.is === 'no-text' && <p>{text.noText}</p>}
          {state.is === 'refused' && (
            <>
              <p>
                <code>{strerror(state.code)}</code>
              </p>
              <p>{text.refused[state.code] ?? ''}</p>
              {state.code === 'EACCES' && <SudoWay session={session} file={file} says={text.withSudo} />}
              {state.code !== 'EACCES' && (
                <button type="button" class="k-button" onClick={() => void file.read()}>
                  {text.tryAgain}
                </button>
              )}
            </>
          )}
        </div>
      )}
    </div>
  );
}
