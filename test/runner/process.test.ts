/** A program in a worker is a process of its Pi in every state: signals, ends, streams. */
import { afterEach, describe, expect, it } from 'vitest';
import type { Program } from '#runtime/runner/inside/program.ts';
import { SystemError } from '#runtime/ports.ts';
import { bytesOf, heldLab, PUB, PUB2, say, type HeldWorkers, type Run } from './held-worker.ts';
import type { TestLab } from '../kit/lab.ts';

let test: TestLab;
let workers: HeldWorkers;
const open = async (run: Run): Promise<void> => {
  ({ test, workers } = await heldLab(run));
};
afterEach(() => {
  test.lab.end();
  expect(workers.running).toBe(0);
});

const typed = async (line: string): Promise<string> => {
  const before = test.screen(PUB).length;
  await test.type(PUB, line);
  return test.screen(PUB).slice(before);
};
/** Whether the Pi has a process of that name. */
const runs = async (): Promise<boolean> => /^\d+$/m.test(await typed('pgrep -x node'));
const CTRL_C = '\x03';
const CTRL_D = '\x04';
const CTRL_Z = '\x1a';

/** Repeats what it reads, and says when that is over. */
const cat = async (program: Program): Promise<void> => {
  for (let bytes = await program.read(10); bytes !== null; bytes = await program.read(10)) program.write(1, bytes);
  say(program, 'end\n');
  program.exit(0);
};

/** What holds a program up, by the name of the state: each is killed in it. */
const STATES: Readonly<Record<string, Run>> = {
  'waits for input': cat,
  'waits for a timer': (program) => void program.clock.timer(60_000, () => program.exit(0)),
  'waits for a connection that nobody answers': (program) =>
    program.connect({ host: '192.168.1.77', port: 1 }).then(() => program.exit(0)),
  'has ended, and its output waits for a reader': (program) => {
    program.write(1, new Uint8Array(1_000_000));
    program.exit(0);
  },
  'has a handler for every signal, and looks at none': (program) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT'] as const) program.onSignal(signal, () => {});
  },
};

describe('kill -9', () => {
  it.each(Object.entries(STATES))('ends one that %s, and its worker', async (_, run) => {
    await open(run);
    await test.type(PUB, 'sleep 1000 | (node x; echo "[$?]" >&2) | sleep 1000 &');
    expect(await runs()).toBe(true);
    expect(await typed('pkill -9 -x node')).toContain('[137]\n');
    expect(await runs()).toBe(false);
    expect(workers.running).toBe(0);
  });

  it('ends one whose code is still being fetched', async () => {
    await open(() => {});
    workers.isHeld = true;
    await test.type(PUB, 'node x &');
    expect(workers.running).toBe(1);
    expect(await typed('kill -9 $!; wait $!; echo "[$?]"')).toContain('[137]\n');
    expect(workers.running).toBe(0);
  });

  it('ends one that is stopped', async () => {
    await open(cat);
    await test.type(PUB, 'node x');
    await test.keys(PUB, CTRL_Z);
    expect(await typed('kill -9 %1; wait %1; echo "[$?]"')).toContain('[137]\n');
  });
});

describe('Ctrl-C', () => {
  it.each(Object.entries(STATES).slice(0, 4))('ends one that %s', async (_, run) => {
    await open(run);
    await test.type(PUB, 'node x | sleep 1000');
    await test.keys(PUB, CTRL_C);
    expect(await runs()).toBe(false);
    expect(workers.running).toBe(0);
  });

  it('ends one whose code is still being fetched', async () => {
    await open(() => {});
    workers.isHeld = true;
    await test.type(PUB, 'node x');
    await test.keys(PUB, CTRL_C);
    expect(await typed('echo "[$?]"')).toContain('[130]\n');
  });

  it('runs the handler of one that has one, and no more', async () => {
    await open((program) => program.onSignal('SIGINT', () => void say(program, 'not yet\n')));
    await test.type(PUB, 'node x');
    await test.keys(PUB, CTRL_C);
    await test.clock.advance(5_000);
    expect(test.screen(PUB)).toContain('^Cnot yet\n');
    expect(workers.running).toBe(1);
  });

  it('is nothing to one that ignores it, until it says otherwise', async () => {
    await open((program) => {
      program.onSignal('SIGINT', 'ignore');
      program.clock.timer(1_000, () => program.onSignal('SIGINT', 'default'));
    });
    await test.type(PUB, 'node x');
    await test.keys(PUB, CTRL_C);
    expect(workers.running).toBe(1);
    await test.clock.advance(1_000);
    await test.keys(PUB, CTRL_C);
    expect(workers.running).toBe(0);
  });

  it('ends one that has ended in its own eyes, though it had a handler: nobody runs it any more', async () => {
    await open((program) => {
      program.onSignal('SIGINT', () => {});
      program.write(1, new Uint8Array(1_000_000));
      program.exit(0);
    });
    await test.type(PUB, 'node x | sleep 1000');
    await test.keys(PUB, CTRL_C);
    expect(await runs()).toBe(false);
  });
});

