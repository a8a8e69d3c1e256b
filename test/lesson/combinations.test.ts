import { describe, expect, test } from 'vitest';
import {
  after,
  all,
  any,
  count,
  delivered,
  inOrder,
  printed,
  published,
  quiet,
  sameClient,
  subscribed,
  within,
} from '#runtime/lesson/api.ts';
import { folding } from './folding.ts';

describe('all', () => {
  const check = all(subscribed({ filter: 'a' }), delivered({ topic: 'a' }));

  test('needs its fact while the last part comes', () => {
    const fold = folding(check);
    const first = fold.script.connect().subscribe('a');
    first.disconnect();
    fold.script.connect().subscribe('#').receive('a', 'x');
    expect(fold.met).toBe(false);
    expect(fold.lines).toEqual(['check.subscribed seen.none', 'check.delivered met']);
  });

  test('has one line a part', () => {
    const fold = folding(check);
    fold.script.connect().subscribe('a');
    expect(fold.lines).toEqual(['check.subscribed met', 'check.delivered seen.none']);
  });
});

describe('any', () => {
  test('one is enough, and the readout follows the one that is furthest', () => {
    const fold = folding(any(all(published({ topic: 'a' }), published({ topic: 'b' })), published({ topic: 'c' })));
    const client = fold.script.connect().publish('b', 'x');
    expect(fold.lines).toEqual(['check.published seen.none', 'check.published met']);
    client.publish('c', 'x');
    expect(fold.met).toBe(true);
    expect(fold.lines).toEqual(['check.published met']);
  });
});

describe('inOrder and after', () => {
  test('the other order is not it', () => {
    const fold = folding(inOrder(published({ topic: 'a' }), published({ topic: 'b' })));
    const client = fold.script.connect().publish('b', 'x').publish('a', 'x');
    expect(fold.met).toBe(false);
    client.publish('b', 'x');
    expect(fold.met).toBe(true);
  });

  test('one event is one part of the story', () => {
    const fold = folding(inOrder(published({}), published({})));
    fold.script.connect().publish('a', 'x');
    expect(fold.met).toBe(false);
  });

  test('inOrder begins with a fact from before', () => {
    const fold = folding(inOrder(subscribed({ filter: 'a' }), published({ topic: 'a' })));
    const client = fold.script.connect().subscribe('a');
    fold.begin();
    client.publish('a', 'x');
    expect(fold.met).toBe(true);
  });

  test('after wants its first part anew', () => {
    const fold = folding(after(subscribed({ filter: 'a' }), published({ topic: 'a' })));
    const client = fold.script.connect().subscribe('a');
    fold.begin();
    client.publish('a', 'x');
    expect(fold.met).toBe(false);
    client.subscribe('a').publish('a', 'x');
    expect(fold.met).toBe(true);
  });

  test('says what is still to come', () => {
    const fold = folding(inOrder(published({ topic: 'a' }), delivered({ topic: 'a' })));
    fold.script.connect().publish('a', 'x');
    expect(fold.lines).toEqual(['check.published met', 'check.delivered seen.none']);
  });
});

describe('count', () => {
  test('counts moments and says how many are seen', () => {
    const fold = folding(count(3, delivered({ matching: 'a/+' })));
    const client = fold.script.connect().receive('a/1', 'x').receive('b', 'x').receive('a/2', 'x');
    expect(fold.progress.parts()[0]).toMatchObject({ met: false, seen: { id: 'seen.of', values: { n: 2, of: 3 } } });
    client.receive('a/1', 'x');
    expect(fold.met).toBe(true);
  });

  test('of a fact in a goal: that many at once', () => {
    const fold = folding(count(2, subscribed({ filter: 'a' })));
    const first = fold.script.connect().subscribe('a');
    first.disconnect();
    fold.script.connect().subscribe('a');
    expect(fold.met).toBe(false);
    fold.script.connect().subscribe('a');
    expect(fold.met).toBe(true);
  });
});

describe('within', () => {
  const check = within(10, count(3, published({ topic: 'a' })));

  test('three in ten seconds are enough, whichever was the first', () => {
    const fold = folding(check);
    const client = fold.script.connect().publish('a', '1');
    fold.script.wait(8);
    client.publish('a', '2');
    fold.script.wait(8);
    client.publish('a', '3');
    expect(fold.met).toBe(false);
    client.publish('a', '4');
    expect(fold.met).toBe(true);
  });

  test('three in more than ten are not', () => {
    const fold = folding(check);
    const client = fold.script.connect().publish('a', '1').publish('a', '2');
    fold.script.wait(10.001);
    client.publish('a', '3');
    expect(fold.met).toBe(false);
  });

  test('a flood of first halves still leaves time for the second', () => {
    const fold = folding(within(10, all(published({ topic: 'a' }), published({ topic: 'b' }))));
    const client = fold.script.connect();
    for (let n = 0; n < 5_000; n++) client.publish('a', 'x');
    fold.script.wait(9);
    client.publish('b', 'x');
    expect(fold.met).toBe(true);
  });
});

