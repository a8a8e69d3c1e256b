/**
 * What is measured. Each scenario runs in a process of its own against a broker that nobody has used
 * before, and gives figures back; what they are held against is in `../goals.ts`.
 */
import { publishTemplate } from './bytes.ts';
import { connects } from './connects.ts';
import { LoadConnection, type Where } from './connection.ts';
import { syncsPerSecond } from './disk.ts';
import { filters } from './filters.ts';
import { flow } from './flow.ts';
import { idle } from './idle.ts';
import { inMemory } from './in-memory.ts';
import { oneAtATime } from './one-at-a-time.ts';
import { retained } from './retained.ts';

export interface Task extends Where {
  /** The broker's process. */
  readonly pid: number;
  /** Milliseconds before anything is counted, and while it is. */
  readonly warmUp: number;
  readonly duration: number;
}

/** Figures by name; units are those of `../goals.ts`. */
export type Figures = Readonly<Record<string, number>>;

type Scenario = (task: Task) => Promise<Figures>;

interface Shape {
  readonly publishers: number;
  readonly subscribers: number;
  readonly qos: number;
  readonly window: number;
  /** Whether the subscribers' sessions outlive their connections. */
  readonly lasting?: boolean;
}

/** Publishers whose messages all reach all subscribers. */
const between =
  ({ publishers, subscribers, qos, window, lasting = false }: Shape): Scenario =>
  async (task) => {
    const receiving = [];
    for (let n = 0; n < subscribers; n++) {
      receiving.push(await LoadConnection.ready(task, `sub${n}`, ['bench/#'], qos, !lasting));
    }
    const sending = [];
    for (let n = 0; n < publishers; n++) {
      const template = publishTemplate(`bench/${n}`, qos, n);
      const message = { template, reaches: subscribers };
      sending.push({ connection: await LoadConnection.ready(task, `pub${n}`), next: () => message });
    }
    return { ...(await flow({ ...task, qos, publishers: sending, subscribers: receiving, window, fan: subscribers })) };
  };

/** Where a broker with persistence writes down each message, for a subscriber whose session lasts. */
const lasting = between({ publishers: 1, subscribers: 1, qos: 1, window: 100, lasting: true });

const oneToOne = between({ publishers: 1, subscribers: 1, qos: 0, window: 4000 });

export const SCENARIOS: Readonly<Record<string, Scenario>> = {
  qos0: oneToOne,
  'fan-out': between({ publishers: 1, subscribers: 100, qos: 0, window: 400 }),
  'fan-in': between({ publishers: 50, subscribers: 1, qos: 0, window: 40 }),
  qos1: between({ publishers: 1, subscribers: 1, qos: 1, window: 100 }),
  'persistence-qos1': lasting,
  'durable-qos1': async (task) => ({ ...(await lasting(task)), syncs: syncsPerSecond() }),
  qos2: between({ publishers: 1, subscribers: 1, qos: 2, window: 100 }),
  filters,
  retained,
  'window1-qos0': (task) => oneAtATime(task, 0),
  'window1-qos1': (task) => oneAtATime(task, 1),
  'window1-qos2': (task) => oneAtATime(task, 2),
  connects,
  idle,
  'websocket-qos0': (task) => oneToOne({ ...task, webSocket: true }),
  'websocket-window1': (task) => oneAtATime({ ...task, webSocket: true }, 0),
  'memory-single': (task) => inMemory(task, 1),
  'memory-batch': (task) => inMemory(task, 64),
};

/**
 * How the broker is started. Ours alone: at the end of WebSockets, within the load's own process, with
 * what survives its end before it is acknowledged, or even the loss of power.
 */
export const placeOf = (scenario: string): 'tcp' | 'websocket' | 'memory' | 'persistence' | 'durable' => {
  const [place] = scenario.split('-');
  switch (place) {
    case 'websocket':
    case 'memory':
    case 'persistence':
    case 'durable':
      return place;
    default:
      return 'tcp';
  }
};
