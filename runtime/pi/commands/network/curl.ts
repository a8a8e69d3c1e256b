import { SystemError } from '#runtime/ports.ts';
import { toBase64 } from '#runtime/base64.ts';
import { strerror } from '../../error-text.ts';
import { helpOf } from '../../manual/help.ts';
import type { ManualPage } from '../../manual/page.ts';
import type { OpenFile, PiProcess } from '../../system.ts';
import { raw } from '../command.ts';
import { parseOptions, UsageProblem } from '../options.ts';
import type { Parsed } from '../options.ts';
import { concatenated, readAll } from '../stdio.ts';
import type { StandardOut } from '../stdio.ts';
import { exchange, headerOf, HttpProblem, readUrl, requestText } from './http.ts';
import type { Answer, Request, Url } from './http.ts';

const page: ManualPage = {
  name: 'curl',
  section: 1,
  summary: 'fetch from, or send to, a URL',
  synopsis: ['curl [OPTION]... URL...'],
  description: ['Asks a web server of the lab for a URL and prints what it answers.'],
  options: [
    ['-d, --data=DATA', 'send this with POST; @FILE is a file, without its line ends'],
    ['--data-binary=DATA', 'the same, and a file as it is'],
    ['-f, --fail', 'print nothing and exit with 22 when the server says 400 or more'],
    ['-H, --header=LINE', 'send this header too'],
    ['-I, --head', 'only the head of the answer'],
    ['-i, --include', 'the head of the answer too'],
    ['-k, --insecure', 'any certificate; there are none here'],
    ['-L, --location', 'go where the server sends you'],
    ['-m, --max-time=SECONDS', 'give up after so long'],
    ['--connect-timeout=SECONDS', 'give up connecting after so long'],
    ['-o, --output=FILE', 'into a file instead of standard output'],
    ['-O, --remote-name', 'into a file of the name that the URL ends with'],
    ['-S, --show-error', 'with -s: errors all the same'],
    ['-s, --silent', 'no progress and no errors'],
    ['-T, --upload-file=FILE', 'send a file with PUT'],
    ['-u, --user=NAME:PASSWORD', 'who you are'],
    ['-A, --user-agent=TEXT', 'what you are'],
    ['-v, --verbose', 'show what goes over the wire'],
    ['-w, --write-out=FORMAT', 'print this when all is done: %{http_code}, %{size_download}, %{url_effective}'],
    ['-X, --request=METHOD', 'the method'],
  ],
  examples: [
    ['curl -i http://rpi-pub:8000/', 'what a web server on rpi-pub says'],
    ["curl -d 'on=1' http://rpi-pub:8000/led", 'send a form'],
  ],
  exitStatus: [
    ['3', 'that is no URL'],
    ['6', 'there is no such host'],
    ['7', 'nobody listens there'],
    ['22', 'with -f: the server said 400 or more'],
    ['23', 'it could not be written'],
    ['28', 'it took too long'],
    ['52', 'the server said nothing'],
  ],
  differences: ['http only, and only hosts of the lab: no https, no ftp, no mqtt.'],
  seeAlso: ['wget(1)', 'nc(1)'],
};

const AGENT = 'curl/7.88.1';
const MOST_REDIRECTS = 50;

/** `curl: (6) Could not resolve host: x` */
class CurlError extends Error {
  override readonly name = 'CurlError';
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/** curl(1) 7.88, http. */
export const curl = raw({
  page,
  run: async (process, out) => {
    const hint = "curl: try 'curl --help' or 'curl --manual' for more information\n";
    let parsed: Parsed;
    try {
      parsed = parseOptions(process.argv.slice(1), { options: page.options ?? [] });
    } catch (error) {
      if (!(error instanceof UsageProblem)) throw error;
      await process.stderr.write(`curl: option ${asCurlSays(error.message)}\n${hint}`);
      return 2;
    }
    if (parsed.options.has('help')) {
      await out.write(helpOf(page));
      return 0;
    }
    if (parsed.options.has('version')) {
      await out.write('curl 7.88.1 (Kleber, simulated Raspberry Pi)\nProtocols: http\n');
      return 0;
    }
    if (parsed.operands.length === 0) {
      await process.stderr.write(hint);
      return 2;
    }
    let status = 0;
    for (const url of parsed.operands) status = await new Transfer(process, out, parsed).run(url);
    return status;
  },
});

const asCurlSays = (message: string): string => {
  const name = /'([^']*)'$/.exec(message)?.[1] ?? message;
  const dashed = name.startsWith('-') ? name : `-${name}`;
  return message.includes('requires') ? `${dashed}: requires parameter` : `${dashed}: is unknown`;
};

