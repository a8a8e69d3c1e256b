/** `kill -9` at random moments, with persistence: nothing acknowledged is lost, and QoS 2 arrives exactly once. */
import { describe, expect, test } from 'vitest';
import { killing } from './killed/killing.ts';

const fault = (name: string): { fault: URL } => ({ fault: new URL(`./killed/fault-${name}.ts`, import.meta.url) });

describe('a broker that is killed', () => {
  test('200 times under load has lost nothing that it acknowledged, and delivered QoS 2 once', async () => {
    const { published, acknowledged, ...failures } = await killing(200, 4711);
    expect(failures).toEqual({ lost: [], twice: [], complaints: [] });
    expect(acknowledged).toBe(published);
    expect(published).toBeGreaterThan(2_000);
  }, 1_800_000);

  test('and whose store writes less than it says, is caught', async () => {
    const { lost, twice, complaints } = await killing(15, 1, fault('forgetful'));
    expect(lost.length + twice.length + complaints.length).toBeGreaterThan(0);
  }, 300_000);

  test('and that does not note PUBREC, is caught', async () => {
    const { lost, twice } = await killing(15, 2, fault('repeating'));
    expect(lost).toEqual([]);
    expect(twice.length).toBeGreaterThan(0);
  }, 300_000);
});
