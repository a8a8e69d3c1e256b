import { fileURLToPath } from 'node:url';
import { serve, type KleberServer } from '#runtime/server/serve.ts';
import { plainFileServer } from './plain-file-server.ts';

/** The site as `npm test` built it. */
export const builtSite = fileURLToPath(new URL('../../dist/site', import.meta.url));

export interface Site {
  /** Address of the home page at http://127.0.0.1, with a slash at its end. */
  readonly url: string;
  /** The same at http://kleber.test, which is no secure context. */
  readonly insecureUrl: string;
  /** Of a served site. */
  readonly server?: KleberServer;
  close(): Promise<void>;
}

const named = (url: string): string => url.replace('127.0.0.1', 'kleber.test');

/** On any static host, below a sub-path: the broker lives in the page. */
export async function staticSite(): Promise<Site> {
  const host = await plainFileServer(builtSite, '/courses/mqtt/');
  return { url: host.url, insecureUrl: named(host.url), close: async () => host.close() };
}

/** By the server, whose broker real clients reach too. */
export async function servedSite(
  ports: { port?: number; mqttPort?: number } = {},
): Promise<Site & { server: KleberServer }> {
  const server = await serve({ folder: builtSite, port: 0, mqttPort: 0, names: ['kleber.test'], ...ports });
  const url = `http://127.0.0.1:${server.port}/`;
  return { url, insecureUrl: named(url), server, close: () => server.close() };
}