describe('SIGSTOP', () => {
  it('holds back what it prints, and its timers, until SIGCONT', async () => {
    await open((program) => {
      let count = 0;
      const tick = (): void => {
        say(program, `tick ${++count}\n`);
        program.clock.timer(1_000, tick);
      };
      tick();
    });
    await test.type(PUB, 'node x &');
    expect(test.screen(PUB)).toContain('tick 1\n');
    await test.type(PUB, 'kill -STOP $!');
    await test.clock.advance(10_000);
    expect(test.screen(PUB)).not.toContain('tick 2');
    await test.type(PUB, 'kill -CONT $!');
    expect(test.screen(PUB)).toContain('tick 2\n');
    expect(test.screen(PUB)).not.toContain('tick 3');
    await test.clock.advance(1_000);
    expect(test.screen(PUB)).toContain('tick 3\n');
  });

  it('holds back what it does to files', async () => {
    await open(() => {});
    await test.type(PUB, 'node x &');
    const [worker] = workers.begun;
    await test.type(PUB, 'kill -STOP $!');
    worker?.program?.files.close(worker.program.files.open('early', { write: true, create: true }));
    expect(await typed('ls')).not.toContain('early');
    expect(await typed('kill -CONT $!; ls')).toContain('early');
  });

  it('does not let it fill the memory: a flood while it is stopped kills it', async () => {
    await open(() => {});
    await test.type(PUB, 'node x &');
    await test.type(PUB, 'kill -STOP $!');
    const [worker] = workers.begun;
    for (let megabyte = 0; megabyte < 120; megabyte++) worker?.program?.write(1, new Uint8Array(1 << 20));
    expect(await runs()).toBe(true);
    for (let megabyte = 0; megabyte < 10; megabyte++) worker?.program?.write(1, new Uint8Array(1 << 20));
    expect(await runs()).toBe(false);
    expect(workers.running).toBe(0);
  });

  it('by Ctrl-Z, and fg: it reads on where it was', async () => {
    await open(cat);
    await test.type(PUB, 'node x');
    await test.keys(PUB, CTRL_Z);
    expect(test.screen(PUB)).toContain('Stopped');
    await test.type(PUB, 'fg');
    await test.type(PUB, 'hello');
    await test.keys(PUB, CTRL_D);
    expect(test.screen(PUB)).toContain('hello\nhello\nend\n');
  });
});

describe('its end', () => {
  it('has the status that it says', async () => {
    await open((program) => program.exit(Number(program.start.argv[1])));
    expect(await typed('node 0; echo "[$?]"; node 7; echo "[$?]"; node 255; echo "[$?]"')).toMatch(
      /\[0\]\n[^]*\[7\]\n[^]*\[255\]\n/,
    );
  });

  it('can be that of a signal that it gives itself', async () => {
    await open((program) => {
      program.onSignal('SIGTERM', () => {});
      program.exit(1, 'SIGTERM');
    });
    expect(await typed('node x; echo "[$?]"')).toContain('Terminated\n[143]\n');
  });

  it('comes after all that it has written, and nothing comes after it', async () => {
    await open((program) => {
      for (let line = 0; line < 1_000; line++) say(program, `line ${line}\n`);
      program.exit(0);
    });
    expect(await typed('node x | tail -n 1; echo "[${PIPESTATUS[0]}]"')).toContain('line 999\n[0]\n');
  });

  it('is that of one whose memory is full when it prints more than anybody reads', async () => {
    await open((program) => {
      for (let megabyte = 0; megabyte < 66; megabyte++) program.write(1, new Uint8Array(1 << 20));
    });
    expect(await typed('(node x; echo "[$?]" >&2) | sleep 10 &')).toMatch(/heap out of memory[^]*\[134\]\n/);
  });

  it('is 1, with what happened, when its worker breaks down', async () => {
    await open(() => {
      throw new Error('out of luck');
    });
    expect(await typed('node x; echo "[$?]"')).toContain('node: Error: out of luck\n[1]\n');
  });
});

