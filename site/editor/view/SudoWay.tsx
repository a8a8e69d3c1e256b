import type { JSX } from 'preact';
import type { EditorSession } from '../editor-session.ts';
import type { OpenFile } from '../files/open-file.ts';
import { quoted } from '../files/run-command.ts';

interface SudoWayProps {
  readonly session: EditorSession;
  readonly file: OpenFile;
  readonly says: string;
}

/** `sudo nano FILE`: the way to a file of root's, as a learner types it. */
export function SudoWay({ session, file, says }: SudoWayProps): JSX.Element {
  const command = `sudo nano ${quoted(file.path)}`;
  return (
    <p class="ed-way">
      {says} <code>{command}</code>
      {session.hasTerminal(file.host) && (
        <button type="button" class="k-button" onClick={() => session.type(file.host, command)}>
          {session.text.typeIt}
        </button>
      )}
    </p>
  );
}
