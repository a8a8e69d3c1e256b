import { SystemError } from '#runtime/ports.ts';
import { strerror } from '../../error-text.ts';
import type { OpenFile, PiProcess } from '../../system.ts';
import { gnuDate } from '../../time/gnu-format.ts';
import { command, Failure } from '../command.ts';
import { UsageProblem } from '../options.ts';

const BLOCK = 16_384;
const STAMP = '%F %T%:z';

/** script(1) of util-linux: a shell on a terminal line of its own, all that it shows written down. */
export const script = command({
  page: {
    name: 'script',
    section: 1,
    summary: 'keep a record of a session at the terminal',
    synopsis: ['script [OPTION]... [FILE]'],
    description: [
      'Starts a shell and writes all that appears on the screen into FILE, until the shell ends (*exit* or ^D). Without FILE, the record is called typescript.',
    ],
    options: [
      ['-a, --append', 'go on at the end of the file'],
      ['-c, --command=LINE', 'run this line instead of a shell'],
      ['-e, --return', 'end with the status that the command ended with'],
      ['-f, --flush', 'does nothing: the record is written at once anyway'],
      ['-q, --quiet', 'no word about the beginning and the end'],
    ],
    exitStatus: [
      ['0', 'success; with -e, what the command ended with'],
      ['1', 'the record could not be written'],
    ],
    examples: [
      ['script -c "mosquitto_sub -t a -C 3" log', 'record one command'],
      ['script -q -a diary', 'go on with a diary'],
    ],
    differences: ['There are no timing files, and so no scriptreplay.'],
    seeAlso: ['tee(1)', 'less(1)'],
  },
  absent: 'B E I m o O T t echo force log-in log-out log-io log-timing logging-format output-limit timing',
  run: async (process, { options, operands }, out) => {
    if (operands.length > 1) throw new UsageProblem('unexpected number of arguments');
    const name = operands[0] ?? 'typescript';
    const quiet = options.has('q');
    const line = options.get('c');
    const record = open(process, name, options.has('a'));
    const size = process.fds.get(0)?.terminal ?? process.terminal;
    const { columns, rows } = size ?? { columns: 80, rows: 24 };
    const now = () => gnuDate(STAMP, process.clock.now(), process.env['TZ']);
    if (!quiet) await out.write(`Script started, output log file is '${name}'.\n`);
    await out.flush();
    const facts = [
      ...(line === undefined ? [] : [`COMMAND="${line}"`]),
      ...(size === undefined
        ? ['<not executed on terminal>']
        : [`TERM="${process.env['TERM'] ?? ''}"`, `TTY="${size.name}"`, `COLUMNS="${columns}"`, `LINES="${rows}"`]),
    ];
    await write(record, `Script started on ${now()} [${facts.join(' ')}]\n`);
    const status = await session(process, record, line, { columns, rows });
    await write(record, `\nScript done on ${now()} [COMMAND_EXIT_CODE="${status}"]\n`);
    record.close();
    if (!quiet) await out.write('Script done.\n');
    return options.has('e') ? status : 0;
  },
});

const open = (process: PiProcess, name: string, append: boolean): OpenFile => {
  try {
    return process.open(name, { write: true, create: true, append, truncate: !append, mode: 0o644 });
  } catch (error) {
    if (!(error instanceof SystemError)) throw error;
    throw new Failure(`cannot open ${name}: ${strerror(error.code)}`);
  }
};

const write = (file: OpenFile, text: string): Promise<void> => file.write(new TextEncoder().encode(text));

/** @returns what the shell or the command ended with */
const session = async (
  process: PiProcess,
  record: OpenFile,
  command: string | undefined,
  { columns, rows }: { columns: number; rows: number },
): Promise<number> => {
  const { master, line } = process.openTerminal(columns, rows);
  const terminal = line.terminal;
  const outer = process.fds.get(0)?.terminal;
  const before = outer?.mode;
  const shell = process.env['SHELL'] ?? '/bin/sh';
  const name = shell.slice(shell.lastIndexOf('/') + 1);
  const argv = command === undefined ? [name, '-i'] : [name, '-c', command];
  const files = new Map([0, 1, 2].map((number) => [number, line] as const));
  const pid = process.spawn({
    run: shell,
    argv,
    files,
    session: 'new',
    ...(terminal === undefined ? {} : { terminal }),
  });
  line.close();
  if (outer !== undefined) {
    outer.mode = { canonical: false, echo: false, signals: false, post: false };
    process.onSignal('SIGWINCH', () => terminal?.resize(outer.columns, outer.rows));
  }
  try {
    void sendKeys(process, master);
    for (let block = await master.read(BLOCK); block !== null; block = await master.read(BLOCK)) {
      await process.stdout.write(block);
      await record.write(block);
    }
    return (await process.wait(pid)).status;
  } finally {
    if (outer !== undefined && before !== undefined) outer.mode = before;
  }
};

/** What is typed goes to the session. At the end of the input it sees ^D. */
const sendKeys = async (process: PiProcess, master: OpenFile): Promise<void> => {
  try {
    for (let block = await process.stdin.read(BLOCK); block !== null; block = await process.stdin.read(BLOCK))
      await master.write(block);
    await write(master, '\x04');
  } catch (error) {
    // The session is over, or there is no input: the output says the rest.
    if (!(error instanceof SystemError)) throw error;
  }
};
