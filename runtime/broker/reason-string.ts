/** A reason string is for people: what a client sent is not sent back to it at length. */
const LONGEST = 300;

/**
 * What went wrong, as a reason string of 5.0: fit for its field, whatever the client sent. Where a
 * character was cut in two, here or before, and for U+0000, U+FFFD stands.
 */
export function reasonStringOf({ message }: Error): string {
  const text = message.length <= LONGEST ? message : `${message.slice(0, LONGEST)}…`;
  return text.toWellFormed().replaceAll('\u0000', '\uFFFD');
}
