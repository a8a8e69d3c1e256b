/**
 * As much of HTTP/1.1 (RFC 9112) as curl and wget need: one request, its answer, the body by length, in
 * chunks, or to the end of the connection.
 */
import { SystemError } from '#runtime/ports.ts';
import type { PiProcess } from '../../system.ts';
import { concatenated } from '../stdio.ts';
import { Socket } from './socket.ts';

export interface Url {
  readonly scheme: string;
  readonly user: string | undefined;
  readonly host: string;
  readonly port: number;
  /** With the query. */
  readonly path: string;
}

const PORTS: Readonly<Record<string, number>> = { http: 80, https: 443, mqtt: 1883 };

/** `rpi-pub:8000/a`: http, if it does not say otherwise. @returns undefined when it is none */
export const readUrl = (text: string): Url | undefined => {
  const match =
    /^(?:([a-z][a-z0-9+.-]*):\/\/)?(?:([^@/?#]*)@)?(\[[^\]]*\]|[^:/?#]*)(?::(\d+))?([/?][^#]*)?(?:#.*)?$/i.exec(text);
  const scheme = (match?.[1] ?? 'http').toLowerCase();
  const host = match?.[3];
  if (match === null || host === undefined || host === '') return undefined;
  const port = match[4] === undefined ? (PORTS[scheme] ?? 0) : Number(match[4]);
  if (port > 65_535) return undefined;
  const path = match[5] ?? '/';
  return { scheme, user: match[2], host, port, path: path.startsWith('?') ? `/${path}` : path };
};

export interface Answer {
  readonly status: number;
  /** `HTTP/1.1 200 OK` */
  readonly line: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** null: none, or no more. @throws SystemError */
  readonly body: () => Promise<Uint8Array | null>;
}

/** The answer broke off, or is none of HTTP. */
export class HttpProblem extends Error {
  override readonly name = 'HttpProblem';
  readonly kind: 'empty' | 'not-http' | 'cut';

  constructor(kind: HttpProblem['kind']) {
    super(kind);
    this.kind = kind;
  }
}

export interface Request {
  readonly method: string;
  readonly url: Url;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body?: Uint8Array;
}

export const requestText = ({ method, url, headers }: Request): string =>
  [`${method} ${url.path} HTTP/1.1`, ...headers.map(([name, value]) => `${name}: ${value}`), '', ''].join('\r\n');

export const headerOf = (headers: Answer['headers'], wanted: string): string | undefined =>
  headers.find(([name]) => name.toLowerCase() === wanted)?.[1];

/** @throws SystemError of the connection, HttpProblem of the answer */
export const exchange = async (process: PiProcess, request: Request): Promise<Answer> => {
  const { host, port } = request.url;
  const socket = new Socket(await process.network.connect({ host, port }));
  await socket.write(new TextEncoder().encode(requestText(request)));
  if (request.body !== undefined) await socket.write(request.body);
  return readAnswer(socket, request.method);
};

const readAnswer = async (socket: Socket, method: string): Promise<Answer> => {
  const source = new Source(socket);
  const line = await source.line();
  if (line === undefined) throw new HttpProblem('empty');
  const status = /^HTTP\/\d(?:\.\d)? (\d{3})/.exec(line)?.[1];
  if (status === undefined) throw new HttpProblem('not-http');
  const headers: [string, string][] = [];
  for (;;) {
    const header = await source.line();
    if (header === undefined) throw new HttpProblem('cut');
    if (header === '') break;
    const colon = header.indexOf(':');
    headers.push([header.slice(0, colon), header.slice(colon + 1).trim()]);
  }
  const code = Number(status);
  if (code === 100) return readAnswer(socket, method);
  const bodiless = method === 'HEAD' || code === 204 || code === 304 || code < 200;
  const length = headerOf(headers, 'content-length');
  const chunked = /chunked/i.test(headerOf(headers, 'transfer-encoding') ?? '');
  const read = bodiless
    ? () => Promise.resolve(null)
    : chunked
      ? chunks(source)
      : length === undefined
        ? () => source.some()
        : counted(source, Number(length));
  const body = async (): Promise<Uint8Array | null> => {
    const bytes = await read();
    if (bytes === null) socket.end();
    return bytes;
  };
  return { status: code, line, headers, body };
};

const counted = (source: Source, length: number): Answer['body'] => {
  let left = length;
  return async () => {
    if (left <= 0) return null;
    const bytes = await source.some(left);
    if (bytes === null) throw new HttpProblem('cut');
    left -= bytes.length;
    return bytes;
  };
};

const chunks = (source: Source): Answer['body'] => {
  let left = 0;
  let first = true;
  let over = false;
  return async () => {
    if (over) return null;
    if (left === 0) {
      if (!first) await source.line();
      first = false;
      left = parseInt((await source.line()) ?? '', 16);
      if (Number.isNaN(left)) throw new HttpProblem('cut');
      if (left === 0) {
        while (((await source.line()) ?? '') !== '');
        over = true;
        return null;
      }
    }
    const bytes = await source.some(left);
    if (bytes === null) throw new HttpProblem('cut');
    left -= bytes.length;
    return bytes;
  };
};

/** A head has no end of lines and bytes: more is refused. */
const LONGEST_LINE = 65_536;

class Source {
  readonly #socket: Socket;
  #rest: Uint8Array = new Uint8Array(0);

  constructor(socket: Socket) {
    this.#socket = socket;
  }

  async line(): Promise<string | undefined> {
    const begun: Uint8Array[] = [];
    let length = 0;
    for (;;) {
      const at = this.#rest.indexOf(0x0a);
      if (at >= 0) {
        begun.push(this.#rest.subarray(0, at));
        this.#rest = this.#rest.subarray(at + 1);
        return new TextDecoder().decode(concatenated(begun)).replace(/\r$/, '');
      }
      begun.push(this.#rest);
      length += this.#rest.length;
      if (length > LONGEST_LINE) throw new HttpProblem('not-http');
      const more = await this.#read();
      if (more === null) return length === 0 ? undefined : new TextDecoder().decode(concatenated(begun));
      this.#rest = more;
    }
  }

  async some(max = Infinity): Promise<Uint8Array | null> {
    if (this.#rest.length === 0) this.#rest = (await this.#read()) ?? new Uint8Array(0);
    if (this.#rest.length === 0) return null;
    const bytes = this.#rest.subarray(0, max);
    this.#rest = this.#rest.subarray(bytes.length);
    return bytes;
  }

  async #read(): Promise<Uint8Array | null> {
    try {
      return await this.#socket.read();
    } catch (error) {
      if (error instanceof SystemError && error.code === 'ECONNRESET') return null;
      throw error;
    }
  }
}
