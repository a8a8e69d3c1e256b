/** A program's connections: sockets of its process, from its Pi's address, with back-pressure both ways. */
import { afterEach, describe, expect, it } from 'vitest';
import { encode } from '#runtime/mqtt/encode.ts';
import type { Program } from '#runtime/runner/inside/program.ts';
import type { ByteStream, SystemError } from '#runtime/ports.ts';
import { heldLab, PUB, say, type HeldWorkers, type Run } from './held-worker.ts';
import type { TestLab } from '../kit/lab.ts';

let test: TestLab;
let workers: HeldWorkers;
const open = async (run: Run): Promise<void> => {
  ({ test, workers } = await heldLab(run));
};
afterEach(() => test.lab.end());

const typed = async (line: string): Promise<string> => {
  const before = test.screen(PUB).length;
  await test.type(PUB, line);
  return test.screen(PUB).slice(before);
};

/** The other end: a process of rpi-sub that listens on port 7000. */
class Service {
  stream: ByteStream | undefined;
  received = 0;
  end = '';

  static async start(): Promise<Service> {
    const service = new Service();
    test.lab.pi('rpi-sub').spawn({
      run: async (process) => {
        await process.network.listen({ port: 7000 }, (stream) => service.#accept(stream));
        return new Promise(() => {});
      },
      argv: ['service'],
      user: 'pi',
      by: 'engine',
    });
    await test.clock.settle();
    return service;
  }

  #accept(stream: ByteStream): void {
    this.stream = stream;
    stream.open({
      data: (bytes) => (this.received += bytes.length),
      drain: () => {},
      closed: (error) => (this.end = error?.code ?? 'ended'),
    });
  }
}

const TO_SERVICE = { host: 'rpi-sub', port: 7000 };
const CHUNK = 16 * 1024;

/** Connects to the service, and does nothing but what the test says. */
const held: { stream: ByteStream | undefined; received: number; drained: number; looks: boolean; closed: string } = {
  stream: undefined,
  received: 0,
  drained: 0,
  looks: true,
  closed: '',
};
const connect = async (program: Program): Promise<void> => {
  Object.assign(held, { stream: undefined, received: 0, drained: 0, closed: '' });
  const stream = await program.connect(TO_SERVICE);
  held.stream = stream;
  stream.open({
    data: (bytes) => (held.received += bytes.length),
    drain: () => (held.drained += 1),
    closed: (error) => (held.closed = error?.code ?? 'ended'),
  });
};

