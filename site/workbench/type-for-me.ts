/** "Type it for me": the way from a command in the text into a terminal of the workbench beside it. */
import type { TerminalId } from '#runtime/events/event.ts';
import type { Bench } from './bench.ts';

let bench: Bench | undefined;
let waiting: { terminal: TerminalId; text: string }[] = [];

/**
 * Brings the terminal to the front, gives it the focus, and types the text key by key. A line that
 * was begun there is cleared first; Enter is left to the learner; a key of the learner's stops it.
 * Before the workbench is there, it waits for it.
 */
export function typeIntoTerminal(terminal: TerminalId, text: string): void {
  if (bench === undefined) waiting.push({ terminal, text });
  else bench.type(terminal, text);
}

/** For the workbench alone. @returns what ends it */
export function takeTyping(now: Bench): () => void {
  bench = now;
  const kept = waiting;
  waiting = [];
  for (const { terminal, text } of kept) now.type(terminal, text);
  return () => {
    if (bench === now) bench = undefined;
  };
}