class Transfer {
  readonly #process: PiProcess;
  readonly #out: StandardOut;
  readonly #parsed: Parsed;
  #received = 0;
  #code = 0;
  #effective = '';
  #metered = false;

  constructor(process: PiProcess, out: StandardOut, parsed: Parsed) {
    this.#process = process;
    this.#out = out;
    this.#parsed = parsed;
  }

  /** @returns exit status */
  async run(text: string): Promise<number> {
    let status = 0;
    try {
      await this.#meter('');
      status = await this.#within(this.#get(text));
    } catch (error) {
      if (!(error instanceof CurlError)) throw error;
      status = error.status;
      if (this.#metered) await this.#process.stderr.write('\n');
      if (!this.#has('s') || this.#has('S')) await this.#process.stderr.write(`curl: (${status}) ${error.message}\n`);
    }
    const format = this.#value('w');
    if (format !== undefined) await this.#out.write(this.#written(format));
    return status;
  }

  async #within(transfer: Promise<number>): Promise<number> {
    const seconds = Number(this.#value('m') ?? 0);
    if (!(seconds > 0)) return transfer;
    const { clock } = this.#process;
    const began = clock.now();
    return new Promise((resolve, reject) => {
      const timer = clock.timer(seconds * 1_000, () => {
        const took = Math.round(clock.now() - began);
        reject(
          new CurlError(28, `Operation timed out after ${took} milliseconds with ${this.#received} bytes received`),
        );
      });
      transfer.then(resolve, reject).finally(() => timer.cancel());
    });
  }

  async #get(text: string): Promise<number> {
    let url = this.#url(text);
    let answer: Answer;
    let request = await this.#request(url);
    for (let redirects = 0; ; redirects++) {
      this.#effective = `${url.scheme}://${url.host}${url.port === 80 ? '' : `:${url.port}`}${url.path}`;
      answer = await this.#exchange(request);
      this.#code = answer.status;
      const next = answer.status >= 300 && answer.status < 400 ? headerOf(answer.headers, 'location') : undefined;
      if (!this.#has('L') || next === undefined) break;
      if (redirects >= MOST_REDIRECTS) throw new CurlError(47, `Maximum (${MOST_REDIRECTS}) redirects followed`);
      while ((await this.#chunk(answer)) !== null);
      url = this.#url(next.startsWith('/') ? `${url.scheme}://${url.host}:${url.port}${next}` : next);
      request = {
        ...request,
        url,
        headers: request.headers.map(([name, value]) => [name, name === 'Host' ? hostOf(url) : value]),
      };
    }
    if (this.#has('f') && answer.status >= 400) {
      throw new CurlError(22, `The requested URL returned error: ${answer.status}`);
    }
    const output = this.#output(url);
    const write = async (bytes: Uint8Array): Promise<void> => {
      if (output === undefined) await this.#out.write(bytes);
      else await output.write(bytes);
    };
    try {
      if (this.#has('i') || this.#has('I')) await write(headOf(answer));
      for (let bytes = await this.#chunk(answer); bytes !== null; bytes = await this.#chunk(answer)) {
        this.#received += bytes.length;
        await write(bytes);
      }
    } finally {
      output?.close();
    }
    await this.#meter(this.#sum());
    return 0;
  }

  #url(text: string): Url {
    const url = readUrl(text);
    if (url === undefined) throw new CurlError(3, 'URL using bad/illegal format or missing URL');
    if (url.scheme !== 'http' && url.scheme !== 'https') {
      throw new CurlError(1, `Protocol "${url.scheme}" not supported or disabled in libcurl`);
    }
    return url;
  }

  async #request(url: Url): Promise<Request> {
    const body = await this.#body();
    const upload = this.#value('T') !== undefined;
    const user = this.#value('u') ?? url.user;
    const method = this.#value('X') ?? (this.#has('I') ? 'HEAD' : upload ? 'PUT' : body === undefined ? 'GET' : 'POST');
    const given = this.#all('H').map((line): [string, string] => {
      const colon = line.indexOf(':');
      return colon < 0 ? [line.replace(/;$/, ''), ''] : [line.slice(0, colon), line.slice(colon + 1).trim()];
    });
    const form = body !== undefined && !upload;
    const own: [string, string][] = [
      ['Host', hostOf(url)],
      ...(user === undefined
        ? []
        : [['Authorization', `Basic ${toBase64(new TextEncoder().encode(user))}`] as [string, string]]),
      ['User-Agent', this.#value('A') ?? AGENT],
      ['Accept', '*/*'],
    ];
    const ofBody: [string, string][] = [
      ...(body === undefined ? [] : [['Content-Length', String(body.length)] as [string, string]]),
      ...(form ? [['Content-Type', 'application/x-www-form-urlencoded'] as [string, string]] : []),
    ];
    const names = new Set(given.map(([name]) => name.toLowerCase()));
    const isOwn = ([name]: readonly [string, string]) => !names.has(name.toLowerCase());
    const headers = [...own.filter(isOwn), ...given.filter(([, value]) => value !== ''), ...ofBody.filter(isOwn)];
    return { method, url, headers, ...(body === undefined ? {} : { body }) };
  }

  async #body(): Promise<Uint8Array | undefined> {
    const file = this.#value('T');
    if (file !== undefined) return this.#file(file, 26);
    const parts: Uint8Array[] = [];
    for (const [key, value] of this.#parsed.all) {
      if (key !== 'd' && key !== 'data-binary') continue;
      const bytes = value.startsWith('@') ? await this.#file(value.slice(1), 26) : new TextEncoder().encode(value);
      if (parts.length > 0) parts.push(new TextEncoder().encode('&'));
      parts.push(key === 'd' && value.startsWith('@') ? bytes.filter((byte) => byte !== 0x0a && byte !== 0x0d) : bytes);
    }
    return parts.length === 0 ? undefined : concatenated(parts);
  }

  async #file(name: string, status: number): Promise<Uint8Array> {
    try {
      return name === '-' ? await readAll(this.#process.stdin) : await this.#process.files.read(name);
    } catch (error) {
      if (!(error instanceof SystemError)) throw error;
      throw new CurlError(status, `Failed to open ${name}: ${strerror(error.code)}`);
    }
  }

  async #exchange(request: Request): Promise<Answer> {
    const { host, port, scheme } = request.url;
    const began = this.#process.clock.now();
    try {
      if (scheme === 'https') await this.#noTls(host, port);
      const answer = await exchange(this.#process, request);
      if (this.#has('v')) await this.#process.stderr.write(wireText(this.#process, request, answer));
      return answer;
    } catch (error) {
      if (error instanceof HttpProblem) {
        throw error.kind === 'not-http'
          ? new CurlError(1, 'Received HTTP/0.9 when not allowed')
          : new CurlError(52, 'Empty reply from server');
      }
      if (!(error instanceof SystemError)) throw error;
      if (error.code === 'ENOTFOUND') throw new CurlError(6, `Could not resolve host: ${host}`);
      const took = Math.round(this.#process.clock.now() - began);
      const why = error.code === 'ECONNREFUSED' ? "Couldn't connect to server" : strerror(error.code);
      throw new CurlError(7, `Failed to connect to ${host} port ${port} after ${took} ms: ${why}`);
    }
  }

  /** Whether somebody listens there is worth knowing; that TLS is not to be had is said then. */
  async #noTls(host: string, port: number): Promise<never> {
    (await this.#process.network.connect({ host, port })).destroy();
    throw new CurlError(35, 'this simulated Raspberry Pi has no TLS');
  }

  async #chunk(answer: Answer): Promise<Uint8Array | null> {
    try {
      return await answer.body();
    } catch (error) {
      if (error instanceof HttpProblem) throw new CurlError(18, 'transfer closed with outstanding read data remaining');
      throw error;
    }
  }

  #output({ path }: Url): OpenFile | undefined {
    const last =
      path
        .replace(/[?].*$/, '')
        .split('/')
        .at(-1) ?? '';
    const name = this.#value('o') ?? (this.#has('O') ? last : undefined);
    if (name === undefined || name === '-') return undefined;
    if (name === '') throw new CurlError(23, 'Remote file name has no length!');
    try {
      return this.#process.open(name, { write: true, create: true, truncate: true });
    } catch (error) {
      if (!(error instanceof SystemError)) throw error;
      throw new CurlError(23, `Failed to open the file ${name}: ${strerror(error.code)}`);
    }
  }

  /** Shown when the answer does not go to the screen. */
  async #meter(sum: string): Promise<void> {
    const toFile = this.#value('o') !== undefined || this.#has('O');
    if (this.#has('s') || (this.#out.isTerminal && !toFile)) return;
    this.#metered = sum === '';
    await this.#process.stderr.write(sum === '' ? METER : `\r${sum}\n`);
  }

  #sum(): string {
    const size = short(this.#received);
    return `100 ${size}  100 ${size}    0     0      0      0 --:--:-- --:--:-- --:--:--     0`;
  }

  #written(format: string): string {
    const values: Readonly<Record<string, string>> = {
      http_code: String(this.#code).padStart(3, '0'),
      response_code: String(this.#code).padStart(3, '0'),
      size_download: String(this.#received),
      url_effective: this.#effective,
    };
    return format
      .replace(/%\{(\w+)\}/g, (_, name: string) => values[name] ?? '')
      .replace(/\\([nrt\\])/g, (_, letter: string) => ({ n: '\n', r: '\r', t: '\t', '\\': '\\' })[letter] ?? '');
  }

  #has(key: string): boolean {
    return this.#parsed.options.has(key);
  }

  #value(key: string): string | undefined {
    return this.#parsed.options.get(key);
  }

  #all(key: string): readonly string[] {
    return this.#parsed.all.filter(([each]) => each === key).map(([, value]) => value);
  }
}

