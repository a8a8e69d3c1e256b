/**
 * Learners' programs in a page: workers that the lab's worker makes, below a sub-path as at the root, in a secure
 * context or not. That they are processes like any other is proven in test/runner; here, that a browser runs them so.
 */
import { describe, expect } from 'vitest';
import { PiTerminal } from '../kit/pi-terminal.ts';
import { staticSite } from '../kit/sites.ts';
import { test } from '../kit/story.ts';

describe.each([
  { host: '127.0.0.1', isSecure: true },
  { host: 'kleber.test', isSecure: false },
])('at http://$host', ({ host, isSecure }) => {
  test('node runs a program: what it writes to a file is there at once, for it and for others', async ({
    open,
    site,
  }) => {
    const lesson = await open({ url: site.url.replace('127.0.0.1', host) });
    expect(await lesson.page.evaluate(() => isSecureContext)).toBe(isSecure);
    await lesson.type(
      1,
      `node -e 'fs.writeFileSync("note", "x\\n"); console.log("read", fs.readFileSync("note", "utf8"))'`,
    );
    await lesson.shows(1, /^read x$/m, 20_000);
    await lesson.type(1, 'clear; cat note; ps -o args= -C node | wc -l');
    await lesson.shows(1, /^x\n0$/m);
  });

  test('the bus, the lines and files answer at once, an address where nobody is throws', async ({ open, site }) => {
    const lesson = await open({ url: site.url.replace('127.0.0.1', host), path: 'sandbox/' });
    const pub = new PiTerminal(lesson.page, 'rpi-pub#1');
    await pub.type(
      `node -e 'const bus = require("i2c-bus").openSync(1); const word = bus.readWordSync(0x48, 0); ` +
        `console.log((((word & 255) << 8) | (word >> 8)) >> 5); ` +
        `try { bus.readWordSync(0x49, 0); } catch (error) { console.log(error.errno); }'`,
    );
    // A room of 21 to 22 degrees, in steps of an eighth.
    await pub.shows(/^1[67]\d\n121$/m, 20_000);

    const sub = new PiTerminal(lesson.page, 'rpi-sub#1');
    await sub.type(
      `node -e 'const { Gpio } = require("onoff"); const red = new Gpio(529, "out"); red.writeSync(1); ` +
        `fs.writeFileSync("level", String(red.readSync())); console.log("level", fs.readFileSync("level", "utf8"))'`,
    );
    await sub.shows(/^level 1$/m, 20_000);
    await sub.type('clear; pinctrl get 17; cat level');
    await sub.shows(/^17: op .*\| hi .*\n1/m);
  });

  test('served by the server, too', async ({ open, served }) => {
    const lesson = await open({ url: served.url.replace('127.0.0.1', host) });
    await lesson.type(1, `node -p '6 * 7'`);
    await lesson.shows(1, /^42$/m, 20_000);
  });
});

test('Ctrl-C and kill -9 end a program in any state, and its process is gone', async ({ open }) => {
  const lesson = await open();
  await lesson.type(1, `node -e 'console.log("waits"); setInterval(() => {}, 1000)'`);
  await lesson.shows(1, /^waits$/m, 20_000);
  await lesson.page.keyboard.press('Control+c');
  await lesson.type(1, `echo "[$?]"; node -e 'console.log("busy"); for (;;);' &`);
  await lesson.shows(1, /^\[130\]$/m);
  await lesson.shows(1, /busy$/m, 20_000);
  await lesson.type(1, 'kill -9 $!; wait $!; echo "[$?]"; pgrep -c node');
  await lesson.shows(1, /^\[137\]\n0$/m);
});

test('a program whose code cannot be fetched says so where it was started, and the lab goes on', async ({ open }) => {
  const site = await staticSite();
  const lesson = await open({ url: site.url, mayFail: true });
  await lesson.type(1, 'type node; echo ready');
  await lesson.shows(1, /^ready$/m);
  await lesson.page.waitForLoadState('networkidle');
  await site.close();
  await lesson.type(1, `node -p 1; echo "[$?]"`);
  await lesson.shows(1, /could not be fetched; is the server still\s+there\?\n\[1\]$/m);
});
