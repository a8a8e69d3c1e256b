import type { Clock, Random } from '#runtime/ports.ts';
import { randomUint32 } from '#runtime/random-number.ts';
import { Admissions } from './access/admissions.ts';
import type { BrokerListener } from './broker-listener.ts';
import type { Connection } from './connection.ts';
import { Deadlines } from './session/deadlines.ts';
import { Flushing } from './output/flushing.ts';
import { KeepAlive } from './session/keep-alive.ts';
import type { Log } from './log.ts';
import { OutputBuffers } from './output/output-buffers.ts';
import { RetainedMessages } from './retained/retained.ts';
import type { Persistence } from './persistence/persistence.ts';
import type { Session } from './session/session.ts';
import type { Settings } from './settings.ts';
import { SubscriptionTree } from './matching/subscription-tree.ts';
import { SysTree } from './sys.ts';
import { Traffic } from './traffic.ts';
import { TopicCache } from './matching/topic-cache.ts';

/** What the parts of one broker share. */
export class Core {
  readonly clock: Clock;
  readonly random: Random;
  /** Changes when the broker is told to read its configuration again. */
  settings: Settings;
  readonly log: Log;
  readonly subscriptions: SubscriptionTree<Session>;
  readonly topics: TopicCache<Session>;
  /** For all connections' output. */
  readonly buffers = new OutputBuffers();
  readonly retained: RetainedMessages;
  /** By client id, those who are away included. */
  readonly sessions = new Map<string, Session>();
  /** All, those who have not said CONNECT included. */
  readonly connections = new Set<Connection>();
  /** In the order of their making, the default one first. */
  readonly listeners = new Set<BrokerListener>();
  /** Who has said CONNECT, and waits for its password to be checked. */
  readonly admissions = new Admissions();
  readonly keepAlive: KeepAlive;
  /** When sessions end whose clients are away, and when their wills are published. */
  readonly deadlines: Deadlines;
  readonly sys: SysTree;
  readonly flushing: Flushing;
  /** Absent: nothing outlives the broker. */
  persistence: Persistence | undefined;
  readonly traffic = new Traffic();
  /** It serves nobody any more. */
  closed = false;
  /** Sessions whose clients stayed away for too long. */
  expired = 0;
  /** Messages that could not be delivered because a client was too slow or too long away. */
  dropped = 0;

  constructor(clock: Clock, random: Random, settings: Settings, log: Log, version: string) {
    this.clock = clock;
    this.random = random;
    this.settings = settings;
    this.log = log;
    // Nobody outside knows how levels are hashed, and can choose such as all fall together.
    const seed = randomUint32(random) | 0;
    this.subscriptions = new SubscriptionTree(seed);
    this.topics = new TopicCache(this.subscriptions);
    this.retained = new RetainedMessages(clock, seed);
    this.keepAlive = new KeepAlive(clock);
    this.deadlines = new Deadlines(clock);
    this.sys = new SysTree(this, version);
    this.flushing = new Flushing(clock);
  }
}
