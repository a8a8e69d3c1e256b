import { chmodSync, mkdtempSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { nodeSyslog } from '#runtime/programs/node/node-syslog.ts';
import { openToAppend } from '#runtime/programs/node/open-to-append.ts';

let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kleber-log-'));
});

afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

describe('a log file of Node', () => {
  it('is made for its owner alone, goes on at its end, and stays the same when it is moved', async () => {
    const path = join(folder, 'a.log');
    const first = await openToAppend(path, 0o600);
    await first.write('one\n');
    await first.close();
    const second = await openToAppend(path, 0o600);
    renameSync(path, join(folder, 'b.log'));
    await second.write(new TextEncoder().encode('two\n'));
    await second.close();
    expect(readFileSync(join(folder, 'b.log'), 'utf8')).toBe('one\ntwo\n');
    expect(statSync(join(folder, 'b.log')).mode & 0o777).toBe(0o600);
  });

  it('says what is wrong with its place', async () => {
    await expect(openToAppend(join(folder, 'none', 'a.log'), 0o600)).rejects.toMatchObject({ code: 'ENOENT' });
    await expect(openToAppend(folder, 0o600)).rejects.toMatchObject({ code: 'EISDIR' });
  });
});

describe('syslog of Node', () => {
  /** As logger(1), but for its end: what it is started with and told goes to a file. */
  function fakeLogger(): () => string {
    const heard = join(folder, 'heard');
    writeFileSync(
      join(folder, 'logger'),
      `#!/bin/sh\necho "$*" > ${heard}\nwhile read -r line; do echo "$line" >> ${heard}; done\n`,
    );
    chmodSync(join(folder, 'logger'), 0o755);
    writeFileSync(heard, '');
    vi.stubEnv('PATH', `${folder}:/usr/bin:/bin`);
    return () => readFileSync(heard, 'utf8');
  }

  it('passes lines on to logger, each behind facility and severity', async () => {
    const heard = fakeLogger();
    const syslog = nodeSyslog('linux', folder);
    syslog?.({ name: 'mosquitto', facility: 'daemon', severity: 'notice', text: 'one' });
    syslog?.({ name: 'mosquitto', facility: 'local7', severity: 'err', text: 'two' });
    await vi.waitFor(() => expect(heard().split('\n')).toHaveLength(4), 5_000);
    expect(heard()).toBe(`--prio-prefix --tag mosquitto --id=${process.pid}\n<29>one\n<187>two\n`);
  });

  it('is not there without logger', () => {
    vi.stubEnv('PATH', folder);
    expect(nodeSyslog('linux', folder)).toBeUndefined();
  });

  it('is not there where nobody would hear logger', () => {
    fakeLogger();
    expect(nodeSyslog('linux', join(folder, 'none'))).toBeUndefined();
  });

  it('is not there where logger knows no priorities of lines', () => {
    fakeLogger();
    expect(nodeSyslog('darwin', folder)).toBeUndefined();
  });
});
