import { atoi } from './c-number.ts';
import { TLS_PORT } from './tls-settings.ts';
import { optionError, valueError } from './usage-error.ts';

/**
 * `-L`: host, port, topic, user and password in one: `mqtt://192.168.1.3/piandmore/test`,
 * `mqtt://ada:secret@rpi-broker:1884/a/b`. Everything after the first `/` is the topic.
 * `mqtts://…` asks for TLS. Invalid: `http://…`, `mqtt://host` (no topic).
 * @throws UsageError
 */
export function readUrl(url: string): {
  topic: string;
  host: string;
  port: number;
  username?: string;
  password?: string;
  secure: boolean;
} {
  const secure = url.startsWith('mqtts://');
  if (!secure && !url.startsWith('mqtt://')) throw valueError('unsupported URL scheme.');
  const rest = url.slice(url.indexOf('//') + 2);
  const slash = rest.indexOf('/');
  if (slash < 0) throw optionError('Invalid URL for -L argument specified - topic missing.');
  const authority = rest.slice(0, slash);
  const at = authority.indexOf('@');
  const [host, port] = splitOnce(authority.slice(at + 1), ':');
  const [username, password] = at < 0 ? [] : splitOnce(authority.slice(0, at), ':');
  return {
    topic: rest.slice(slash + 1),
    host,
    port: port === undefined ? (secure ? TLS_PORT : 1883) : atoi(port),
    secure,
    ...(username !== undefined && { username }),
    ...(password !== undefined && { password }),
  };
}

function splitOnce(text: string, separator: string): [string, string | undefined] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)];
}
