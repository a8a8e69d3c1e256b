/** A line typed at the foot of the screen: a search, a number, a file's name. */

export interface LinePrompt {
  readonly prompt: string;
  readonly write: (text: string) => Promise<void>;
  /** undefined: ^C, or nobody is there any more. */
  readonly key: () => Promise<string | undefined>;
  /** Earlier lines, the last one latest, for the arrows. */
  readonly history: readonly string[];
}

/** @returns undefined when it was given up: ^C, or rubbing out more than there is */
export const readLine = async ({ prompt, write, key, history }: LinePrompt): Promise<string | undefined> => {
  let line: string[] = [];
  let at = history.length;
  for (;;) {
    await write(`\r\x1b[K${prompt}${line.join('')}`);
    const typed = await key();
    if (typed === undefined || typed === '\x03' || typed === '\x07') return undefined;
    if (typed === '\r' || typed === '\n') return line.join('');
    if (typed === '\x7f' || typed === '\b') {
      if (line.pop() === undefined) return undefined;
    } else if (typed === '\x15') line = [];
    else if (typed === '\x17') line = [...line.join('').replace(/\S+\s*$/, '')];
    else if (typed === 'up' || typed === 'down') {
      at = Math.max(0, Math.min(history.length, at + (typed === 'up' ? -1 : 1)));
      line = [...(history[at] ?? '')];
    } else if ([...typed].length === 1 && typed >= ' ') line.push(typed);
  }
};
