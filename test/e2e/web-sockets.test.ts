/**
 * The contract of DESIGN's table "who opens a WebSocket": the same URL from all three realms, in both
 * modes, in secure contexts and in others.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { build } from 'vite';
import { describe, expect } from 'vitest';
import { serve } from '#runtime/server/serve.ts';
import { decodePacket } from '#runtime/mqtt/decode.ts';
import { plainFileServer } from '../kit/plain-file-server.ts';
import { test as story } from '../kit/story.ts';
import type { BareAct, RealmClient } from './sockets-page/client.ts';

/** What MSW's script alone holds. */
const MSW = 'https://mswjs.io';

type Realm = 'panel' | 'program';
type Of<Method extends keyof RealmClient> = {
  args: Parameters<RealmClient[Method]>;
  result: Awaited<ReturnType<RealmClient[Method]>>;
};

/** The page of `sockets-page`, built and brought by a static host and by the server. */
interface Addresses {
  readonly static: string;
  readonly served: string;
}

const test = story.extend('addresses', { scope: 'file' }, async ({}, { onCleanup }): Promise<Addresses> => {
  const folder = mkdtempSync(join(tmpdir(), 'kleber-sockets-'));
  await build({
    root: new URL('./sockets-page', import.meta.url).pathname,
    base: './',
    configFile: false,
    logLevel: 'error',
    build: { outDir: folder, emptyOutDir: true, target: 'es2024', minify: false, modulePreload: false },
    worker: { format: 'es' },
  });
  const staticHost = await plainFileServer(folder, '/courses/kleber/');
  const server = await serve({ folder, port: 0, mqttPort: 0, names: ['kleber.test'] });
  onCleanup(async () => {
    staticHost.close();
    await server.close();
    rmSync(folder, { recursive: true, force: true });
  });
  return { static: staticHost.url, served: `http://127.0.0.1:${server.port}/` };
});

class SocketsPage {
  readonly page: Page;
  readonly scripts: Promise<string>[];
  readonly errors: string[];

  constructor(page: Page, scripts: Promise<string>[], errors: string[]) {
    this.page = page;
    this.scripts = scripts;
    this.errors = errors;
  }

  static async open(browser: Browser, url: string): Promise<SocketsPage> {
    const page = await browser.newPage();
    const scripts: Promise<string>[] = [];
    const errors: string[] = [];
    page.on('response', (response) => {
      // A page that is closed takes along what it was still fetching; nobody asks about that page any more.
      if (response.url().endsWith('.js')) scripts.push(response.text().catch(() => ''));
    });
    page.on('pageerror', (error) => errors.push(String(error)));
    await page.goto(url);
    await page.waitForFunction(() => window.kit?.broker().state === 'ready' && window.kit.screen().includes('$'));
    return new SocketsPage(page, scripts, errors);
  }

  url(): Promise<string> {
    return this.page.evaluate(() => window.kit.url() ?? '');
  }

  call<Method extends keyof RealmClient>(
    realm: Realm,
    method: Method,
    ...args: Of<Method>['args']
  ): Promise<Of<Method>['result']> {
    return this.page.evaluate(
      ([to, name, values]) => window.kit.call(to as Realm, name as keyof RealmClient, values as unknown[]),
      [realm, method, args],
    ) as Promise<Of<Method>['result']>;
  }

  async bare(realm: Realm, url: string, protocols: string[], act: BareAct): Promise<string[]> {
    return this.call(realm, 'bare', url, protocols, act);
  }

  type(line: string): Promise<void> {
    return this.page.evaluate((text) => window.kit.type(text), line);
  }

  async screenShows(text: string): Promise<void> {
    await this.page.waitForFunction((wanted) => window.kit.screen().includes(wanted), text);
  }

  async hadNoTrouble(): Promise<void> {
    expect(await this.page.evaluate(() => window.kit.faults())).toEqual([]);
    expect(this.errors).toEqual([]);
  }

  async isMswFetched(): Promise<boolean> {
    const scripts = await Promise.all(this.scripts);
    // The page's own, the lab's and the program's at least: without them this would say nothing.
    expect(scripts.length).toBeGreaterThanOrEqual(3);
    return scripts.some((script) => script.includes(MSW));
  }
}

const realms: Realm[] = ['panel', 'program'];
const modes = ['static', 'served'] as const;
const hosts = ['127.0.0.1', 'kleber.test'];

