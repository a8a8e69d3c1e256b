import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { findChromium } from '../chromium.mjs';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kleber-path-'));
  vi.stubEnv('PATH', folder);
  vi.stubEnv('KLEBER_CHROMIUM', undefined);
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

const program = (name: string): string => {
  const path = join(folder, name);
  writeFileSync(path, '#!/bin/sh\n');
  chmodSync(path, 0o755);
  return path;
};

test('the one that is named comes first', () => {
  const named = program('mine');
  program('chromium');
  vi.stubEnv('KLEBER_CHROMIUM', named);
  expect(findChromium()).toEqual({ path: named });
});

test('one that is named and does not exist is said, not replaced by another', () => {
  program('chromium');
  vi.stubEnv('KLEBER_CHROMIUM', join(folder, 'absent'));
  expect(findChromium()).toEqual({ why: expect.stringContaining('does not exist; set it to') as string });
});

test.each(['chromium', 'chromium-browser', 'google-chrome'])("the system's %s is found", (name) => {
  const path = program(name);
  expect(findChromium()).toEqual({ path });
});

test('where there is none and none can be installed, it says what to do', () => {
  expect(findChromium()).toEqual({ why: expect.stringMatching(/apt-get install chromium.*KLEBER_CHROMIUM/) as string });
});
