/** `rpi-pub`'s: the same for whoever reads TypeScript, and for browsers that have no Python. */
export const LM75B_TS = String.raw`// Prints what an LM75B measures: one temperature a line, in degrees Celsius, each second.
//
//     node lm75b.ts
//     node lm75b.ts | mosquitto_pub -h 192.168.1.3 -t piandmore/rpi-pub/temp -l
import { setTimeout as sleep } from 'node:timers/promises';
import i2c from 'i2c-bus';

const BUS = 1; // /dev/i2c-1: SDA is pin 3, SCL is pin 5
const ADDRESS = 0x48; // of the sensor, with A0, A1 and A2 on ground
const TEMP = 0; // the register to read

const bus = i2c.openSync(BUS);

function temperature(): number {
  // The chip sends the high byte first, SMBus takes the first one for the low byte.
  const word = bus.readWordSync(ADDRESS, TEMP);
  const register = ((word & 0xff) << 8) | (word >> 8);
  // Its upper 11 bits count steps of 0.125 degrees; the very first is the sign.
  const steps = register >> 5;
  return (steps >= 1024 ? steps - 2048 : steps) * 0.125;
}

while (true) {
  let celsius: number;
  try {
    celsius = temperature();
  } catch (error) {
    console.error('lm75b.ts: no answer from the sensor at 0x48 on bus 1: ' + String(error));
    process.exit(1);
  }
  console.log(celsius.toFixed(3));
  await sleep(1000);
}
`;
