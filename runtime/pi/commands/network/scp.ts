import { SystemError } from '#runtime/ports.ts';
import { strerror } from '../../error-text.ts';
import type { ManualPage } from '../../manual/page.ts';
import type { OpenFile, PiProcess } from '../../system.ts';
import { command } from '../command.ts';
import { readAll } from '../stdio.ts';
import type { StandardOut } from '../stdio.ts';

const page: ManualPage = {
  name: 'scp',
  section: 1,
  summary: 'copy files between Pis',
  synopsis: ['scp [OPTION]... SOURCE... TARGET'],
  description: [
    'Copies files to another Pi of the lab, or from there. A name on another Pi is *[USER@]HOST:PATH*; a PATH that does not begin with / is below the home there.',
  ],
  options: [
    ['-P PORT', 'the port of the other side'],
    ['-p', 'keep modes and times'],
    ['-q', 'no progress'],
    ['-r', 'directories with all that is in them'],
  ],
  examples: [
    ['scp note rpi-sub:', 'into the home on rpi-sub'],
    ['scp -r rpi-pub:programs .', 'a directory from rpi-pub'],
  ],
  exitStatus: [
    ['0', 'all is copied'],
    ['1', 'something is not'],
  ],
  differences: ['Between two other Pis it copies by way of this one. Links are copied as what they lead to.'],
  seeAlso: ['ssh(1)', 'cp(1)'],
};

interface Remote {
  /** `pi@rpi-sub`, as ssh takes it. */
  readonly login: string;
  readonly path: string;
}

type Place = Remote | { readonly login?: undefined; readonly path: string };

/** `pi@rpi-sub:note`; a slash before the colon makes it a file of this machine. */
const placeOf = (text: string): Place => {
  const [, login, path = ''] = /^([^/:]+):(.*)$/s.exec(text) ?? [];
  return login === undefined ? { path: text } : { login, path: path === '' ? '.' : path };
};

/** scp(1) of OpenSSH, over ssh(1). */
export const scp = command({
  page,
  absent: '3 4 6 A B C c D F i J l o O R S T v X',
  run: async (process, { options, operands }, out) => {
    const target = operands.at(-1);
    const sources = operands.slice(0, -1);
    if (target === undefined || sources.length === 0) {
      await process.stderr.write('usage: scp [-pqr] [-P port] source ... target\n');
      return 1;
    }
    return new Copying(process, out, options).run(sources.map(placeOf), placeOf(target));
  },
});

/** What could not be done, in words. */
class ScpProblem extends Error {
  override readonly name = 'ScpProblem';
}

interface Found {
  /** Below the source: '' for a file itself, else `a/b`. */
  readonly name: string;
  readonly kind: 'file' | 'directory';
  readonly mode: string;
  readonly modified: string;
}

class Copying {
  readonly #process: PiProcess;
  readonly #out: StandardOut;
  readonly #options: ReadonlyMap<string, string>;

  constructor(process: PiProcess, out: StandardOut, options: ReadonlyMap<string, string>) {
    this.#process = process;
    this.#out = out;
    this.#options = options;
  }

  /** @returns exit status */
  async run(sources: readonly Place[], target: Place): Promise<number> {
    let status = 0;
    try {
      const into = await this.#isDirectory(target);
      if (!into && sources.length > 1) throw new ScpProblem(`scp: ${target.path}: Not a directory`);
      for (const source of sources) if (!(await this.#copy(source, target, into))) status = 1;
    } catch (error) {
      if (!(error instanceof ScpProblem)) throw error;
      await this.#process.stderr.write(`${error.message}\n`);
      status = 1;
    }
    return status;
  }

  async #copy(source: Place, target: Place, into: boolean): Promise<boolean> {
    try {
      const name = source.path.replace(/\/+$/, '').split('/').at(-1) ?? source.path;
      const base = into && name !== '.' ? `${target.path.replace(/\/$/, '')}/${name}` : target.path;
      for (const found of await this.#find(source)) {
        const from = found.name === '' ? source.path : `${source.path}/${found.name}`;
        const to = found.name === '' ? base : `${base}/${found.name}`;
        if (found.kind === 'directory') await this.#shell(target, `mkdir -p -- ${quoted(to)}`);
        else await this.#file({ ...source, path: from }, { ...target, path: to });
        if (this.#options.has('p'))
          await this.#shell(
            target,
            `chmod ${found.mode} -- ${quoted(to)} && touch -d @${found.modified} -- ${quoted(to)}`,
          );
      }
      return true;
    } catch (error) {
      if (!(error instanceof ScpProblem)) throw error;
      await this.#process.stderr.write(`${error.message}\n`);
      return false;
    }
  }

  async #find(source: Place): Promise<readonly Found[]> {
    const path = quoted(source.path);
    const listed = await this.#shell(source, `find -L -- ${path} -printf '%y %m %T@ %P\\n'`, `scp: ${source.path}`);
    const found = listed
      .split('\n')
      .slice(0, -1)
      .map((line): Found => {
        const [kind = '', mode = '', modified = '', ...name] = line.split(' ');
        return { kind: kind === 'd' ? 'directory' : 'file', mode, modified, name: name.join(' ') };
      });
    if (found[0]?.kind === 'directory' && !this.#options.has('r'))
      throw new ScpProblem(`scp: ${source.path}: not a regular file`);
    return found;
  }

  async #isDirectory(place: Place): Promise<boolean> {
    return (await this.#shell(place, `if [ -d ${quoted(place.path)} ]; then echo yes; fi`)) !== '';
  }

  async #file(source: Place, target: Place): Promise<void> {
    const { size, status } = await this.#pipe(
      this.#command(source, `cat -- ${quoted(source.path)}`),
      this.#command(target, `cat > ${quoted(target.path)}`),
    );
    if (status !== 0) throw new ScpProblem(`scp: ${target.path}: Failure`);
    if (this.#options.has('q') || !this.#out.isTerminal) return;
    const name = target.path.split('/').at(-1) ?? '';
    await this.#out.write(`${name.padEnd(40)} 100% ${String(size).padStart(8)}     00:00    \n`);
  }

