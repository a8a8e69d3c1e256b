import { describe, expect, test } from 'vitest';
import { fill, say } from '#runtime/mqtt/phrase.ts';
import { MQTT_PHRASE_IDS } from '#runtime/mqtt/phrase-ids.ts';
import type { MqttPhraseId } from '#runtime/mqtt/phrase-ids.ts';
import { mqttPhrasesDe } from '#runtime/mqtt/phrases.de.ts';
import { mqttPhrasesEn } from '#runtime/mqtt/phrases.en.ts';

const LANGUAGES = [
  ['English', mqttPhrasesEn],
  ['German', mqttPhrasesDe],
] as const;

describe.each(LANGUAGES)('In %s', (_, phrases) => {
  test('every phrase is there, once, and no other', () => {
    expect(Object.keys(phrases).toSorted()).toEqual([...MQTT_PHRASE_IDS].toSorted());
    expect(new Set(MQTT_PHRASE_IDS).size).toBe(MQTT_PHRASE_IDS.length);
  });

  test('no phrase is empty, has loose ends, or half a pair of quotes or backticks', () => {
    for (const [id, text] of Object.entries(phrases)) {
      expect(text.trim(), id).toBe(text);
      expect(text, id).not.toBe('');
      expect((text.match(/`/g) ?? []).length % 2, id).toBe(0);
      expect(text.replace(/“[^“”„]*”|„[^“”„]*“/g, ''), id).not.toMatch(/[“”„"]/);
    }
  });
});

test('German speaks of the same values as English', () => {
  const places = (text: string): string[] => [...new Set(text.match(/\{\w+\}/g) ?? [])].toSorted();
  for (const id of MQTT_PHRASE_IDS) expect(places(mqttPhrasesDe[id]), id).toEqual(places(mqttPhrasesEn[id]));
});

test('only names that both languages share are the same in both', () => {
  const same = MQTT_PHRASE_IDS.filter((id) => mqttPhrasesDe[id] === mqttPhrasesEn[id]);
  expect(same.toSorted()).toEqual<MqttPhraseId[]>(['bit.dup', 'bit.qos', 'bit.retain', 'lane.id', 'lane.qos']);
});

describe('A phrase is said', () => {
  test('with its values', () => {
    expect(say({ id: 'lane.keep-alive', values: { seconds: 60 } }, mqttPhrasesDe)).toBe('Keep Alive 60 s');
  });

  test('with the names of fields in its own language', () => {
    const phrase = { id: 'byte.length', values: { field: 'packet-id', bytes: 2 } };
    expect(say(phrase, mqttPhrasesEn)).toBe('How many bytes the field “packet id” takes: 2.');
    expect(say(phrase, mqttPhrasesDe)).toBe('So viele Bytes belegt das Feld „Paketkennung“: 2.');
  });

  test('in one pass: what a value contains is not filled in again', () => {
    expect(fill('{a}{b}', { a: '{b}', b: '$&' })).toBe('{b}$&');
  });

  test('with a place left open when its value is missing', () => {
    expect(fill('{seconds} s {constructor}')).toBe('{seconds} s {constructor}');
  });

  test('or refused by name when no dictionary has it', () => {
    expect(() => say({ id: 'byte.none' }, mqttPhrasesEn)).toThrow('byte.none');
  });
});
