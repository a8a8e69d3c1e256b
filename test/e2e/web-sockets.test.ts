/**
 * Who opens a WebSocket, and where it leads: panels of the page by the page's broker URL, panels and programs by the
 * addresses of the LAN; in both modes, in secure contexts and in others.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { build } from 'vite';
import { describe, expect } from 'vitest';
import type { EventOf } from '#runtime/events/event.ts';
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
/** Where a listener with the protocol websockets is, once `listen` has made it. */
const LISTENER = 'ws://192.168.1.3:9001';
/** From each realm a URL that leads to rpi-broker's Mosquitto. */
const ways: { realm: Realm; by: string; url: (page: SocketsPage) => Promise<string> }[] = [
  { realm: 'panel', by: "the page's broker URL", url: (page) => page.url() },
  { realm: 'panel', by: LISTENER, url: async () => LISTENER },
  { realm: 'program', by: LISTENER, url: async () => LISTENER },
];

const PATIENT = { timeout: 10_000 };

/** Waits until somebody has subscribed: what is published from then on is for it, too. */
const subscribed = (page: SocketsPage): Promise<unknown> =>
  page.page.waitForFunction(() =>
    window.kit.events().some((event) => event.kind === 'packet' && event.bytes[0] === 0x90),
  );

/** The connection that a process of that program has opened, once it has. */
async function openedBy(page: SocketsPage, program: string): Promise<EventOf<'connection-opened'>> {
  const opened = () =>
    page.page.evaluate(
      (name) =>
        window.kit.events().find((event) => event.kind === 'connection-opened' && event.process?.program === name),
      program,
    );
  await expect.poll(opened, PATIENT).toBeDefined();
  return (await opened()) as EventOf<'connection-opened'>;
}

