import type { BoardText } from '../i18n/board.en.ts';
import type { CableMessage } from './cable-messages.ts';

/** What is shown of a payload: "33.500", "(empty)", "(1048576 bytes)", or how it begins. */
export function payloadWords({ beginning, length }: CableMessage, longest: number, text: BoardText): string {
  if (length === 0) return text.message.empty;
  if (beginning === undefined) return text.message.bytes(length);
  const characters = [...beginning];
  if (characters.length > longest) return `${characters.slice(0, longest - 1).join('')}…`;
  return new TextEncoder().encode(beginning).length < length ? `${beginning}…` : beginning;
}