describe('a pipe whose reader is gone', () => {
  it('ends it by SIGPIPE', async () => {
    await open((program) => {
      const print = (): void => {
        say(program, 'y\n');
        program.clock.timer(10, print);
      };
      print();
    });
    await test.type(PUB, 'node x | head -n 1; echo "[${PIPESTATUS[*]}]"');
    await test.clock.advance(100);
    expect(test.screen(PUB)).toContain('y\n[141 0]\n');
  });

  it('is EPIPE to one that ignores SIGPIPE: told once, and to whoever waits for its output', async () => {
    const heard: string[] = [];
    await open(async (program) => {
      program.onSignal('SIGPIPE', 'ignore');
      program.onWriteFailed = (fd, error) => heard.push(`${fd} ${error.code}`);
      await new Promise<void>((resolve) => program.clock.timer(1_000, resolve));
      say(program, 'one\n');
      say(program, 'two\n');
      const error = await program.drained(1).catch((failed: SystemError) => failed);
      program.write(2, bytesOf(`drained: ${error?.code}\n`));
      program.exit(3);
    });
    await test.type(PUB, 'node x | true; echo "[${PIPESTATUS[*]}]"');
    await test.clock.advance(2_000);
    expect(test.screen(PUB)).toContain('drained: EPIPE\n[3 0]\n');
    expect(heard).toEqual(['1 EPIPE']);
  });
});

describe('standard input', () => {
  it('is a terminal’s lines, and ends with Ctrl-D', async () => {
    await open(cat);
    await test.type(PUB, 'node x');
    await test.type(PUB, 'a line');
    await test.keys(PUB, CTRL_D);
    expect(test.screen(PUB)).toContain('a line\na line\nend\n');
  });

  it('is a file, to its end', async () => {
    await open(cat);
    await test.type(PUB, 'seq 3 > three; node x < three');
    expect(test.screen(PUB)).toContain('1\n2\n3\nend\n');
  });

  it('is a pipe, whose writer is read while it writes', async () => {
    await open(cat);
    await test.type(PUB, '(echo first; sleep 5; echo second) | node x');
    expect(test.screen(PUB)).toContain('first\n');
    expect(test.screen(PUB)).not.toContain('second\n');
    await test.clock.advance(5_000);
    expect(test.screen(PUB)).toContain('first\nsecond\nend\n');
  });

  it('is EBADF when it is closed', async () => {
    await open(async (program) => {
      const error = await program.read(1).catch((failed: SystemError) => failed);
      say(program, `${program.streams[0].kind} ${error instanceof SystemError ? error.code : 'read'}\n`);
      program.exit(0);
    });
    expect(await typed('node x <&-')).toContain('closed EBADF\n');
  });

  it('of the terminal, in the background, stops it', async () => {
    await open(cat);
    await test.type(PUB, 'node x &');
    expect(await typed('jobs')).toContain('Stopped');
  });
});

it('knows what its streams are, and the size of its terminal when that changes', async () => {
  await open((program) => {
    const tell = (): void => void say(program, `${JSON.stringify(program.streams)}\n`);
    program.onResize = tell;
    tell();
  });
  await test.type(PUB, 'node x 2> /dev/null');
  const terminal = (columns: number, rows: number) => ({ kind: 'terminal', columns, rows });
  const seen = () =>
    test
      .screen(PUB)
      .split('\n')
      .filter((line) => line.startsWith('[{'))
      .map((line) => JSON.parse(line) as unknown);
  expect(seen().at(-1)).toEqual([terminal(80, 24), terminal(80, 24), { kind: 'device' }]);
  test.lab.terminal(PUB).resize(100, 30);
  await test.clock.settle();
  expect(seen().at(-1)).toEqual([terminal(100, 30), terminal(100, 30), { kind: 'device' }]);
});

it('that takes keys one by one leaves the terminal as it was, however it ends', async () => {
  await open(async (program) => {
    program.rawMode(true);
    const key = await program.read(10);
    say(program, `<${new TextDecoder().decode(key ?? undefined)}>`);
  });
  await test.type(PUB, 'node x');
  await test.keys(PUB, 'q');
  expect(test.screen(PUB)).toMatch(/<q>$/);
  await test.type(PUB2, 'pkill -9 -x node');
  expect(await typed('echo seen')).toMatch(/echo seen\nseen\n/);
});

it('can signal others, with the rights of its user', async () => {
  await open(async (program) => {
    for (const pid of [Number(program.start.argv[1]), 1, 4_000_000])
      await program.kill(pid, 'SIGTERM').then(
        () => say(program, 'done\n'),
        (error: SystemError) => say(program, `${error.code}\n`),
      );
    program.exit(0);
  });
  await test.type(PUB, 'sleep 100 & node $!');
  expect(test.screen(PUB)).toContain('done\nEPERM\nESRCH\n');
});
