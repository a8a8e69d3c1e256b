/** The contract of all stores, over the files of a simulated Pi that a browser keeps; each opening is a reload. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { build } from 'vite';
import { afterAll, beforeAll } from 'vitest';
import type { RecordKind, RecordStore, StoredRecord } from '#runtime/ports.ts';
import { startChromium } from '../kit/chromium.ts';
import { plainFileServer } from '../kit/plain-file-server.ts';
import { testStore } from '../stores/contract.ts';
import type { Change, RecordsPage } from './records-page/page.ts';

declare const recordsPage: RecordsPage;

let browser: Browser;
let page: Page;
let close: () => void;

beforeAll(async () => {
  const folder = mkdtempSync(join(tmpdir(), 'kleber-records-'));
  await build({
    root: new URL('./records-page', import.meta.url).pathname,
    base: './',
    configFile: false,
    logLevel: 'error',
    build: { outDir: folder, emptyOutDir: true, target: 'es2024', minify: false, modulePreload: false },
  });
  const host = await plainFileServer(folder, '/');
  browser = await startChromium();
  page = await browser.newPage();
  await page.goto(host.url);
  close = () => {
    host.close();
    rmSync(folder, { recursive: true, force: true });
  };
});
afterAll(async () => {
  await browser.close();
  close();
});

const ready = (): Promise<unknown> => page.waitForFunction(() => 'recordsPage' in globalThis);

/** The store in the page. What is put goes there with the commit. */
class StoreInPage implements RecordStore {
  readonly #loaded: readonly Change[];
  #changes: Change[] = [];

  constructor(loaded: readonly Change[]) {
    this.#loaded = loaded;
  }

  records(): StoredRecord[] {
    return this.#loaded.map(([kind, id, value = '']) => ({
      kind,
      id,
      value: new Uint8Array(Buffer.from(value, 'base64')),
    }));
  }

  put(kind: RecordKind, id: number, value: Uint8Array): void {
    this.#changes.push([kind, id, Buffer.from(value).toString('base64')]);
  }

  delete(kind: RecordKind, id: number): void {
    this.#changes.push([kind, id]);
  }

  get isDirty(): boolean {
    return this.#changes.length > 0;
  }

  async commit(): Promise<void> {
    const changes = this.#changes;
    this.#changes = [];
    await page.evaluate((wanted) => recordsPage.commit(wanted), changes);
  }

  close(): Promise<void> {
    return this.commit();
  }

  abandon(): void {
    this.#changes = [];
  }
}

testStore("records in a Pi's files, kept in a browser", {
  async open() {
    await page.reload();
    await ready();
    return new StoreInPage(await page.evaluate(() => recordsPage.records));
  },
  async erase() {
    await ready();
    await page.evaluate(() => recordsPage.forget());
  },
  runs: 3,
  many: 500,
});
