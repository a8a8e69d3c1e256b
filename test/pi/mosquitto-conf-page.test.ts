import { describe, expect, test } from 'vitest';
import { OPTION_TABLE } from '#runtime/config/option-table.ts';
import { german } from '#runtime/pi/manual/de/index.ts';
import { mosquittoConfPage } from '#runtime/pi/manual/pages/mosquitto-conf.ts';
import { translated } from '#runtime/pi/manual/translate.ts';

const words = german['mosquitto.conf'];
if (words === undefined) throw new Error('mosquitto.conf has no German page');
const pages = [mosquittoConfPage, translated(mosquittoConfPage, words)];

/** What a page says of an option. */
const text = ({ options = [] }: (typeof pages)[number], name: string): string =>
  options.find(([tag]) => tag.split(/[ ,]/)[0] === name)?.[1] ?? '';

describe('the manual page mosquitto.conf(5)', () => {
  test('has every option of the table, in both languages, by name', () => {
    for (const { options = [] } of pages) {
      const names = options.map(([tag]) => tag.split(/[ ,]/)[0] ?? '');
      expect(names).toEqual(OPTION_TABLE.map(({ name }) => name).toSorted());
    }
  });

  test('says what each takes and what it is without a line', () => {
    const [english, deutsch] = pages.map((page) => text(page, 'max_inflight_messages'));
    expect(english).toContain('Takes: 0–65535 messages. Default: 20.');
    expect(deutsch).toContain('Erlaubt: 0–65535 Nachrichten. Standard: 20.');
  });

  test('says of what is refused that it is, and why', () => {
    const [english, deutsch] = pages.map((page) => text(page, 'bind_interface'));
    expect(english).toMatch(/Refused: this broker cannot bind to a network interface/);
    expect(deutsch).toMatch(/Zurückgewiesen: Dieser Broker kann sich nicht an eine Schnittstelle binden/);
  });

  test('says of what an option is, and by which other names it is known', () => {
    const [english] = pages.map((page) => text(page, 'max_qos'));
    expect(english).toContain('Of a listener.');
    expect(mosquittoConfPage.options?.map(([tag]) => tag)).toContain('max_qos, maximum_qos NUMBER');
  });

  test('says nothing of one language in the other', () => {
    const [, deutsch] = pages;
    for (const [tag, said] of deutsch?.options ?? [])
      expect([tag, / (the|this broker|of) /.test(said)]).toEqual([tag, false]);
  });
});
