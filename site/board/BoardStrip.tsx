import type { JSX } from 'preact';
import { useEffect, useMemo } from 'preact/hooks';
import type { LabConnection } from '../client/lab-connection.ts';
import type { BoardText } from '../i18n/board.en.ts';
import type { WireStore } from '../workbench/wire/wire-store.ts';
import { BoardWords } from './BoardWords.tsx';
import { CableWatch } from './cable-messages.ts';

export interface BoardStripProps {
  readonly lab: LabConnection;
  readonly store: WireStore;
  readonly text: BoardText;
}

/** The Pis with their boards, and what hands may do to them. */
export function BoardStrip({ lab, store, text }: BoardStripProps): JSX.Element {
  const watch = useMemo(() => new CableWatch(), [store]);
  const started = lab.generation.value;
  useEffect(() => {
    lab.send({ type: 'watch-boards', on: true });
    return () => lab.send({ type: 'watch-boards', on: false });
  }, [lab, started]);
  const boards = lab.boards.value;
  const messages = watch.read(store.newest.value);
  return <BoardWords boards={boards} messages={messages} text={text} />;
}
