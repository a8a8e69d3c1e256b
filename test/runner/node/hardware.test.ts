/** `i2c-bus` and `onoff` on a simulated Pi. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { NodeLab, PUB } from './kit.ts';

let lab: NodeLab;
beforeEach(async () => {
  lab = await NodeLab.open();
});
afterEach(() => lab.end());

const run = async (text: string, ms?: number): Promise<string> => {
  lab.write('p.mjs', text);
  return lab.run('node p.mjs', ms);
};

describe('i2c-bus', () => {
  it('reads the sensor in all three ways, and finds it', async () => {
    const screen = await run(`
import i2c, { openSync, openPromisified } from 'i2c-bus';
const bus = openSync(1);
const word = bus.readWordSync(0x48, 0);
const swapped = ((word & 0xff) << 8) | (word >> 8);
console.log(swapped >> 5 > 0, bus.scanSync(), bus.scanSync(0x49), bus.readByteSync(0x48, 1));
bus.writeByteSync(0x48, 1, 0x18).writeWordSync(0x48, 3, 0x0050);
bus.readByte(0x48, 1, (error, byte) => console.log(error, byte));
bus.writeByte(0x48, 1, 0, (error) => console.log(error));
const promised = await openPromisified(1);
console.log((await promised.readWord(0x48, 3)).toString(16), await promised.readI2cBlock(0x48, 3, 2, Buffer.alloc(2)));
console.log((await promised.i2cFuncs()).i2c, promised.bus() instanceof i2c.openSync(1).constructor);
await promised.close();
`);
    expect(screen).toBe('true [ 72 ] [] 0\nnull 24\nnull\n50 { bytesRead: 2, buffer: <Buffer 50 00> }\ntrue true\n');
  });

  it('says as its native part does that nobody has answered', async () => {
    const screen = await run(`
import { openSync, openPromisified } from 'i2c-bus';
for (const run of [() => openSync(1).readWordSync(0x49, 0), () => openSync(7).receiveByteSync(0x48), () => openSync(1).readByteSync(300, 0), () => openSync(-1)])
  try { run(); } catch (error) { console.log([error.message, error.code, error.errno, error.syscall].join('|')); }
console.log(await (await openPromisified(9)).scan(), await (await openPromisified(9)).readByte(0x48, 0).catch((error) => error.code));
`);
    expect(screen).toBe(
      ", Remote I/O error||121|readWordSync\nENOENT: no such file or directory, open '/dev/i2c-7'|ENOENT|-2|open\n" +
        'Invalid I2C address 300|||\nInvalid I2C bus number -1|||\n[] ENOENT\n',
    );
  });

  it('reads zero degrees and whatever else the sensor has, as soon as it has it', async () => {
    await lab.test.type(
      PUB,
      `node -e "const b = require('i2c-bus').openSync(1); setInterval(() => console.log(b.readWordSync(0x48, 2)), 1000)"`,
    );
    await lab.test.type('rpi-pub#2', 'i2cset -y 1 0x48 2 0x0030 w');
    await lab.test.clock.advance(1_100);
    expect(lab.test.screen(PUB)).toContain('48\n');
  });
});

describe('onoff', () => {
  it('sets a line that is counted from 512, and lets it go', async () => {
    const screen = await run(`
import { Gpio } from 'onoff';
const red = new Gpio(512 + 17, 'out');
red.writeSync(Gpio.HIGH);
console.log(Gpio.accessible, red.readSync(), red.direction(), await red.read(), red.activeLow());
await red.write(0);
red.unexport();
`);
    expect(screen).toBe('true 1 out 1 false\n');
    expect(await lab.run('pinctrl get 17')).toContain('17: op');
  });

  it('refuses a number of Broadcom, as the kernel does', async () => {
    const screen = await run(
      "import { Gpio } from 'onoff';\ntry { new Gpio(17, 'out'); } catch (error) { console.log(error.message, error.errno); }\n",
    );
    expect(screen).toBe('EINVAL: invalid argument, write -22\n');
  });

  it('hears the edges that it was asked for', async () => {
    lab.write(
      'e.mjs',
      `import { Gpio } from 'onoff';
const button = new Gpio(512 + 27, 'in', 'rising');
button.watch((error, value) => { console.log('edge', error, value); button.unexport(); });
`,
    );
    await lab.test.type(PUB, 'node e.mjs');
    await lab.test.type('rpi-pub#2', 'pinctrl set 27 pu');
    await lab.test.clock.advance(100);
    expect(lab.test.screen(PUB)).toContain('edge null 1\n');
  });

  it('says that a line is somebody else’s', async () => {
    await lab.test.type('rpi-pub#2', 'gpioset --mode=signal gpiochip0 17=1 &');
    const screen = await run(
      "import { Gpio } from 'onoff';\ntry { new Gpio(529, 'out'); } catch (error) { console.log(error.code, error.syscall); }\n",
    );
    expect(screen).toBe('EBUSY write\n');
  });
});
