import { expect, test } from 'vitest';
import { namesOf } from '#runtime/pi/commands/catalogue.ts';
import { commands } from '#runtime/pi/commands/admin/index.ts';
import { admin } from '#runtime/pi/manual/de/admin.ts';

test('every command of the group has a page in both languages', () => {
  expect(commands.map(({ name }) => name).toSorted()).toEqual([...namesOf('admin')].toSorted());
  expect(Object.keys(admin).toSorted()).toEqual([...namesOf('admin')].toSorted());
});

test.each(commands)('the German page of $name has what the English one has', ({ name, page }) => {
  const german = admin[name];
  for (const part of ['options', 'examples', 'exitStatus', 'differences', 'sections'] as const)
    expect(german?.[part]?.length ?? 0, part).toBe(page?.[part]?.length ?? 0);
  expect(german?.synopsis?.length ?? page?.synopsis.length).toBe(page?.synopsis.length);
});
