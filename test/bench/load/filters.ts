import { publishTemplate } from './bytes.ts';
import { LoadConnection } from './connection.ts';
import { flow } from './flow.ts';
import type { Figures, Task } from './scenarios.ts';

const AREAS = 300;
const DEVICES = 300;
/** Filters of one client. */
const SHARE = 1_000;

/**
 * 100,000 filters, a tenth of them with wildcards: a plant of 300 areas with 300 devices each, one
 * exact filter a device; beside them `+` for a device, `+` for an area, and `#` for one device in ten.
 * Messages go to all devices in an order that looks random, so that none is like the one before.
 */
export async function filters(task: Task): Promise<Figures> {
  const device = (index: number): string => `plant/area${index % AREAS}/device${Math.floor(index / AREAS)}`;
  const exact = Array.from({ length: AREAS * DEVICES }, (_, index) => `${device(index)}/temperature`);
  const ofArea = Array.from({ length: AREAS }, (_, area) => `plant/area${area}/+/temperature`);
  const ofDevice = Array.from({ length: DEVICES }, (_, number) => `plant/+/device${number}/temperature`);
  const watched = 100_000 - exact.length - ofArea.length - ofDevice.length;
  const deep = Array.from({ length: watched }, (_, index) => `${device(index * 9)}/#`);

  const subscribers = [];
  // Of filters that overlap each has a client of its own: a broker may send one client one copy.
  for (const kind of [exact, ofArea, ofDevice, deep]) {
    for (let at = 0; at < kind.length; at += SHARE) {
      subscribers.push(await LoadConnection.ready(task, `sub${subscribers.length}`, kind.slice(at, at + SHARE)));
    }
  }
  const messages = exact.map((topic, index) => ({
    template: publishTemplate(topic, 0),
    reaches: 3 + Number(index % 9 === 0 && index / 9 < watched),
  }));
  // A step without a common divisor visits all.
  let index = 0;
  const next = (): (typeof messages)[number] => {
    index = (index + 50_021) % messages.length;
    return messages[index] as (typeof messages)[number];
  };
  const publishers = [{ connection: await LoadConnection.ready(task, 'pub'), next }];
  return { ...(await flow({ ...task, qos: 0, publishers, subscribers, window: 2000, fan: 3 })) };
}