/** Gives rpi-broker's Mosquitto a listener for WebSockets; it is the lab's own from then on. */
async function listen(page: SocketsPage): Promise<void> {
  await page.type("printf '%s\\n' 'listener 9001' 'protocol websockets' | sudo tee /etc/mosquitto/conf.d/web.conf");
  await page.type('sudo systemctl restart mosquitto && echo restarted');
  await page.screenShows('\rrestarted');
  expect(await page.page.evaluate(() => window.kit.broker())).toMatchObject({ place: 'own', state: 'ready' });
}

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

    test("the page's URL and the Pi's tools lead to the same broker, and each hears both", async () => {
      const url = await page.url();
      expect(new URL(url).pathname).toMatch(mode === 'static' ? /^\/courses\/kleber\/mqtt$/ : /^\/mqtt\/\d+$/);
      await page.type("mosquitto_sub -h 127.0.0.1 -t 'realms/#' -v -C 2 &");
      await subscribed(page);
      await page.call('panel', 'connect', url, 'panel', 'realms/#');
      await page.call('panel', 'publish', 'realms/panel', 'from the panel');
      await page.type('mosquitto_pub -h 127.0.0.1 -t realms/pi -m "from the Pi"');
      expect((await page.call('panel', 'received', 2)).toSorted()).toEqual([
        'realms/panel=from the panel',
        'realms/pi=from the Pi',
      ]);
      for (const line of ['realms/panel from the panel', 'realms/pi from the Pi']) await page.screenShows(line);
      await page.call('panel', 'end');
    });

    test.each(['panel', 'program'] as const)(
      '%s: nothing listens with WebSocket on the LAN, and the plain port does not understand',
      async (realm) => {
        for (const url of [LISTENER, 'ws://rpi-broker:1883/mqtt', 'ws://192.168.1.4:1883'])
          expect(await page.bare(realm, url, ['mqtt'], { kind: 'wait' })).toEqual(['error 3', 'close 1006 dirty']);
      },
    );

    test("of a panel only what is the lab's is intercepted", async () => {
      expect(await page.call('panel', 'isNative', await page.url())).toBe(mode === 'served');
      expect(await page.call('panel', 'isNative', LISTENER)).toBe(false);
      expect(await page.call('panel', 'isNative', 'ws://127.0.0.1:1/elsewhere')).toBe(true);
    });

    test('a program is on its Pi, and nowhere else: the address of the page leads it to nobody', async () => {
      expect(await page.bare('program', await page.url(), ['mqtt'], { kind: 'wait' })).toEqual([
        'error 3',
        'close 1006 dirty',
      ]);
    });

    describe('with a listener for WebSockets', () => {
      test.beforeAll(() => listen(page));

      test('every realm is led to the same broker, and each hears all three', async () => {
        const all = ['lan/panel=from the panel', 'lan/pi=from the Pi', 'lan/program=from the program'];
        for (const realm of realms) await page.call(realm, 'connect', LISTENER, realm, 'lan/#');
        await page.call('panel', 'publish', 'lan/panel', 'from the panel');
        await page.call('program', 'publish', 'lan/program', 'from the program');
        await page.type('mosquitto_pub -h 192.168.1.3 -t lan/pi -m "from the Pi"');
        for (const realm of realms) expect((await page.call(realm, 'received', 3)).toSorted()).toEqual(all);
        for (const realm of realms) await page.call(realm, 'end');
      });

      test('300 kB go either way', async () => {
        for (const realm of realms) await page.call(realm, 'connect', LISTENER, realm, 'large/#');
        await page.call('panel', 'publish', 'large/panel', 'x'.repeat(300_000));
        await page.call('program', 'publish', 'large/program', 'y'.repeat(300_000));
        for (const realm of realms)
          expect((await page.call(realm, 'received', 2)).toSorted()).toEqual([
            'large/panel=300000 bytes',
            'large/program=300000 bytes',
          ]);
        for (const realm of realms) await page.call(realm, 'end');
      });

      test.each(ways)('$realm, $by: the subprotocol is the one that the broker chose', async ({ realm, url }) => {
        const told = await page.bare(realm, await url(page), ['mqttv3.1', 'mqtt'], { kind: 'close' });
        expect(told).toEqual(['open mqtt', 'close 1005 clean']);
      });

      test.each(ways)(
        '$realm, $by: without the subprotocol mqtt there is no connection [MQTT-6.0.0-3]',
        async ({ realm, url }) => {
          for (const protocols of [[], ['chat']])
            expect(await page.bare(realm, await url(page), protocols, { kind: 'wait' })).toEqual([
              'error 3',
              'close 1006 dirty',
            ]);
        },
      );

      test.each(ways)('$realm, $by: a close says what it was asked to say', async ({ realm, url: urlOf }) => {
        const url = await urlOf(page);
        const close = { kind: 'close' } as const;
        expect(await page.bare(realm, url, ['mqtt'], { ...close, code: 1000 })).toEqual([
          'open mqtt',
          'close 1000 clean',
        ]);
        expect(await page.bare(realm, url, ['mqtt'], { ...close, code: 4321, reason: 'done' })).toEqual([
          'open mqtt',
          'close 4321 done clean',
        ]);
        expect(await page.bare(realm, url, ['mqtt'], { kind: 'close-at-once' })).toEqual([
          'error 3',
          'close 1006 dirty',
        ]);
      });

      test.each(ways)('$realm, $by: a text frame closes the connection [MQTT-6.0.0-1]', async ({ realm, url }) => {
        expect(await page.bare(realm, await url(page), ['mqtt'], { kind: 'text' })).toEqual([
          'open mqtt',
          'close 1003 MQTT needs binary frames clean',
        ]);
      });

      test.each(ways)(
        '$realm, $by: what is no MQTT is answered by the end of the connection',
        async ({ realm, url }) => {
          const told = await page.bare(realm, await url(page), ['mqtt'], { kind: 'bytes', bytes: [0, 0, 0] });
          expect(told).toEqual(['open mqtt', 'close 1000 clean']);
        },
      );

      test.each(ways)(
        '$realm, $by: frames sent as Blob arrive too, and the answer comes as a Blob',
        async ({ realm, url }) => {
          const connect = [0x10, 12, 0, 4, 0x4d, 0x51, 0x54, 0x54, 4, 2, 0, 0, 0, 0];
          const disconnect = [0xe0, 0];
          const told = await page.bare(realm, await url(page), ['mqtt'], {
            kind: 'bytes',
            bytes: [...connect, ...disconnect],
            as: 'blob',
          });
          expect(told).toContain('bytes 32 2 0 0');
        },
      );
    });

    test('MSW is fetched when a panel first opens a WebSocket, not before', async ({ browser, addresses }) => {
      const page = await SocketsPage.open(browser, addressIn(addresses));
      await page.type('mosquitto_pub -h 127.0.0.1 -t a -m x && echo published');
      await page.screenShows('\rpublished');
      await page.bare('program', LISTENER, ['mqtt'], { kind: 'wait' });
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

  const OWNERS = {
    panel: {
      client: { host: '192.168.1.2' },
      server: { host: '192.168.1.3', port: 1883 },
      process: { host: 'laptop', pid: 1, program: 'page' },
    },
    program: {
      client: { host: '192.168.1.4' },
      server: { host: '192.168.1.3', port: 9001 },
      process: { host: 'rpi-pub', program: 'node' },
    },
  };

  alone.for(ways.filter(({ realm, by }) => realm === 'program' || by !== LISTENER))(
    '$realm: the wire shows such a connection as what it is, by the learner',
    async ({ realm, url }, { page }) => {
      if (realm === 'program') await listen(page);
      await page.call(realm, 'connect', await url(page), realm, 'a');
      await page.call(realm, 'end');
      const isIts = (id: number) =>
        page.page.evaluate(
          (connection) =>
            window.kit.events().some((event) => event.kind === 'connection-closed' && event.connection === connection),
          id,
        );
      const opened = await openedBy(page, OWNERS[realm].process.program);
      expect(opened).toMatchObject({ by: 'learner', service: 'rpi-broker', ...OWNERS[realm] });
      await expect.poll(() => isIts(opened.connection), PATIENT).toBe(true);
      const events = await page.page.evaluate(() =>
        window.kit.events().map((event) => (event.kind === 'packet' ? { ...event, bytes: [...event.bytes] } : event)),
      );
      const types = events.flatMap((event) =>
        event.kind === 'packet' && event.connection === opened.connection
          ? [decodePacket(Uint8Array.from(event.bytes), { sender: event.sender, level: 4 }).type]
          : [],
      );
      expect(types).toEqual(['CONNECT', 'CONNACK', 'SUBSCRIBE', 'SUBACK', 'DISCONNECT']);
    },
  );

  alone('when the lab is reset, the connections of a panel are lost', async ({ page }) => {
    const told = page.bare('panel', await page.url(), ['mqtt'], { kind: 'wait' });
    await openedBy(page, 'page');
    await page.page.evaluate(() => window.kit.reset());
    expect(await told).toEqual(['open mqtt', 'close 1006 dirty']);
  });

  alone('a program that is ended is closed by its kernel, without a goodbye to the broker', async ({ page }) => {
    await listen(page);
    await page.call('program', 'connect', LISTENER, 'prog', 'a');
    const { connection } = await openedBy(page, 'node');
    await page.page.evaluate(() => window.kit.endProgram());
    const closed = () =>
      page.page.evaluate(
        (id) => window.kit.events().find((event) => event.kind === 'connection-closed' && event.connection === id),
        connection,
      );
    await expect.poll(closed, PATIENT).toMatchObject({ side: 'client' });
    expect(await closed()).not.toHaveProperty('error');
  });
});
