import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import sirv from 'sirv';

/**
 * Any static host: files below a sub-path, no server of ours, 404 elsewhere.
 * @param notFoundPage the file that it shows then, as most hosts can; absent: two plain words
 */
export async function plainFileServer(
  folder: string,
  base: string,
  notFoundPage?: string,
): Promise<{ url: string; close(): void }> {
  const files = sirv(folder, { dev: false });
  const missing = notFoundPage === undefined ? 'not found' : readFileSync(join(folder, notFoundPage));
  const type = notFoundPage === undefined ? 'text/plain' : 'text/html';
  const server = createServer((request, response) => {
    const notFound = (): void => void response.writeHead(404, { 'content-type': type }).end(missing);
    if (!request.url?.startsWith(base)) return notFound();
    request.url = `/${request.url.slice(base.length)}`;
    files(request, response, notFound);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}${base}`,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}
