import { command } from '../command.ts';

/** As much as a pipe takes at once. */
const BLOCK = 65_536;

/** yes(1) */
export const yes = command({
  page: {
    name: 'yes',
    section: 1,
    summary: 'say the same over and over',
    synopsis: ['yes [STRING]...'],
    description: [
      'Prints a line with all STRINGs, or “y”, over and over, until nobody reads it any more or Ctrl-C ends it.',
    ],
    examples: [['yes | head -3', 'prints three lines']],
  },
  run: async (_process, { operands }, out) => {
    const line = new TextEncoder().encode(`${operands.length === 0 ? 'y' : operands.join(' ')}\n`);
    const count = Math.max(1, Math.floor(BLOCK / line.length));
    const block = new Uint8Array(count * line.length);
    for (let at = 0; at < block.length; at += line.length) block.set(line, at);
    for (;;) await out.write(block);
  },
});
