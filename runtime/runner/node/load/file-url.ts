/** `/home/pi/a b.ts` and `file:///home/pi/a%20b.ts`: the names of files in ES modules. */
import { codedError } from '../errors/node-error.ts';
import { host } from '../host-globals.ts';

/** What a path of a file: URL may not have as it is; the rest is left to the URL itself. */
const ESCAPED: Readonly<Record<string, string>> = {
  '%': '%25',
  '\\': '%5C',
  '\n': '%0A',
  '\r': '%0D',
  '\t': '%09',
  '?': '%3F',
  '#': '%23',
};

/** @param path absolute */
export const fileUrl = (path: string): string =>
  new host.URL(`file://${path.replace(/[%\\\n\r\t?#]/g, (character) => ESCAPED[character] ?? character)}`).href;

/** @throws TypeError `ERR_INVALID_URL_SCHEME`, `ERR_INVALID_FILE_URL_HOST`, `ERR_INVALID_FILE_URL_PATH` */
export function filePath(url: string): string {
  const { protocol, hostname, pathname } = new host.URL(url);
  if (protocol !== 'file:')
    throw codedError('ERR_INVALID_URL_SCHEME', 'The URL must be of scheme file', { of: TypeError });
  if (hostname !== '')
    throw codedError('ERR_INVALID_FILE_URL_HOST', 'File URL host must be "localhost" or empty on linux', {
      of: TypeError,
    });
  if (/%2f/i.test(pathname))
    throw codedError('ERR_INVALID_FILE_URL_PATH', 'File URL path must not include encoded / characters', {
      of: TypeError,
    });
  return decodeURIComponent(pathname);
}
