import { describe, expect, test } from 'vitest';
import { checkPlanted } from './planted.ts';

const listen = "solution: { 'rpi-broker#1': 'mosquitto_sub -t a' }";

describe('files/: each fault is named with its file', { timeout: 60_000 }, () => {
  test.each<[string, Record<string, string | Uint8Array>, string]>([
    [
      'a file of no host',
      { 'read.me': '' },
      'files/read.me:1: files lie below a host: files/rpi-broker/home/pi/read.me',
    ],
    [
      'a host that there is not',
      { 'rpi-boker/home/pi/a': '' },
      'files/rpi-boker/home/pi/a:1: there is no host "rpi-boker"; there are rpi-broker, rpi-pub, rpi-sub',
    ],
    [
      'a place of the system',
      { 'rpi-pub/usr/bin/ls': '' },
      "files/rpi-pub/usr/bin/ls:1: a lesson's files go below /boot, /etc, /home/pi, /opt, /root, /srv, /usr/local or /var, and /usr/bin/ls does not",
    ],
    [
      'a home that is nobody’s',
      { 'rpi-pub/home/anna/a': '' },
      "files/rpi-pub/home/anna/a:1: a lesson's files go below /boot, /etc, /home/pi, /opt, /root, /srv, /usr/local or /var, and /home/anna/a does not",
    ],
    [
      'a file where there is a directory',
      { 'rpi-pub/etc/mosquitto': '' },
      'files/rpi-pub/etc/mosquitto:1: /etc/mosquitto is a directory there (EISDIR)',
    ],
    [
      'a file below a file',
      { 'rpi-pub/etc/hostname/a': '' },
      'files/rpi-pub/etc/hostname/a:1: /etc/hostname/a lies below a file there (ENOTDIR)',
    ],
    [
      'what is no text',
      { 'rpi-sub/home/pi/a': new Uint8Array([0xff, 0xfe]) },
      'files/rpi-sub/home/pi/a:1: the file is not UTF-8; a lesson delivers text',
    ],
    [
      'what is too large for an editor',
      { 'rpi-sub/home/pi/a': 'x'.repeat(2 * 1024 * 1024 + 1) },
      'files/rpi-sub/home/pi/a:1: the file has 2097153 bytes; an editor takes 2097152',
    ],
  ])('%s', async (_what, brought, said) => {
    // The labs of a proof cannot be opened with it, so there is none.
    expect(await checkPlanted([], { brought })).toEqual([said]);
  });

  test('several at once, in the order of their names', async () => {
    const said = await checkPlanted([], { brought: { 'rpi-x/b': '', 'rpi-x/a': '', 'rpi-sub/home/pi/fine': '' } });
    expect(said.map((line) => line.slice(0, line.indexOf(' ')))).toEqual(['files/rpi-x/a:1:', 'files/rpi-x/b:1:']);
  });
});

describe('a solution uses what the lesson brought', { timeout: 60_000 }, () => {
  const by = "solution: { 'rpi-broker#1': './listen' }";
  const script = { file: 'lesson.ts', replace: listen, by } as const;
  const teaches = {
    file: 'lesson.ts',
    replace: "teaches: ['mosquitto_sub -t'",
    by: "teaches: ['./listen', 'mosquitto_sub -t'",
  } as const;

  test('and is proven with it', async () => {
    const brought = { 'rpi-broker/home/pi/listen': '#!/bin/bash\nexec mosquitto_sub -t a\n' };
    expect(await checkPlanted([script, teaches], { brought })).toEqual([]);
  });

  test('and without it the proof says that the step stays open', async () => {
    const [said, ...more] = await checkPlanted([script, teaches]);
    expect(said).toContain('the solution leaves the step open in a fresh lab');
    expect(more).toEqual([]);
  });
});