const METER = `  % Total    % Received % Xferd  Average Speed   Time    Time     Time  Current
                                 Dload  Upload   Total   Spent    Left  Speed
\r  0     0    0     0    0     0      0      0 --:--:-- --:--:-- --:--:--     0`;

const short = (bytes: number): string => {
  if (bytes < 100_000) return String(bytes).padStart(5);
  return bytes < 10_240_000
    ? `${Math.round(bytes / 1_024)}k`.padStart(5)
    : `${Math.round(bytes / 1_048_576)}M`.padStart(5);
};

const hostOf = ({ host, port }: Url): string => (port === 80 ? host : `${host}:${port}`);

const headOf = ({ line, headers }: Answer): Uint8Array =>
  new TextEncoder().encode([line, ...headers.map(([name, value]) => `${name}: ${value}`), '', ''].join('\r\n'));

const wireText = (process: PiProcess, request: Request, answer: Answer): string => {
  const { host, port } = request.url;
  const address = process.network.resolve(host);
  const marked = (mark: string, text: string): string =>
    text
      .split('\r\n')
      .slice(0, -1)
      .map((line) => `${mark} ${line}\n`)
      .join('');
  const head = new TextDecoder().decode(headOf(answer));
  return `*   Trying ${address}:${port}...\n* Connected to ${host} (${address}) port ${port} (#0)\n${marked('>', requestText(request))}${marked('<', head)}`;
};
