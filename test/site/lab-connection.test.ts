import { beforeEach, describe, expect, test } from 'vitest';
import type { FromLab, ToLab } from '#runtime/lab/messages.ts';
import { connectLab, type LabWorker } from '../../site/client/lab-connection.ts';

class TestWorker implements LabWorker {
  readonly sent: ToLab[] = [];
  ended = false;
  readonly #listeners = new Map<string, (event: never) => void>();
  postMessage(message: ToLab): void {
    this.sent.push(message);
  }
  addEventListener(type: string, listener: (event: never) => void): void {
    this.#listeners.set(type, listener);
  }
  terminate(): void {
    this.ended = true;
  }
  say(data: FromLab): void {
    this.#listeners.get('message')?.({ data } as never);
  }
  fail(message?: string): void {
    this.#listeners.get('error')?.({ message } as never);
  }
}

let worker: TestWorker;
beforeEach(() => {
  worker = new TestWorker();
});

const TERMINAL = { id: 'rpi-broker#1', host: 'rpi-broker', session: 1 } as const;

describe('opening', () => {
  test('a lesson names its folder, what was done, and the seat', () => {
    connectLab({ lesson: '01-hello-world', done: ['subscribe'], seat: 'ws://host/seat?token=1', worker });
    expect(worker.sent).toEqual([
      { type: 'open', lesson: '01-hello-world', done: ['subscribe'], seat: 'ws://host/seat?token=1' },
    ]);
  });

  test('the language of the page is the manual’s', () => {
    connectLab({ language: 'de', worker });
    expect(worker.sent).toEqual([{ type: 'open', done: [], language: 'de' }]);
  });

  test('the sandbox names none', () => {
    connectLab({ worker });
    expect(worker.sent).toEqual([{ type: 'open', done: [] }]);
  });

  test('until the lab says otherwise its broker is connecting, in the page or in the server', () => {
    expect(connectLab({ worker }).broker.value).toEqual({ place: 'own', state: 'connecting' });
    expect(connectLab({ seat: 'ws://host/seat', worker }).broker.value).toEqual({
      place: 'server',
      state: 'connecting',
    });
  });
});

describe('what the lab says', () => {
  test('output that comes before anybody listens is given to the first listener, in order', () => {
    const lab = connectLab({ worker });
    worker.say({ type: 'output', terminal: 'rpi-broker#1', text: 'a' });
    worker.say({ type: 'ready', terminals: [TERMINAL] });
    worker.say({ type: 'output', terminal: 'rpi-broker#1', text: 'b' });
    const heard: string[] = [];
    lab.onOutput('rpi-broker#1', (text) => heard.push(text));
    worker.say({ type: 'output', terminal: 'rpi-broker#1', text: 'c' });
    expect(heard).toEqual(['a', 'b', 'c']);
  });

  test('output of one terminal is not given to another', () => {
    const lab = connectLab({ worker });
    const heard: string[] = [];
    lab.onOutput('rpi-broker#2', (text) => heard.push(text));
    worker.say({ type: 'output', terminal: 'rpi-broker#1', text: 'a' });
    expect(heard).toEqual([]);
  });

  test('what comes between two listeners is kept for the second', () => {
    const lab = connectLab({ worker });
    lab.onOutput('rpi-broker#1', () => {})();
    worker.say({ type: 'output', terminal: 'rpi-broker#1', text: 'a' });
    const heard: string[] = [];
    lab.onOutput('rpi-broker#1', (text) => heard.push(text));
    expect(heard).toEqual(['a']);
  });

  test('a reset starts a generation, and what was kept of the one before is dropped', () => {
    const lab = connectLab({ worker });
    worker.say({ type: 'ready', terminals: [TERMINAL] });
    worker.say({ type: 'output', terminal: 'rpi-broker#1', text: 'old' });
    worker.say({ type: 'ready', terminals: [TERMINAL] });
    worker.say({ type: 'output', terminal: 'rpi-broker#1', text: 'new' });
    const heard: string[] = [];
    lab.onOutput('rpi-broker#1', (text) => heard.push(text));
    expect(lab.generation.value).toBe(2);
    expect(heard).toEqual(['new']);
  });

  test('batches of events come with the number of those left out', () => {
    const lab = connectLab({ worker });
    const heard: [number, number][] = [];
    lab.onEvents((events, skipped) => heard.push([events.length, skipped]));
    worker.say({ type: 'events', events: [], skipped: 7 });
    expect(heard).toEqual([[0, 7]]);
  });

  test('lesson and broker are there as they were said last', () => {
    const lab = connectLab({ worker });
    const state = { steps: [], current: 'subscribe' };
    worker.say({ type: 'lesson', state });
    worker.say({ type: 'broker', broker: { place: 'server', state: 'lost', retryAt: 5 } });
    expect(lab.lesson.value).toBe(state);
    expect(lab.broker.value).toEqual({ place: 'server', state: 'lost', retryAt: 5 });
  });
});