describe('connecting', () => {
  it.each([
    ['nobody listens', { host: '192.168.1.5', port: 1 }, 'ECONNREFUSED'],
    ['there is no such name', { host: 'rpi-none', port: 1883 }, 'ENOTFOUND'],
    ['nobody has the address', { host: '192.168.1.77', port: 1883 }, 'EHOSTUNREACH'],
    ['it is no address of this LAN', { host: '8.8.8.8', port: 53 }, 'ENETUNREACH'],
  ])('fails where %s, as on the Pi', async (_, to, code) => {
    await open(async (program) => {
      const error = await program.connect(to).catch((failed: SystemError) => failed);
      say(program, `${'code' in error ? error.code : 'connected'}\n`);
      program.exit(0);
    });
    await test.type(PUB, 'node x');
    await test.clock.advance(3_000);
    expect(test.screen(PUB)).toContain(`\n${code}\n`);
  });

  it('resolves names as the Pi does', async () => {
    await open(async (program) => {
      say(program, `${await program.resolve('rpi-broker')}\n`);
      const error = await program.resolve('rpi-none').catch((failed: SystemError) => failed);
      say(program, `${typeof error === 'string' ? error : error.code}\n`);
      program.exit(0);
    });
    expect(await typed('node x')).toContain('192.168.1.3\nENOTFOUND\n');
  });

  it('leads to the broker, whose answer comes back; the log says whose it is', async () => {
    await open(async (program) => {
      const stream = await program.connect({ host: '192.168.1.3', port: 1883 });
      say(program, `${stream.local.host} -> ${stream.remote.host}:${stream.remote.port}\n`);
      stream.open({
        data: (bytes) => void say(program, `${[...bytes].join(' ')}\n`),
        drain: () => {},
        closed: () => program.exit(0),
      });
      stream.write(encode({ type: 'CONNECT', level: 4, clean: true, keepAlive: 0, clientId: 'prog' }, 4));
      stream.write(encode({ type: 'DISCONNECT', reasonCode: 0 }, 4));
    });
    expect(await typed('node x; echo "[$?]"')).toContain('192.168.1.4 -> 192.168.1.3:1883\n32 2 0 0\n[0]\n');
    expect(test.of('connection-opened').at(-1)).toMatchObject({
      by: 'learner',
      client: { host: '192.168.1.4' },
      process: { host: 'rpi-pub', program: 'node' },
    });
  });

  it('shows in ss as the process’s', async () => {
    await open(connect);
    await Service.start();
    await test.type(PUB, 'node x &');
    expect(await typed('ss -tnp')).toMatch(/192\.168\.1\.4:\d+\s+192\.168\.1\.5:7000\s+users:\(\("node",pid=\d+/);
  });
});

describe('the end of a connection', () => {
  const opened = async (): Promise<Service> => {
    await open(connect);
    const service = await Service.start();
    await test.type(PUB, 'node x &');
    return service;
  };

  it('is orderly when the program ends it', async () => {
    const service = await opened();
    held.stream?.write(new Uint8Array(10));
    held.stream?.end();
    await test.clock.settle();
    expect([service.received, service.end, held.closed]).toEqual([10, 'ended', 'ended']);
  });

  it('is a reset when the program destroys it', async () => {
    const service = await opened();
    held.stream?.destroy();
    await test.clock.settle();
    expect(service.end).toBe('ECONNRESET');
  });

  it('is told to the program, with its reason', async () => {
    const service = await opened();
    service.stream?.destroy();
    await test.clock.settle();
    expect(held.closed).toBe('ECONNRESET');
  });

  it('is the kernel’s doing when the program is killed', async () => {
    const service = await opened();
    await test.type(PUB, 'kill -9 $!');
    expect(service.end).toBe('ended');
  });
});

describe('back-pressure', () => {
  const opened = async (): Promise<Service> => {
    await open(connect);
    const service = await Service.start();
    await test.type(PUB, 'node x &');
    return service;
  };

  it('tells a program that writes faster than the other end reads, and when it may go on', async () => {
    const service = await opened();
    service.stream?.pause();
    let written = 0;
    while (held.stream?.write(new Uint8Array(CHUNK)) === true) written += CHUNK;
    written += CHUNK;
    await test.clock.settle();
    expect(written).toBeLessThanOrEqual(1 << 20);
    expect([service.received, held.drained]).toEqual([0, 0]);
    service.stream?.resume();
    await test.clock.settle();
    expect([service.received, held.drained]).toEqual([written, 1]);
  });

  it('holds back who writes faster than a program looks', async () => {
    const service = await opened();
    // The program computes: what comes for it lies in its mailbox.
    const [worker] = workers.begun;
    workers.isHeld = true;
    let written = 0;
    for (let i = 0; i < 200 && service.stream !== undefined; i++) {
      if (!service.stream.write(new Uint8Array(CHUNK))) break;
      written += CHUNK;
      await test.clock.settle();
    }
    written += CHUNK;
    expect(written).toBeLessThan(1 << 20);
    const waiting = worker?.toProgram.reduce(
      (sum, each) => sum + (each.type === 'received' ? each.bytes.length : 0),
      0,
    );
    expect(waiting).toBeLessThanOrEqual(256 * 1024 + 64 * 1024 + CHUNK);
    workers.isHeld = false;
    await test.clock.settle();
    expect(held.received).toBe(written);
  });

  it('of a program that does not mind it fills its memory, and nobody else’s', async () => {
    const service = await opened();
    service.stream?.pause();
    for (let megabyte = 0; megabyte < 66; megabyte++) held.stream?.write(new Uint8Array(1 << 20));
    await test.clock.settle();
    expect(test.screen(PUB)).toContain('heap out of memory');
    expect(workers.running).toBe(0);
  });

  it('pause and resume are the program’s own', async () => {
    const service = await opened();
    held.stream?.pause();
    await test.clock.settle();
    service.stream?.write(new Uint8Array(100));
    await test.clock.settle();
    expect(held.received).toBe(0);
    held.stream?.resume();
    await test.clock.settle();
    expect(held.received).toBe(100);
  });
});
