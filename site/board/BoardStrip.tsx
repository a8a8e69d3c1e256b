import { computed } from '@preact/signals';
import type { JSX } from 'preact';
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { BoardState } from '#runtime/lab/boards.ts';
import type { LabConnection } from '../client/lab-connection.ts';
import type { BoardText } from '../i18n/board.en.ts';
import type { WireStore } from '../workbench/wire/wire-store.ts';
import { BoardScene } from './BoardScene.tsx';
import { BoardWords } from './BoardWords.tsx';
import { CableWatch } from './cable-messages.ts';
import { sceneOf, TALK_HOSTS } from './scene.ts';
import './board.css';

export interface BoardStripProps {
  readonly lab: LabConnection;
  readonly store: WireStore;
  readonly text: BoardText;
}

/** The Pis with their boards, and what hands may do to them. */
export function BoardStrip({ lab, store, text }: BoardStripProps): JSX.Element {
  const room = useRef<HTMLDivElement>(null);
  const width = useWidth(room);
  const touch = useMedia('(pointer: coarse)');
  const phone = useMedia('(max-width: 760px)');
  // The same object until a cable carried something: most packets change nothing here.
  const messages = useMemo(() => {
    const watch = new CableWatch();
    return computed(() => watch.read(store.newest.value));
  }, [store]).value;
  const started = lab.generation.value;
  useEffect(() => {
    lab.send({ type: 'watch-boards', on: true });
    return () => lab.send({ type: 'watch-boards', on: false });
  }, [lab, started]);
  const boards = inOrder(lab.boards.value);
  return (
    <div class="bd" ref={room}>
      {width > 0 && boards.length > 0 && (
        <div class="bd-room">
          <BoardScene
            scene={sceneOf(width, { touch, stack: phone })}
            boards={boards}
            messages={messages}
            broker={lab.broker.value}
            text={text}
            started={started}
            act={(host, act) => lab.send({ type: 'board', host, act })}
          />
        </div>
      )}
      <BoardWords boards={boards} messages={messages} text={text} />
    </div>
  );
}

/** As they stand in the drawing. */
const inOrder = (boards: readonly BoardState[]): readonly BoardState[] =>
  TALK_HOSTS.flatMap((host) => boards.filter((board) => board.host === host));

function useWidth(room: { readonly current: HTMLElement | null }): number {
  const [width, setWidth] = useState(0);
  useLayoutEffect(() => {
    const element = room.current;
    if (element === null) return;
    const measure = (): void => setWidth(element.clientWidth);
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    measure();
    return () => observer.disconnect();
  }, [room]);
  return width;
}

function useMedia(media: string): boolean {
  const query = useMemo(() => matchMedia(media), [media]);
  const [matches, setMatches] = useState(query.matches);
  useEffect(() => {
    const changed = (): void => setMatches(query.matches);
    query.addEventListener('change', changed);
    return () => query.removeEventListener('change', changed);
  }, [query]);
  return matches;
}
