/** Hands a text to the pager that the learner wishes, and waits until it has been read. */
import { SystemError } from '#runtime/ports.ts';
import type { StandardOut } from '../commands/stdio.ts';
import { strerror } from '../error-text.ts';
import type { OpenFile, PiProcess } from '../system.ts';
import type { Language } from './render.ts';
import { withoutStrikes } from './styled-text.ts';

/** At the foot of the screen, in the language of less (its manual page, PROMPTS). */
const PROMPTS: Readonly<Record<Language, (title: string) => string>> = {
  en: (title) =>
    ` Manual page ${title} ?ltline %lt?L/%L.:byte %bB?s/%s..?e (END):?pB %pB\\%.. (press h for help or q to quit)`,
  de: (title) =>
    ` Handbuchseite ${title} ?ltZeile %lt?L/%L.:Byte %bB?s/%s..?e (ENDE):?pB %pB\\%.. (h für Hilfe, q zum Beenden)`,
};

export const pageThrough = async (
  process: PiProcess,
  out: StandardOut,
  { text, title, language, pager }: { text: string; title: string; language: Language; pager: string | undefined },
): Promise<void> => {
  const wish =
    [pager, process.env['MANPAGER'], process.env['PAGER']].find((each) => (each ?? '').trim() !== '') ?? 'less';
  const [program = 'less', ...args] = wish.trim().split(/\s+/);
  const prompt = PROMPTS[language](title.replace(/[.:?%\\]/g, '\\$&'));
  const argv = [program, ...(/(^|\/)less$/.test(program) ? ['-i', '-R', '-P', prompt] : []), ...args];
  await out.flush();
  const [reader, writer] = process.pipe();
  const pid = start(process, program, argv, reader);
  reader.close();
  if (typeof pid !== 'number') {
    writer.close();
    await process.stderr.write(`man: can't execute ${program}: ${strerror(pid.code)}\n`);
    return out.write(withoutStrikes(text));
  }
  process.onSignal('SIGINT', 'ignore');
  process.onSignal('SIGPIPE', 'ignore');
  try {
    await writer.write(new TextEncoder().encode(/(^|\/)(less|more)$/.test(program) ? text : withoutStrikes(text)));
  } catch (error) {
    // The reader left before the end: that is what pagers are for.
    if (!(error instanceof SystemError) || error.code !== 'EPIPE') throw error;
  }
  writer.close();
  await waitFor(process, pid);
  process.onSignal('SIGINT', 'default');
  process.onSignal('SIGPIPE', 'default');
};

const waitFor = async (process: PiProcess, pid: number): Promise<void> => {
  for (;;) {
    try {
      await process.wait(pid);
      return;
    } catch (error) {
      if (!(error instanceof SystemError) || error.code !== 'EINTR') throw error;
    }
  }
};

/** @returns the pid, or why there is none */
const start = (process: PiProcess, program: string, argv: readonly string[], input: OpenFile): number | SystemError => {
  const files = new Map<number, OpenFile>([[0, input]]);
  for (const number of [1, 2]) {
    const file = process.fds.get(number);
    if (file !== undefined) files.set(number, file);
  }
  const path = process.env['PATH'] ?? '/usr/local/bin:/usr/bin:/bin';
  const places = program.includes('/') ? [program] : path.split(':').map((directory) => `${directory}/${program}`);
  let problem = new SystemError('ENOENT', program);
  for (const run of places) {
    try {
      return process.spawn({ run, argv, files });
    } catch (error) {
      if (!(error instanceof SystemError)) throw error;
      if (error.code !== 'ENOENT' && error.code !== 'ENOTDIR') problem = error;
    }
  }
  return problem;
};
