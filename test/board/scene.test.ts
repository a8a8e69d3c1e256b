import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { PI, pinSpot, sceneOf, TALK_HOSTS, type Box, type Scene } from '../../site/board/scene.ts';

const MOUSE = { touch: false, stack: false };

const anywhere = (check: (scene: Scene, width: number) => void): void => {
  const rows = fc.record({ width: fc.integer({ min: 632, max: 2_560 }), stack: fc.constant(false) });
  const stacks = fc.record({ width: fc.integer({ min: 360, max: 631 }), stack: fc.constant(true) });
  fc.assert(
    fc.property(fc.oneof(rows, stacks), fc.boolean(), ({ width, stack }, touch) =>
      check(sceneOf(width, { touch, stack }), width),
    ),
  );
};

const overlap = (a: Box, b: Box): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

const boxes = ({ sensor, thermometer, chart, leds, level, networkSwitch, pis }: Scene): Record<string, Box> => ({
  sensor,
  thermometer,
  chart,
  leds,
  level,
  networkSwitch,
  ...Object.fromEntries(
    TALK_HOSTS.map((host) => {
      const { x, y, scale } = pis[host];
      return [host, { x, y, width: PI.reach * scale, height: PI.height * scale }];
    }),
  ),
});

describe('the drawing, at any width from a phone to a wall, by mouse or finger', () => {
  test('lies within the strip', () => {
    anywhere((scene, width) => {
      for (const [name, box] of Object.entries(boxes(scene))) {
        expect(box.x, name).toBeGreaterThanOrEqual(0);
        expect(box.x + box.width, name).toBeLessThanOrEqual(width);
        expect(box.y + box.height, name).toBeLessThanOrEqual(scene.height);
        expect(box.width, name).toBeGreaterThan(40);
      }
    });
  });

  test('no part lies on another', () => {
    anywhere((scene) => {
      const parts = Object.entries(boxes(scene));
      for (const [at, [name, box]] of parts.entries())
        for (const [other, otherBox] of parts.slice(at + 1))
          expect(overlap(box, otherBox), `${name} and ${other}`).toBe(false);
    });
  });

  test('each cable begins at its jack and ends at the switch', () => {
    anywhere((scene) => {
      for (const host of TALK_HOSTS) {
        const { cable, jack } = scene.pis[host];
        const [start] = /^M([\d.]+)/.exec(cable)!.slice(1).map(Number);
        const end = Number(/H([\d.]+)$/.exec(cable)![1]);
        expect(start).toBeGreaterThan(jack.x);
        const { x, width } = scene.networkSwitch;
        expect([x, x + width].some((edge) => Math.abs(edge - end) < 0.01)).toBe(true);
      }
    });
  });

  test('words for what a cable carried have room', () => {
    anywhere((scene) => {
      for (const host of ['rpi-pub', 'rpi-sub'] as const)
        expect(scene.pis[host].message?.width, host).toBeGreaterThan(95);
    });
  });
});

test('a phone has the Pis one below the other, a wide page beside each other', () => {
  const stack = sceneOf(390, { touch: true, stack: true });
  expect(stack.form).toBe('stack');
  expect(stack.pis['rpi-broker'].y).toBeGreaterThan(stack.pis['rpi-pub'].y);
  const row = sceneOf(960, MOUSE);
  expect(row.form).toBe('row');
  expect(row.pis['rpi-broker'].y).toBe(row.pis['rpi-pub'].y);
});

test('a phone that lies on its side has a row', () => {
  expect(sceneOf(740, { touch: true, stack: true }).form).toBe('row');
});

test('a strip that is too narrow for a row has one that is pushed sideways', () => {
  expect(sceneOf(420, MOUSE)).toEqual(sceneOf(632, MOUSE));
});

test('a finger has more room than a mouse', () => {
  expect(sceneOf(960, { ...MOUSE, touch: true }).thermometer.height).toBeGreaterThan(
    sceneOf(960, MOUSE).thermometer.height,
  );
});

test('pin 1 is at the left of the inner row, pin 40 at the right of the outer one', () => {
  const pi = { x: 0, y: 0, scale: 1 };
  const [first, last] = [pinSpot(pi, 1), pinSpot(pi, 40)];
  expect(first.x).toBeLessThan(last.x);
  expect(first.y).toBeGreaterThan(last.y);
});
