import type { JSX } from 'preact';
import { HOSTS } from '#runtime/lab/hosts.ts';
import type { BoardState } from '#runtime/lab/boards.ts';
import type { BoardText } from '../i18n/board.en.ts';
import { HostMark } from '../workbench/layout/HostMark.tsx';
import { boardWords } from './board-words.ts';
import type { CableMessages } from './cable-messages.ts';
import './board-words.css';

interface BoardWordsProps {
  readonly boards: readonly BoardState[];
  readonly messages: CableMessages;
  readonly text: BoardText;
}

/** All that the drawing says, to be opened and read. */
export function BoardWords({ boards, messages, text }: BoardWordsProps): JSX.Element {
  return (
    <details class="bd-words">
      <summary>{text.inWords}</summary>
      <div class="bd-words-pis">
        {boards.map((board) => (
          <section key={board.host} aria-label={board.host}>
            <h3>
              <HostMark host={board.host} /> {board.host}
            </h3>
            <ul>
              {boardWords(board, addressOf(board.host), messages.get(board.host) ?? {}, text).map((line, at) => (
                <li key={at}>{line}</li>
              ))}
            </ul>
          </section>
        ))}
      </div>
    </details>
  );
}

const addressOf = (host: string): string => new Map<string, string>(Object.entries(HOSTS)).get(host) ?? '';
