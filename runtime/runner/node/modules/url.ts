/** node:url */
import { codedError } from '../errors/node-error.ts';
import { host, type HostUrl } from '../host-globals.ts';
import { filePath, fileUrl } from '../load/file-url.ts';
import path from 'path-browserify';

interface Legacy {
  readonly protocol: string | null;
  readonly slashes: boolean | null;
  readonly auth: string | null;
  readonly host: string | null;
  readonly port: string | null;
  readonly hostname: string | null;
  readonly hash: string | null;
  readonly search: string | null;
  readonly query: unknown;
  readonly pathname: string | null;
  readonly path: string | null;
  readonly href: string;
}

/** url.parse: the parts of an address, as old programs want them. @throws TypeError `ERR_INVALID_ARG_TYPE` */
export function parseUrl(text: string, parsesQuery = false): Legacy {
  if (typeof text !== 'string')
    throw codedError('ERR_INVALID_ARG_TYPE', 'The "url" argument must be of type string.', { of: TypeError });
  const found =
    /^([a-z][a-z\d+.-]*:)?(\/\/)?(?:([^@/?#]*)@)?([^/?#]*)([^?#]*)(\?[^#]*)?(#.*)?$/i.exec(text.trim()) ?? [];
  const [, protocol, slashes, auth, address, pathname, search, hash] = found;
  const isPath = slashes === undefined;
  const [, hostname, port] = (isPath ? null : /^(.*?)(?::(\d*))?$/.exec(address ?? '')) ?? [];
  const fullPath = (isPath ? (address ?? '') : '') + (pathname ?? '');
  const params = new (host.URLSearchParams as new (query?: string) => Iterable<[string, string]>)(search);
  return {
    protocol: protocol?.toLowerCase() ?? null,
    slashes: isPath ? null : true,
    auth: auth === undefined ? null : decodeURIComponent(auth),
    host: isPath ? null : (address ?? ''),
    port: port === undefined || port === '' ? null : port,
    hostname: isPath ? null : (hostname ?? '').replace(/^\[(.*)\]$/, '$1').toLowerCase(),
    hash: hash ?? null,
    search: search ?? null,
    query: parsesQuery
      ? Object.assign(Object.create(null) as object, Object.fromEntries(params))
      : (search?.slice(1) ?? null),
    pathname: fullPath === '' ? null : fullPath,
    path: fullPath + (search ?? '') || null,
    href: text.trim(),
  };
}

export const urlModule = (cwd: () => string): Record<string, unknown> => ({
  URL: host.URL,
  URLSearchParams: host.URLSearchParams,
  fileURLToPath: (url: string | HostUrl) => filePath(typeof url === 'string' ? url : url.href),
  pathToFileURL: (file: string) => new host.URL(fileUrl(path.resolve(cwd(), file) + (/.\/$/.test(file) ? '/' : ''))),
  parse: parseUrl,
  format: (url: HostUrl | string) => (typeof url === 'string' ? url : url.href),
  resolve: (from: string, to: string) => new host.URL(to, from).href,
  domainToASCII: (domain: string) => new host.URL(`ws://${domain}`).hostname,
});
