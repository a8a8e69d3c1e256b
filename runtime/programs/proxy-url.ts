import type { ProxyAddress } from '#runtime/ports.ts';
import { atoi } from './c-number.ts';
import { UsageError, optionError } from './usage-error.ts';

const SCHEME = 'socks5h://';
const DEFAULT_PORT = 1080;

/**
 * `--proxy`: `socks5h://host`, `socks5h://host:1080`, `socks5h://user:password@host:1080`; `%25`, `%3A`
 * and `%40` stand for `%`, `:` and `@` in user and password.
 * Invalid: `socks4://host`, `socks5h://`, `socks5h://host:0`, `socks5h://:p@host`. 2.0.11 has no words
 * for most of these mistakes.
 * @throws UsageError
 */
export function readProxyUrl(url: string): ProxyAddress {
  if (!url.startsWith(SCHEME)) throw optionError(`Unsupported proxy protocol: ${url}`);
  const rest = url.slice(SCHEME.length);
  const at = rest.indexOf('@');
  const [host, port] = splitOnce(rest.slice(at + 1));
  const [username, password] = at < 0 ? [] : splitOnce(rest.slice(0, at));
  if (username === '' || password === '' || host.includes('@') || (host === '' && port !== undefined)) throw silent();
  if (at >= 0 && port?.includes(':') === true) throw silent();
  // A colon and nothing behind it belongs to neither, unless there was a user.
  if (host === '' || (at < 0 && port === '')) throw optionError('Invalid proxy.');
  const credentials = {
    ...(username !== undefined && { username: decode(username) }),
    ...(password !== undefined && { password: decode(password) }),
  };
  const number = port === undefined || port === '' ? DEFAULT_PORT : atoi(port);
  if (number < 1 || number > 65_535) throw optionError(`Invalid proxy port ${number}`);
  return { host, port: number, ...credentials };
}

const silent = (): UsageError => new UsageError('');

const DECODED: Readonly<Record<string, string>> = { '%25': '%', '%3a': ':', '%40': '@' };

function decode(text: string): string {
  return text.replaceAll(/%.{0,2}/gs, (code) => {
    const meant = DECODED[code.toLowerCase()];
    if (meant === undefined) throw silent();
    return meant;
  });
}

function splitOnce(text: string): [string, string | undefined] {
  const at = text.indexOf(':');
  return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)];
}
