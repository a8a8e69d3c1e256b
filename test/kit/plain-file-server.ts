import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import sirv from 'sirv';

/** Any static host: files below a sub-path, no server of ours, a plain 404 elsewhere. */
export async function plainFileServer(folder: string, base: string): Promise<{ url: string; close(): void }> {
  const files = sirv(folder, { dev: false });
  const server = createServer((request, response) => {
    const notFound = (): void => void response.writeHead(404).end('not found');
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
