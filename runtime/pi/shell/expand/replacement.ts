import type { Piece } from './piece.ts';

/**
 * What `${x/pattern/replacement}` puts in the place of a match: an unquoted `&` stands for the match itself,
 * `\&` for an `&`.
 */
export const replacementOf = (pieces: readonly Piece[]): ((match: string) => string) => {
  const parts = pieces.flatMap(({ text, quoted }) =>
    quoted
      ? [text]
      : text.split(/(\\[\\&]|&)/).map((part) => (part === '&' ? undefined : part.replace(/^\\(?=[\\&]$)/, ''))),
  );
  const [only] = parts;
  if (parts.length <= 1 && only !== undefined) return () => only;
  return (match) => parts.map((part) => part ?? match).join('');
};