describe('quiet', () => {
  const check = quiet({ for: 3, after: subscribed({ filter: '#' }), of: delivered({ matching: 'a/#' }) });

  test('is met by time alone, and says when to look', () => {
    const fold = folding(check);
    fold.script.connect().subscribe('#');
    expect(fold.progress.deadline).toBe(fold.script.now + 3_000);
    fold.script.wait(2.999);
    fold.tick();
    expect(fold.met).toBe(false);
    fold.script.wait(0.001);
    fold.tick();
    expect(fold.met).toBe(true);
  });

  test('a subscription from before opens no window', () => {
    const fold = folding(check);
    fold.script.connect().subscribe('#');
    fold.begin();
    fold.script.wait(60);
    fold.tick();
    expect(fold.met).toBe(false);
    expect(fold.progress.deadline).toBeUndefined();
  });

  test('what breaks the window leaves it shut until the next time', () => {
    const fold = folding(check);
    const client = fold.script.connect().subscribe('#').receive('a/1', 'x');
    fold.script.wait(60);
    fold.tick();
    expect(fold.met).toBe(false);
    expect(fold.lines).toEqual(['check.subscribed seen.none', 'check.delivered.quiet seen.broken']);
    client.subscribe('#');
    fold.script.wait(3);
    fold.tick();
    expect(fold.met).toBe(true);
  });

  test('what comes after the window does not break it, even when nobody ticked', () => {
    const fold = folding(check);
    const client = fold.script.connect().subscribe('#');
    fold.script.wait(3.5);
    client.receive('a/1', 'x');
    expect(fold.met).toBe(true);
  });
});

describe('sameClient', () => {
  test('two halves by two clients are not one whole', () => {
    const fold = folding(sameClient(all(subscribed({ filter: 'a' }), delivered({ topic: 'b' }))));
    fold.script.connect().subscribe('a');
    const second = fold.script.connect().receive('b', 'x');
    expect(fold.met).toBe(false);
    second.subscribe('a');
    expect(fold.met).toBe(true);
  });

  test('another client’s message does not break the window of this one', () => {
    const fold = folding(sameClient(quiet({ for: 3, after: subscribed({ filter: 'a' }), of: delivered({}) })));
    const old = fold.script.connect().subscribe('a');
    fold.begin();
    fold.script.connect().subscribe('a');
    old.receive('a', 'x');
    fold.script.wait(3);
    fold.tick();
    expect(fold.met).toBe(true);
  });

  test('who has gone proves no silence', () => {
    const fold = folding(sameClient(quiet({ for: 3, after: subscribed({ filter: 'a' }), of: delivered({}) })));
    const client = fold.script.connect().subscribe('a');
    fold.script.wait(1);
    client.disconnect();
    fold.script.wait(60);
    fold.tick();
    expect(fold.met).toBe(false);
    expect(fold.progress.deadline).toBeUndefined();
  });

  test('a client with a session is the same when it comes back', () => {
    const fold = folding(sameClient(inOrder(published({ topic: 'a' }), published({ topic: 'b' }))));
    fold.script.connect({ clientId: 's1', clean: false }).publish('a', 'x').disconnect();
    fold.script.connect({ clientId: 's2', clean: false }).publish('b', 'x').disconnect();
    expect(fold.met).toBe(false);
    fold.script.connect({ clientId: 's1', clean: false, sessionPresent: true }).publish('b', 'x');
    expect(fold.met).toBe(true);
  });
});

describe('what a check rests on', () => {
  const said = printed({ program: 'p', text: 'x' });
  const wire = published({ topic: 'a' });

  test('all rests on the wire when one part does, any only when each part does', () => {
    expect([all(said, wire).proof, all(said).proof]).toEqual(['wire', 'said']);
    expect([any(said, wire).proof, any(wire, wire).proof]).toEqual(['said', 'wire']);
    expect([inOrder(said, wire).proof, count(2, said).proof, within(2, wire).proof]).toEqual(['wire', 'said', 'wire']);
    expect([quiet({ for: 1, after: said, of: wire }).proof, sameClient(said).proof]).toEqual(['said', 'said']);
  });
});
