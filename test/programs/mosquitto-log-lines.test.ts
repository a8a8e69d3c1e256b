import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { MemoryRoom } from './log-scenes/memory-room.ts';
import { expected } from './log-scenes/scene.ts';
import { type Recording, RECORDINGS, SCENES } from './log-scenes/scenes.ts';

const recordings = JSON.parse(readFileSync(RECORDINGS, 'utf8')) as Record<string, Recording>;

describe('what mosquitto says, line by line as the real one', () => {
  it.each(SCENES.map((scene) => [scene.name, scene] as const))('%s', async (name, scene) => {
    const room = new MemoryRoom(scene);
    await room.open();
    await scene.play?.(room);
    const real = recordings[name];
    if (real === undefined) throw new Error('there is no recording of this scene: see log-scenes/record.ts');
    expect(await room.close()).toEqual({ ...real, lines: expected(real.lines, scene.differs) });
  });
});