describe.each(modes.flatMap((mode) => hosts.map((host) => ({ mode, host }))))(
  '$mode, http://$host',
  ({ mode, host }) => {
    const addressIn = (addresses: Addresses): string => addresses[mode].replace('127.0.0.1', host);

    /** One page for all that leave it as it was: connections come and go there. */
    let page: SocketsPage;
    test.beforeAll(async ({ browser, addresses }) => {
      page = await SocketsPage.open(browser, addressIn(addresses));
    });
    test.afterEach(() => page.hadNoTrouble());
    test.afterAll(() => page.page.close());

    test('the page is a secure context on the loopback address alone', async () => {
      expect(await page.page.evaluate(() => isSecureContext)).toBe(host === '127.0.0.1');
    });

    test('one URL leads all three realms to the same broker, and each hears all three', async () => {
      const url = await page.url();
      expect(new URL(url).pathname).toMatch(mode === 'static' ? /^\/courses\/kleber\/mqtt$/ : /^\/mqtt\/\d+$/);
      await page.type("mosquitto_sub -h 127.0.0.1 -t 'realms/#' -v -C 3 &");
      // Subscribed: what is published from now on is for it, too.
      await page.page.waitForFunction(() =>
        window.kit.events().some((event) => event.kind === 'packet' && event.bytes[0] === 0x90),
      );
      await page.call('panel', 'connect', url, 'panel', 'realms/#');
      await page.call('program', 'connect', url, 'program', 'realms/#');
      await page.call('panel', 'publish', 'realms/panel', 'from the panel');
      await page.call('program', 'publish', 'realms/program', 'from the program');
      await page.type('mosquitto_pub -h 127.0.0.1 -t realms/pi -m "from the Pi"');
      const all = ['realms/panel=from the panel', 'realms/pi=from the Pi', 'realms/program=from the program'];
      for (const realm of realms) expect((await page.call(realm, 'received', 3)).toSorted()).toEqual(all);
      for (const line of ['realms/panel from the panel', 'realms/program from the program', 'realms/pi from the Pi'])
        await page.screenShows(line);
      for (const realm of realms) await page.call(realm, 'end');
    });

    test('300 kB go either way', async () => {
      const url = await page.url();
      for (const realm of realms) await page.call(realm, 'connect', url, realm, 'large/#');
      await page.call('panel', 'publish', 'large/panel', 'x'.repeat(300_000));
      await page.call('program', 'publish', 'large/program', 'y'.repeat(300_000));
      for (const realm of realms)
        expect((await page.call(realm, 'received', 2)).toSorted()).toEqual([
          'large/panel=300000 bytes',
          'large/program=300000 bytes',
        ]);
      for (const realm of realms) await page.call(realm, 'end');
    });

    test.each(realms)('%s: the subprotocol is the one that the broker chose', async (realm) => {
      const told = await page.bare(realm, await page.url(), ['mqttv3.1', 'mqtt'], { kind: 'close' });
      expect(told).toEqual(['open mqtt', 'close 1005 clean']);
    });

    test.each(realms)('%s: without the subprotocol mqtt there is no connection [MQTT-6.0.0-3]', async (realm) => {
      for (const protocols of [[], ['chat']])
        expect(await page.bare(realm, await page.url(), protocols, { kind: 'wait' })).toEqual([
          'error 3',
          'close 1006 dirty',
        ]);
    });

    test.each(realms)('%s: a close says what it was asked to say', async (realm) => {
      const url = await page.url();
      const close = { kind: 'close' } as const;
      expect(await page.bare(realm, url, ['mqtt'], { ...close, code: 1000 })).toEqual([
        'open mqtt',
        'close 1000 clean',
      ]);
      expect(await page.bare(realm, url, ['mqtt'], { ...close, code: 4321, reason: 'done' })).toEqual([
        'open mqtt',
        'close 4321 done clean',
      ]);
      expect(await page.bare(realm, url, ['mqtt'], { kind: 'close-at-once' })).toEqual(['error 3', 'close 1006 dirty']);
    });

    test.each(realms)('%s: a text frame closes the connection [MQTT-6.0.0-1]', async (realm) => {
      expect(await page.bare(realm, await page.url(), ['mqtt'], { kind: 'text' })).toEqual([
        'open mqtt',
        'close 1003 MQTT needs binary frames clean',
      ]);
    });

    test.each(realms)('%s: what is no MQTT is answered by the end of the connection', async (realm) => {
      const told = await page.bare(realm, await page.url(), ['mqtt'], { kind: 'bytes', bytes: [0, 0, 0] });
      expect(told).toEqual(['open mqtt', 'close 1000 clean']);
    });

    test.each(realms)('%s: frames sent as Blob arrive too, and the answer comes as a Blob', async (realm) => {
      const connect = [0x10, 12, 0, 4, 0x4d, 0x51, 0x54, 0x54, 4, 2, 0, 0, 0, 0];
      const disconnect = [0xe0, 0];
      const told = await page.bare(realm, await page.url(), ['mqtt'], {
        kind: 'bytes',
        bytes: [...connect, ...disconnect],
        as: 'blob',
      });
      expect(told).toContain('bytes 32 2 0 0');
    });

    test.each(realms)(
      '%s: nothing listens with WebSocket on the LAN, and the plain port does not understand',
      async (realm) => {
        for (const url of ['ws://192.168.1.3:9001', 'ws://rpi-broker:1883/mqtt', 'ws://192.168.1.4:1883'])
          expect(await page.bare(realm, url, ['mqtt'], { kind: 'wait' })).toEqual(['error 3', 'close 1006 dirty']);
      },
    );

    test.each(realms)("%s: only what is the lab's is intercepted", async (realm) => {
      expect(await page.call(realm, 'isNative', await page.url())).toBe(mode === 'served');
      expect(await page.call(realm, 'isNative', 'ws://192.168.1.3:9001')).toBe(false);
      expect(await page.call(realm, 'isNative', 'ws://127.0.0.1:1/elsewhere')).toBe(true);
    });

    test('a listener with protocol websockets is reached from every realm', async ({ browser, addresses }) => {
      const page = await SocketsPage.open(browser, addressIn(addresses));
      await page.type("printf '%s\\n' 'listener 9001' 'protocol websockets' | sudo tee /etc/mosquitto/conf.d/web.conf");
      await page.type('sudo systemctl restart mosquitto && echo restarted');
      await page.screenShows('\rrestarted');
      expect(await page.page.evaluate(() => window.kit.broker())).toMatchObject({ place: 'own', state: 'ready' });
      for (const realm of realms) await page.call(realm, 'connect', 'ws://192.168.1.3:9001', realm, 'lan/#');
      await page.call('panel', 'publish', 'lan/panel', 'from the panel');
      await page.call('program', 'publish', 'lan/program', 'from the program');
      await page.type('mosquitto_pub -h 192.168.1.3 -t lan/pi -m "from the Pi"');
      const all = ['lan/panel=from the panel', 'lan/pi=from the Pi', 'lan/program=from the program'];
      for (const realm of realms) expect((await page.call(realm, 'received', 3)).toSorted()).toEqual(all);
      for (const realm of realms) await page.call(realm, 'end');
      await page.hadNoTrouble();
      await page.page.close();
    });

    test('MSW is fetched when a panel first opens a WebSocket, not before', async ({ browser, addresses }) => {
      const page = await SocketsPage.open(browser, addressIn(addresses));
      await page.type('mosquitto_pub -h 127.0.0.1 -t a -m x && echo published');
      await page.screenShows('\rpublished');
      await page.bare('program', await page.url(), ['mqtt'], { kind: 'close' });
      expect(await page.isMswFetched()).toBe(false);
      await page.bare('panel', await page.url(), ['mqtt'], { kind: 'close' });
      expect(await page.isMswFetched()).toBe(true);
      await page.hadNoTrouble();
      await page.page.close();
    });
  },
);

