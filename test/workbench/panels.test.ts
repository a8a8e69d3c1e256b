import { describe, expect, test } from 'vitest';
import { keptPanels, readPanels } from '../../site/workbench/layout/panels.ts';

class MemoryStorage implements Pick<Storage, 'getItem' | 'setItem'> {
  kept: string | null = null;
  getItem(): string | null {
    return this.kept;
  }
  setItem(_: string, value: string): void {
    this.kept = value;
  }
}
const memory = (): Storage & MemoryStorage => new MemoryStorage() as unknown as Storage & MemoryStorage;

describe('panels beside the terminals', () => {
  test('are closed, unless the lesson has them open', () => {
    const { panels, end } = keptPanels(memory(), '01-hello-world', ['boards']);
    expect([panels.boards.value, panels.editor.value]).toEqual([true, false]);
    end();
  });

  test('come back as the learner left them, whatever the lesson says', () => {
    const storage = memory();
    const first = keptPanels(storage, 'sandbox', ['boards']);
    first.panels.boards.value = false;
    first.panels.editor.value = true;
    first.end();
    const { panels } = keptPanels(storage, 'sandbox', ['boards']);
    expect([panels.boards.value, panels.editor.value]).toEqual([false, true]);
  });

  test('are kept lesson by lesson', () => {
    const storage = memory();
    const sandbox = keptPanels(storage, 'sandbox', []);
    sandbox.panels.boards.value = true;
    expect(keptPanels(storage, '01-hello-world', []).panels.boards.value).toBe(false);
    expect(keptPanels(storage, 'sandbox', []).panels.boards.value).toBe(true);
  });

  test('what nobody chose is not kept: a later release may open it', () => {
    const storage = memory();
    const { panels } = keptPanels(storage, 'sandbox', []);
    expect(storage.kept).toBeNull();
    panels.editor.value = true;
    expect(JSON.parse(storage.kept ?? '')).toEqual({ sandbox: { editor: true } });
  });

  test('another page may have written meanwhile: its choices stay', () => {
    const storage = memory();
    const here = keptPanels(storage, 'sandbox', []);
    keptPanels(storage, '01-hello-world', []).panels.boards.value = true;
    here.panels.editor.value = true;
    expect(JSON.parse(storage.kept ?? '')).toEqual({
      '01-hello-world': { boards: true },
      sandbox: { editor: true },
    });
  });

  test('without storage they hold for the visit', () => {
    const { panels } = keptPanels(undefined, 'sandbox', []);
    panels.boards.value = true;
    expect(panels.boards.value).toBe(true);
  });

  test.each(['', '{', 'null', '7', '[]', '{"sandbox":7}', '{"sandbox":{"boards":"yes"}}', '{"sandbox":{"wire":true}}'])(
    'kept panels that make no sense are passed over: %s',
    (kept) => {
      expect(readPanels(kept)['sandbox'] ?? {}).toEqual({});
    },
  );
});
