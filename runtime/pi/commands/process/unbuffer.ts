import { SystemError } from '#runtime/ports.ts';
import { strerror } from '../../error-text.ts';
import { helpOf } from '../../manual/help.ts';
import type { ManualPage } from '../../manual/page.ts';
import { startCommand, waitFor } from '../../exec.ts';
import type { OpenFile, PiProcess } from '../../system.ts';
import { raw } from '../command.ts';

const BLOCK = 65_536;
/** How long unbuffer -p listens on when its input has ended. */
const LAST_WORDS = 1_000;

const page: ManualPage = {
  name: 'unbuffer',
  section: 1,
  summary: 'run a program that believes it writes to a terminal',
  synopsis: ['unbuffer [-p] COMMAND [ARG]...'],
  description: [
    'Runs COMMAND on a terminal of its own and prints what it writes there. So what goes to a pipe is not held back, and comes with colours.',
    'COMMAND gets no input; with -p, as part of a pipeline, it gets what unbuffer reads.',
  ],
  examples: [['unbuffer python3 -c "…" | tee log', 'each line comes at once']],
  exitStatus: [['else', 'the status of COMMAND']],
  seeAlso: ['stdbuf(1)', 'script(1)'],
};

/** unbuffer(1) of expect. */
export const unbuffer = raw({
  page,
  run: async (process, out) => {
    const words = process.argv.slice(1);
    if (words[0] === '--help') {
      await out.write(helpOf(page));
      return 0;
    }
    const isPipeline = words[0] === '-p';
    if (isPipeline) words.shift();
    const [name] = words;
    if (name === undefined) {
      await process.stderr.write(`${helpOf(page)}`);
      return 1;
    }
    const size = process.terminal ?? { columns: 80, rows: 24 };
    const { master, line } = process.openTerminal(size.columns, size.rows);
    const { terminal } = line;
    if (terminal !== undefined) terminal.mode = { ...terminal.mode, echo: !isPipeline, post: isPipeline };
    let pid: number;
    try {
      const files = new Map([0, 1, 2].map((number) => [number, line] as const));
      pid = startCommand(process, words, { files, session: 'new', ...(terminal === undefined ? {} : { terminal }) });
    } catch (error) {
      if (!(error instanceof SystemError)) throw error;
      await process.stderr.write(`couldn't execute "${name}": ${strerror(error.code).toLowerCase()}\n`);
      return 1;
    } finally {
      line.close();
    }
    let isOver = false;
    if (isPipeline) void feed(process, master, () => isOver);
    for (let block = await master.read(BLOCK); block !== null; block = await master.read(BLOCK))
      await process.stdout.write(block);
    isOver = true;
    master.close();
    return (await waitFor(process, pid)).status;
  },
});

/** Hands input on; a while after its end, the terminal is hung up. */
const feed = async (process: PiProcess, master: OpenFile, isOver: () => boolean): Promise<void> => {
  try {
    for (
      let block = await process.stdin.read(BLOCK);
      block !== null && !isOver();
      block = await process.stdin.read(BLOCK)
    )
      await master.write(block);
    await process.sleep(LAST_WORDS);
    if (!isOver()) master.close();
  } catch (error) {
    // Nobody has the terminal open any more.
    if (!(error instanceof SystemError)) throw error;
  }
};
