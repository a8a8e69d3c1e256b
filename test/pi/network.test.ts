import { expect, test } from 'vitest';
import { SystemError } from '#runtime/ports.ts';
import type { PiProgram } from '#runtime/pi/system.ts';
import { machines, printed, running } from './machine.ts';

/** Listens at 1883 and writes down what it hears. */
const listening = () => {
  const heard: string[] = [];
  const program: PiProgram = async (process) => {
    await process.network.listen({ port: 1883 }, (stream) =>
      stream.open({
        data: (bytes) => heard.push(new TextDecoder().decode(bytes)),
        drain: () => {},
        closed: (error) => heard.push(error === undefined ? 'closed' : error.code),
      }),
    );
    await process.sleep(3_600_000);
    return 0;
  };
  return { heard, program };
};

const deaf = { data: () => {}, drain: () => {}, closed: () => {} };

/** Connects, says hello, and stays. */
const caller: PiProgram = async (process) => {
  const stream = await process.network.connect({ host: 'rpi-broker', port: 1883 });
  stream.open(deaf);
  stream.write(new TextEncoder().encode('hello'));
  await process.sleep(3_600_000);
  return 0;
};

test.each(['SIGKILL', 'SIGINT'] as const)(
  '%s closes the sockets of a process in order, nothing more is said',
  async (signal) => {
    const lab = machines();
    const { heard, program } = listening();
    lab.pi.spawn({ run: program, argv: ['server'] });
    const client = lab.other.spawn({ run: caller, argv: ['client'] });
    await lab.clock.settle();
    lab.other.kill(client.pid, signal);
    await lab.clock.settle();
    expect(heard).toEqual(['hello', 'closed']);
  },
);

test('a normal end closes them too', async () => {
  const lab = machines();
  const { heard, program } = listening();
  lab.pi.spawn({ run: program, argv: ['server'] });
  lab.other.spawn({
    run: async (process) => {
      (await process.network.connect({ host: 'rpi-broker', port: 1883 })).open(deaf);
      return 0;
    },
    argv: ['client'],
  });
  await lab.clock.settle();
  expect(heard).toEqual(['closed']);
});

test('a listener is gone with its process', async () => {
  const lab = machines();
  const { program } = listening();
  const server = lab.pi.spawn({ run: program, argv: ['server'] });
  await lab.clock.settle();
  lab.pi.kill(server.pid, 'SIGKILL');
  const client = lab.other.spawn({ run: caller, argv: ['client'] });
  await lab.clock.settle();
  expect((await client.exited).status).toBe(1);
  expect(printed(lab.events, 'client')).toBe('client: rpi-broker:1883: Connection refused\n');
});

test('a stopped process hears nothing; when continued it hears all, in order', async () => {
  const lab = machines();
  const { heard, program } = listening();
  const server = lab.pi.spawn({ run: program, argv: ['server'] });
  await lab.clock.settle();
  lab.pi.kill(server.pid, 'SIGSTOP');
  lab.pi.kill(server.pid, 'SIGCONT');
  const client = lab.other.spawn({ run: caller, argv: ['client'] });
  await lab.clock.settle();
  lab.pi.kill(server.pid, 'SIGSTOP');
  lab.other.kill(client.pid, 'SIGKILL');
  await lab.clock.settle();
  expect(heard).toEqual(['hello']);
  lab.pi.kill(server.pid, 'SIGCONT');
  await lab.clock.settle();
  expect(heard).toEqual(['hello', 'closed']);
});

test('ports below 1024 are root’s: EACCES', async () => {
  const listen: PiProgram = async (process) => {
    try {
      await process.network.listen({ port: 80 }, () => {});
      return 0;
    } catch (error) {
      return error instanceof SystemError && error.code === 'EACCES' ? 13 : 1;
    }
  };
  expect((await (await running(listen)).service.exited).status).toBe(13);
  expect((await (await running(listen, { user: 'root' })).service.exited).status).toBe(0);
});

test('a process that is killed while it connects leaves no connection', async () => {
  const lab = machines();
  const { heard, program } = listening();
  lab.pi.spawn({ run: program, argv: ['server'] });
  await lab.clock.settle();
  const client = lab.other.spawn({ run: caller, argv: ['client'] });
  lab.lan.host('rpi-pub').latency = 50;
  await lab.clock.advance(10);
  lab.other.kill(client.pid, 'SIGKILL');
  await lab.clock.advance(1_000);
  expect(heard).toEqual(['closed']);
  expect(lab.lan.connections.size).toBe(0);
});

test('each connection knows its process, its terminal and the cause', async () => {
  const lab = machines();
  const { program } = listening();
  lab.pi.spawn({ run: program, argv: ['server'] });
  lab.other.openTerminal({ session: 2, by: 'learner', shell: { run: caller, argv: ['/usr/bin/caller'] } });
  await lab.clock.settle();
  expect([...lab.lan.connections.values()][0]?.owner).toMatchObject({
    process: { host: 'rpi-pub', program: 'caller' },
    by: 'learner',
    terminal: 'rpi-pub#2',
  });
});
