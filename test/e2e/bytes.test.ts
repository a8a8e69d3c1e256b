/** Pointing at a byte says what it means; pointing at a field lights its bytes. */
import { expect } from 'vitest';
import { test } from '../kit/story.ts';

test.for([
  ['en', 'payload', 'type and flags', /Bytes: 11\./],
  ['de', 'Nutzdaten', 'Typ und Flags', /Bytes: 11\./],
] as const)('in %s, byte by byte', async ([language, payload, typeAndFlags, said], { open }) => {
  const lesson = await open({ language });
  await lesson.type(2, 'mosquitto_pub -t piandmore/test -m "Hello World"');
  const packet = lesson.page.getByRole('option', { name: /PUBLISH/ }).first();
  await packet.click();

  const bytes = lesson.page.locator('.wb-hex [role=option]');
  expect(await bytes.count()).toBe(29);
  await bytes.nth(20).hover();
  const sentence = lesson.page.locator('.wb-bytes-said').last();
  await expect.poll(() => sentence.innerText()).toMatch(said);
  expect(await bytes.nth(20).getAttribute('aria-label')).toContain(payload);
  expect(await lesson.page.locator('.wb-hex [aria-selected=true]').count()).toBe(11);

  await lesson.page.locator('.wb-fields').getByText(typeAndFlags).hover();
  await expect.poll(() => bytes.first().getAttribute('aria-selected')).toBe('true');
  expect(await lesson.page.locator('.wb-hex [aria-selected=true]').count()).toBe(1);
});
