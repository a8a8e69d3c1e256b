import { afterAll, beforeAll, expect, test } from 'vitest';
import { testServer, type TestServer } from '../kit/server.ts';

let server: TestServer;
let url = '';
beforeAll(async () => {
  server = await testServer();
  url = `http://127.0.0.1:${server.port}`;
});
afterAll(() => server.close());

test('a page says that a server served it, and where its seats are', async () => {
  const text = await (await fetch(`${url}/`)).text();
  expect(text).toContain('<meta name="kleber-seat" content="/seat"></head>');
  expect(text).toContain('home');
});

test('a folder without its slash leads to the folder', async () => {
  const response = await fetch(`${url}/de?x=1`, { redirect: 'manual' });
  expect([response.status, response.headers.get('location')]).toEqual([308, '/de/?x=1']);
});

test('what does not exist is answered with the 404 page and status 404', async () => {
  const response = await fetch(`${url}/no/such/page`);
  expect(response.status).toBe(404);
  expect(await response.text()).toContain('no such page');
});

test('files beside the pages are served as they are', async () => {
  const response = await fetch(`${url}/style.css`);
  expect(await response.text()).toBe('body { margin: 0 }');
  expect(response.headers.get('x-content-type-options')).toBe('nosniff');
});

test.each(['/../package.json', '/..%2fpackage.json', '/de/..%2f..%2fpackage.json'])(
  '%s does not lead out of the site',
  async (path) => {
    expect((await fetch(`${url}${path}`)).status).toBe(404);
  },
);

test('only reading is allowed', async () => {
  expect((await fetch(`${url}/`, { method: 'POST' })).status).toBe(405);
});

test('HEAD has no body', async () => {
  expect(await (await fetch(`${url}/`, { method: 'HEAD' })).text()).toBe('');
});
