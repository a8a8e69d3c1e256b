import { describe, expect, test } from 'vitest';
import { CableWatch, type CableMessage } from '../../site/board/cable-messages.ts';
import { payloadWords } from '../../site/board/message-words.ts';
import { boardDe } from '../../site/i18n/board.de.ts';
import { boardEn } from '../../site/i18n/board.en.ts';
import { foldWire } from '../../site/workbench/wire/fold-wire.ts';
import { emptyWire } from '../../site/workbench/wire/wire-model.ts';
import { LogWriter } from '../workbench/wire-kit.ts';

/** PUBLISH of QoS 0 with a topic of one byte. */
const publish = (topic: string, payload: string): number[] => {
  const bytes = new TextEncoder().encode(payload);
  return [0x30, 3 + bytes.length, 0, 1, topic.charCodeAt(0), ...bytes];
};

function watched() {
  const log = new LogWriter();
  const watch = new CableWatch();
  let state = emptyWire();
  let read = 0;
  return {
    log,
    watch,
    look: () => {
      state = foldWire(state, log.events.slice(read));
      read = log.events.length;
      return watch.read(state);
    },
  };
}

describe('what a cable carried last', () => {
  test('is the newest message that a program there sent or received', () => {
    const { log, look } = watched();
    const [pub, sub] = [log.open('rpi-pub#1'), log.open('rpi-sub#1', 'mosquitto_sub')];
    log.packet(pub, 'client', ...publish('t', '33.000'));
    log.packet(pub, 'client', ...publish('t', '33.500'));
    log.packet(sub, 'server', ...publish('l', '2'));
    const messages = look();
    expect(messages.get('rpi-pub')).toEqual({
      sent: { topic: 't', beginning: '33.500', length: 6 },
      newest: { topic: 't', beginning: '33.500', length: 6 },
    });
    expect(messages.get('rpi-sub')?.received).toEqual({ topic: 'l', beginning: '2', length: 1 });
    expect(messages.get('rpi-broker')).toBeUndefined();
  });

  test('of a Pi that sends and receives both are known, and which was later', () => {
    const { log, look } = watched();
    const pub = log.open('rpi-pub#1');
    log.packet(pub, 'client', ...publish('a', '1'));
    look();
    log.packet(pub, 'server', ...publish('b', '2'));
    const { sent, received, newest } = look().get('rpi-pub') ?? {};
    expect([sent?.topic, received?.topic]).toEqual(['a', 'b']);
    expect(newest).toBe(received);
  });

  test('without a new one nothing is new', () => {
    const { log, look } = watched();
    const pub = log.open('rpi-pub#1');
    log.packet(pub, 'client', ...publish('a', '1'));
    const before = look();
    log.packet(pub, 'client', 0xc0, 0);
    expect(look()).toBe(before);
  });

  test('who is outside the lab has no cable here', () => {
    const { log, look } = watched();
    log.packet(log.open(undefined), 'client', ...publish('a', '1'));
    expect(look().size).toBe(0);
  });

  test('a Pi that talks to its own broker needs no cable for that', () => {
    const { log, look } = watched();
    log.packet(log.open('rpi-broker#1', 'node'), 'client', ...publish('a', '1'));
    const other = log.openTo('rpi-broker:1884', { host: 'rpi-broker', program: 'mosquitto_pub' });
    log.packet(other, 'client', ...publish('b', '1'));
    expect(look().size).toBe(0);
    log.packet(log.openTo('rpi-sub', { host: 'rpi-broker', program: 'node' }), 'client', ...publish('c', '1'));
    expect(look().get('rpi-broker')?.sent?.topic).toBe('c');
  });

  test('a packet that breaks a rule is left to the wire panel', () => {
    const { log, look } = watched();
    const pub = log.open('rpi-pub#1');
    log.packet(pub, 'client', ...publish('a', '1'));
    log.packet(pub, 'client', 0x30, 3, 0, 9, 0x61);
    expect(look().get('rpi-pub')?.sent?.topic).toBe('a');
  });

  test('a lab that starts again has carried nothing', () => {
    const { log, look, watch } = watched();
    log.packet(log.open('rpi-pub#1'), 'client', ...publish('a', '1'));
    look();
    expect(watch.read(emptyWire()).size).toBe(0);
  });
});

describe('its payload, in few words', () => {
  const message = (text: string): CableMessage => ({
    topic: 't',
    length: new TextEncoder().encode(text).length,
    ...(text === '' ? {} : { beginning: text.slice(0, 48) }),
  });

  test.each([
    ['33.500', '33.500'],
    ['', '(empty)'],
    ['a long story', 'a long…'],
    ['zäh', 'zäh'],
  ])('"%s" is shown as "%s"', (payload, words) => {
    expect(payloadWords(message(payload), 7, boardEn)).toBe(words);
  });

  test('what is no text is counted', () => {
    expect(payloadWords({ topic: 't', length: 1_048_576 }, 7, boardEn)).toBe('(1048576 bytes)');
    expect(payloadWords({ topic: 't', length: 3 }, 7, boardDe)).toBe('(3 Bytes)');
  });

  test('of a text whose beginning alone is known the rest is hinted at', () => {
    expect(payloadWords({ topic: 't', length: 100, beginning: 'abc' }, 7, boardEn)).toBe('abc…');
  });
});
