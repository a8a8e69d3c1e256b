import { SystemError } from '#runtime/ports.ts';
import { strerror } from '../../error-text.ts';
import type { ManualPage } from '../../manual/page.ts';
import { command } from '../command.ts';
import { UsageProblem } from '../options.ts';
import { exchange, headerOf, HttpProblem, readUrl } from './http.ts';

const page: ManualPage = {
  name: 'wget',
  section: 1,
  summary: 'fetch a file from a web server',
  synopsis: ['wget [OPTION]... URL...'],
  description: ['Fetches files from a web server of the lab, into files of the names that the URLs end with.'],
  options: [
    ['-O, --output-document=FILE', 'into this file; - is standard output'],
    ['-q, --quiet', 'say nothing'],
  ],
  examples: [['wget -qO- http://rpi-pub:8000/', 'print it instead']],
  exitStatus: [
    ['1', 'something went wrong'],
    ['4', 'the network did'],
    ['8', 'the server said no'],
  ],
  differences: ['http only, and only hosts of the lab.'],
  seeAlso: ['curl(1)'],
};

/** wget(1) of GNU, http. */
export const wget = command({
  page,
  usageStatus: 2,
  absent: 'a B b c E e F H i K k l m N n nc np P p r S T t U v w x',
  run: async (process, { options, operands }, out) => {
    if (operands.length === 0) throw new UsageProblem('missing URL');
    const say = async (text: string): Promise<void> => {
      if (!options.has('q')) await process.stderr.write(text);
    };
    let status = 0;
    for (const text of operands) {
      const url = readUrl(text);
      if (url === undefined || url.scheme !== 'http') {
        await say(`${text}: Unsupported scheme${url === undefined ? '' : ` ‘${url.scheme}’`}.\n`);
        status = 1;
        continue;
      }
      const { host, port, path } = url;
      const name =
        options.get('O') ??
        (path
          .replace(/[?].*$/, '')
          .split('/')
          .at(-1) ||
          'index.html');
      const file = name === '-' ? undefined : process.open(name, { write: true, create: true, truncate: true });
      try {
        await say(`Connecting to ${host}:${port}... `);
        const headers = [
          ['Host', port === 80 ? host : `${host}:${port}`],
          ['User-Agent', 'Wget/1.21.3'],
          ['Accept', '*/*'],
        ] as const;
        const answer = await exchange(process, { method: 'GET', url, headers });
        const said = answer.line.replace(/^\S+ /, '');
        await say(`connected.\nHTTP request sent, awaiting response... ${said}\n`);
        if (answer.status >= 400) {
          await say(`ERROR ${said.replace(' ', ': ')}.\n\n`);
          if (file !== undefined) process.fs.unlink(name);
          status = 8;
          continue;
        }
        await say(
          `Length: ${headerOf(answer.headers, 'content-length') ?? 'unspecified'}\nSaving to: ‘${name === '-' ? 'STDOUT' : name}’\n\n`,
        );
        let size = 0;
        for (let bytes = await answer.body(); bytes !== null; bytes = await answer.body()) {
          size += bytes.length;
          await (file === undefined ? out.write(bytes) : file.write(bytes));
        }
        await say(`‘${name}’ saved [${size}]\n\n`);
      } catch (error) {
        if (error instanceof HttpProblem) await say('No data received.\n');
        else if (!(error instanceof SystemError) || out.failed(error)) throw error;
        else if (error.code === 'ENOTFOUND')
          await say(`failed: ${strerror(error.code)}.\nwget: unable to resolve host address ‘${host}’\n`);
        else await say(`failed: ${strerror(error.code)}.\n`);
        if (file !== undefined) process.fs.unlink(name);
        status = 4;
      } finally {
        file?.close();
      }
    }
    return status;
  },
});
