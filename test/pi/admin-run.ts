import type { Command, PiProcess, PiProgram } from '#runtime/pi/system.ts';
import { machines, printed } from './machine.ts';

/** Stands in for the shell: says how it was called, as whom, where, and with which variables. */
const shell: Command = {
  name: 'bash',
  paths: ['/usr/bin/bash', '/usr/bin/sh'],
  run: async (process: PiProcess) => {
    const { argv, user, cwd, env } = process;
    if (argv[1] === '-c' && argv[2] === 'waits') await process.sleep(3_600_000);
    const names = Object.keys(env).toSorted().join(' ');
    await process.stdout.write(`${argv.join('|')} ${user} ${cwd} HOME=${env['HOME']} ${names}\n`);
    return 0;
  },
};

/** Ends as its arguments say: a status, or a signal to itself. */
const ends: Command = {
  name: 'ends',
  paths: ['/usr/local/bin/ends'],
  run: async (process: PiProcess) => {
    const how = process.argv[1] ?? '0';
    if (how === 'SIGINT' || how === 'SIGKILL') process.kill(process.pid, how);
    if (how === 'waits') await process.sleep(3_600_000);
    return Number(how);
  },
};

/** A machine on which command lines are run one after the other, each by its words. */
export const admin = (commands: readonly Command[] = []) => {
  const lab = machines({ commands: [shell, ends, ...commands] });
  /** @param ms how long to wait for its end */
  const run = async (
    line: string | readonly string[],
    options: { user?: string; ms?: number; stdin?: string } = {},
  ) => {
    const words = typeof line === 'string' ? line.split(' ') : line;
    const from = lab.events.length;
    let pid = 0;
    let status = -1;
    let signal: string | undefined;
    const starter: PiProgram = async (process) => {
      const [reader, writer] = process.pipe();
      const name = words[0] ?? '';
      const path = ['/usr/local/bin', '/usr/bin', '/usr/sbin'].map((directory) => `${directory}/${name}`);
      pid = process.spawn({
        run: path.find((each) => lab.pi.files.exists(each)) ?? name,
        argv: words,
        files: new Map([...process.fds, [0, reader]]),
        group: 'new',
      });
      reader.close();
      await writer.write(new TextEncoder().encode(options.stdin ?? ''));
      writer.close();
      ({ status, signal } = await process.wait(pid));
      return 0;
    };
    lab.pi.spawn({ run: starter, argv: ['starter'], user: options.user ?? 'pi', by: 'learner' });
    await lab.clock.advance(options.ms ?? 0);
    const since = lab.events.slice(from);
    const of = (stream: 'stdout' | 'stderr') =>
      since
        .filter(
          (event) =>
            event.kind === 'printed' &&
            event.stream === stream &&
            !['starter', 'clockworkd'].includes(event.process.program),
        )
        .map((event) => (event.kind === 'printed' ? event.text : ''))
        .join('');
    return { status, signal, pid, out: of('stdout'), err: of('stderr'), printed: printed(since, words[0]) };
  };
  return { ...lab, run };
};