  #command(place: Place, line: string): readonly string[] {
    if (place.login === undefined) return ['/usr/bin/bash', '-c', line];
    const port = this.#options.get('P');
    return ['/usr/bin/ssh', '-T', ...(port === undefined ? [] : ['-p', port]), place.login, line];
  }

  /** @returns what it printed. @throws ScpProblem with what it complained of */
  async #shell(place: Place, line: string, about?: string): Promise<string> {
    const process = this.#process;
    const [reader, writer] = process.pipe();
    const [errors, complaints] = process.pipe();
    const nothing = process.open('/dev/null', { read: true });
    const argv = this.#command(place, line);
    const pid = process.spawn({ run: argv[0] ?? '', argv, files: filesOf(nothing, writer, complaints) });
    for (const file of [nothing, writer, complaints]) file.close();
    const [printed, complained] = await Promise.all([
      readAll({ read: () => reader.read(65_536) }),
      readAll({ read: () => errors.read(65_536) }),
    ]);
    reader.close();
    errors.close();
    const { status } = await process.wait(pid);
    if (status === 0) return new TextDecoder().decode(printed);
    const said = new TextDecoder().decode(complained).trimEnd();
    throw new ScpProblem(about === undefined || status === 255 ? said : `${about}: ${said.replace(/^.*: /s, '')}`);
  }

  async #pipe(from: readonly string[], to: readonly string[]): Promise<{ size: number; status: number }> {
    const process = this.#process;
    const [fromOut, fromIn] = process.pipe();
    const [toOut, toIn] = process.pipe();
    const nothing = process.open('/dev/null', { read: true, write: true });
    const errors = process.fds.get(2) ?? nothing;
    const first = process.spawn({ run: from[0] ?? '', argv: from, files: filesOf(nothing, fromIn, errors) });
    const second = process.spawn({ run: to[0] ?? '', argv: to, files: filesOf(toOut, nothing, errors) });
    for (const file of [nothing, fromIn, toOut]) file.close();
    let size = 0;
    try {
      for (let bytes = await fromOut.read(65_536); bytes !== null; bytes = await fromOut.read(65_536)) {
        size += bytes.length;
        await toIn.write(bytes);
      }
    } catch (error) {
      if (!(error instanceof SystemError)) throw error;
      throw new ScpProblem(`scp: ${strerror(error.code)}`);
    } finally {
      fromOut.close();
      toIn.close();
    }
    const statuses = [await process.wait(first), await process.wait(second)].map(({ status }) => status);
    return { size, status: Math.max(...statuses) };
  }
}

const filesOf = (input: OpenFile, output: OpenFile, errors: OpenFile): ReadonlyMap<number, OpenFile> =>
  new Map([
    [0, input],
    [1, output],
    [2, errors],
  ]);

/** For the shell over there; a leading ~ stays its home. */
const quoted = (path: string): string => {
  const home = /^~(?=\/|$)/.exec(path) === null ? '' : '~';
  const rest = path.slice(home.length);
  return rest === '' ? home || "''" : `${home}'${rest.replaceAll("'", "'\\''")}'`;
};
