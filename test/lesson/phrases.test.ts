import { describe, expect, test } from 'vitest';
import { count, delivered, printed, published, quiet, subscribed } from '#runtime/lesson/api.ts';
import { german } from '#runtime/lesson/phrases.de.ts';
import { english } from '#runtime/lesson/phrases.en.ts';
import { say } from '#runtime/lesson/phrases.ts';
import type { Check } from '#runtime/lesson/check.ts';
import { folding } from './folding.ts';

const said = (check: Check, words = english): string[] =>
  folding(check)
    .progress.parts()
    .map(({ what }) => say(words, what));

describe('English', () => {
  test.each([
    [subscribed({ filter: 'a/b' }), 'a subscription to `a/b` is held'],
    [subscribed({ filter: 'a/b', qos: 1, host: 'rpi-sub' }), 'a subscription to `a/b` with QoS 1 is held by `rpi-sub`'],
    [subscribed({ covers: 'a/b' }), 'a subscription that covers `a/b` is held'],
    [delivered({ topic: 'a', payload: 'Hello World' }), 'a message `Hello World` on `a` arrives'],
    [delivered({ matching: 'a/#', retain: true }), 'a retained message on `a/#` arrives'],
    [count(3, published({ payload: { from: 1, to: 5 } })), '3 messages `1–5` are published'],
    [count(1, published({})), 'one message is published'],
    [published({ payload: (text) => text !== '' }), 'a message is published'],
  ])('%#: %s', (check, sentence) => {
    expect(said(check)).toEqual([sentence]);
  });
});

describe('German', () => {
  test.each([
    [subscribed({ filter: 'a/b' }), 'ein Abonnement auf `a/b` besteht'],
    [delivered({ topic: 'a', payload: 'Hello World' }), 'eine Nachricht `Hello World` unter `a` ankommt'],
    [count(3, published({ topic: 'a' })), '3 Nachrichten unter `a` veröffentlicht werden'],
  ])('%#: %s', (check, sentence) => {
    expect(said(check, german)).toEqual([sentence]);
  });
});

test('a fact that must come about is said to be new', () => {
  const check = quiet({ for: 3, after: subscribed({ filter: 'a' }), of: delivered({ topic: 'a' }) });
  expect(said(check)[0]).toBe('a new subscription to `a` is made');
  expect(said(check, german)[0]).toBe('ein neues Abonnement auf `a` hinzukommt');
});

test('a message received without the retain flag says so, one published without it need not', () => {
  expect(said(delivered({ topic: 'a', retain: false }))).toEqual(['a message on `a` with retain 0 arrives']);
  expect(said(published({ topic: 'a', retain: false }), german)).toEqual([
    'eine Nachricht unter `a` veröffentlicht wird',
  ]);
});

test('a silence says what it is about and how long, in both languages', () => {
  const check = quiet({ for: 3, after: subscribed({ filter: 'a' }), of: delivered({ topic: 'a' }) });
  expect(said(check)[1]).toBe('nothing arrives on `a` for 3 s');
  expect(said(check, german)[1]).toBe('3 s lang nichts unter `a` ankommt');
});

test('no phrase leaves a hole when nothing is known', () => {
  for (const words of [english, german]) {
    for (const id of ['check.subscribed', 'check.published', 'check.delivered', 'check.connected'] as const) {
      expect(say(words, { id })).not.toMatch(/undefined|NaN| {2}/);
    }
  }
});

test('a phrase that is none of the lessons’ is refused by name', () => {
  expect(() => say(english, { id: 'wire.cut' })).toThrow(/“wire.cut” is no phrase of the lessons/);
});

test('what is said alone is said too', () => {
  expect(said(printed({ program: 'mosquitto_sub', text: 'Error' }))).toEqual(['`mosquitto_sub` says `Error`']);
});