describe('in the lab of a static page', () => {
  const alone = test.extend('page', async ({ browser, addresses }, { onCleanup }) => {
    const page = await SocketsPage.open(browser, addresses.static);
    onCleanup(() => page.page.close());
    return page;
  });

  alone('the wire shows such a connection as one of the laptop, by the learner', async ({ page }) => {
    await page.call('program', 'connect', await page.url(), 'prog', 'a');
    await page.call('program', 'end');
    await page.page.waitForFunction(() => window.kit.events().some(({ kind }) => kind === 'connection-closed'));
    const events = await page.page.evaluate(() =>
      window.kit.events().map((event) => (event.kind === 'packet' ? { ...event, bytes: [...event.bytes] } : event)),
    );
    const opened = events.find(({ kind }) => kind === 'connection-opened');
    expect(opened).toMatchObject({
      by: 'learner',
      service: 'rpi-broker',
      server: { host: '192.168.1.3', port: 1883 },
      client: { host: '192.168.1.2' },
      process: { host: 'laptop', pid: 2, program: 'program' },
    });
    const types = events.flatMap((event) =>
      event.kind === 'packet'
        ? [decodePacket(Uint8Array.from(event.bytes), { sender: event.sender, level: 4 }).type]
        : [],
    );
    expect(types).toEqual(['CONNECT', 'CONNACK', 'SUBSCRIBE', 'SUBACK', 'DISCONNECT']);
  });

  alone.for(realms)('%s: when the lab is reset, its connections are lost', async (realm, { page }) => {
    const told = page.bare(realm, await page.url(), ['mqtt'], { kind: 'wait' });
    await page.page.waitForFunction(() => window.kit.events().some(({ kind }) => kind === 'connection-opened'));
    await page.page.evaluate(() => window.kit.reset());
    expect(await told).toEqual(['open mqtt', 'close 1006 dirty']);
  });

  alone('a program that is ended loses its connections, whatever it was doing', async ({ page }) => {
    await page.call('program', 'connect', await page.url(), 'prog', 'a');
    await page.page.evaluate(() => window.kit.endProgram());
    await page.page.waitForFunction(() => window.kit.events().some(({ kind }) => kind === 'connection-closed'));
    const closed = await page.page.evaluate(() => window.kit.events().find(({ kind }) => kind === 'connection-closed'));
    expect(closed).toMatchObject({ side: 'client', error: 'ECONNRESET' });
  });
});