describe('files', () => {
  const LIST = { kind: 'list', path: '/' } as const;
  const edit = (editing: number) =>
    ({ type: 'edit', request: { editing, host: 'rpi-pub', path: '/a', user: 'pi' } }) as const;

  test('each question gets its own answer, in whatever order they come', async () => {
    const lab = connectLab({ worker });
    const answers = [lab.files('rpi-pub', LIST), lab.files('rpi-sub', LIST, 3)];
    expect(worker.sent.slice(1)).toEqual([
      { type: 'files', id: 1, host: 'rpi-pub', request: LIST },
      { type: 'files', id: 2, host: 'rpi-sub', request: LIST, editing: 3 },
    ]);
    worker.say({ type: 'files', id: 2, answer: { kind: 'done' } });
    worker.say({ type: 'files', id: 1, answer: { kind: 'list', entries: [] } });
    expect(await Promise.all(answers)).toEqual([{ kind: 'list', entries: [] }, { kind: 'done' }]);
  });

  test('edits are there until their command ends, or the lab begins afresh', () => {
    const lab = connectLab({ worker });
    worker.say({ type: 'ready', terminals: [TERMINAL] });
    for (const editing of [1, 2, 3]) worker.say(edit(editing));
    worker.say({ type: 'edit-ended', editing: 2 });
    expect(lab.edits.value.map(({ editing }) => editing)).toEqual([1, 3]);
    worker.say({ type: 'ready', terminals: [TERMINAL] });
    expect(lab.edits.value).toEqual([]);
  });

  test('what is to be asked about is there as it was said last', () => {
    const lab = connectLab({ worker });
    expect(lab.conflicts.value).toEqual([]);
    const conflicts = [{ host: 'rpi-pub', path: '/home/pi/a' }];
    worker.say({ type: 'conflicts', conflicts });
    expect(lab.conflicts.value).toBe(conflicts);
    worker.say({ type: 'conflicts', conflicts: [] });
    expect(lab.conflicts.value).toEqual([]);
  });

  test('who listens to changes hears of them, host by host, until it stops', () => {
    const lab = connectLab({ worker });
    const heard: unknown[] = [];
    const stop = lab.onFilesChanged((host, paths) => heard.push([host, paths]));
    worker.say({ type: 'files-changed', host: 'rpi-pub', paths: ['/a', '/b'] });
    stop();
    worker.say({ type: 'files-changed', host: 'rpi-pub', paths: ['/c'] });
    expect(heard).toEqual([['rpi-pub', ['/a', '/b']]]);
  });
});

describe('a lab that fails', () => {
  test('says so itself', () => {
    const lab = connectLab({ worker });
    worker.say({ type: 'fault', message: 'x is not a function' });
    expect(lab.fault.value).toBe('x is not a function');
  });

  test('whose script cannot be loaded is a fault with words', () => {
    const lab = connectLab({ worker });
    worker.fail();
    expect(lab.fault.value).toContain('could not be loaded');
  });

  test('ends when it is closed', () => {
    connectLab({ worker }).close();
    expect(worker.ended).toBe(true);
  });
});
