import type { JSX } from 'preact';
import type { BoardText } from '../i18n/board.en.ts';
import type { HostMessages } from './cable-messages.ts';
import { payloadWords } from './message-words.ts';
import type { PiScene } from './scene.ts';

interface CableMessageProps {
  readonly scene: PiScene;
  readonly form: 'row' | 'stack';
  readonly messages: HostMessages;
  readonly text: BoardText;
}

const LONGEST_PAYLOAD = 16;

/** What a Pi's cable carried last: → away from it, ← to it. */
export function CableMessage({ scene, form, messages, text }: CableMessageProps): JSX.Element | null {
  const { newest, sent } = messages;
  if (newest === undefined || scene.message === undefined) return null;
  const { x, y, width } = scene.message;
  const away = newest === sent;
  return (
    <p
      class={`bd-message bd-message-${form} bd-message-${scene.messageAlign}`}
      style={{ insetInlineStart: `${x}px`, insetBlockStart: `${y}px`, inlineSize: `${width}px` }}
    >
      <span class="k-heard">{away ? text.message.sent : text.message.received}</span>
      <span aria-hidden="true">{away ? '→' : '←'}</span>
      <code title={newest.topic}>{newest.topic}</code>
      <code class="bd-payload">{payloadWords(newest, LONGEST_PAYLOAD, text)}</code>
    </p>
  );
}
