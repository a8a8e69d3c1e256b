import { describe, expect, it } from 'vitest';
import { brief } from '../../../kit/mqtt-client.ts';
import type { Guard } from '../setup.ts';
import { enter } from './enter.ts';

export function bridging(guard: Guard): void {
  describe.each([3, 4] as const)('another broker’s bridge, level %i', (level) => {
    it('gets nothing of its own, and RETAIN as it was published', async () => {
      const broker = await guard({});
      const bridge = await enter(broker, 'bridge', { level, bridge: true });
      await bridge.subscribe({ filter: '#', qos: 1 });
      bridge.publish('own', 'x');
      const other = await enter(broker, 'other');
      other.publish('kept', 'x', { retain: true });
      other.publish('live', 'x');
      await other.sync();
      expect((await bridge.sync()).map(brief)).toEqual(['kept=x q0 r1', 'live=x q0 r0']);
    });

    it('says how it stands', async () => {
      const broker = await guard({});
      const other = await enter(broker, 'other');
      await other.subscribe('$SYS/broker/connection/#');
      const bridge = await enter(broker, 'bridge', { level, bridge: true });
      bridge.publish('$SYS/broker/connection/bridge/state', '1', { retain: true });
      await bridge.sync();
      expect((await other.sync()).map(brief)).toEqual(['$SYS/broker/connection/bridge/state=1 q0 r0']);
    });
  });
}
