import { expect, test } from 'vitest';
import type { PiProgram } from '#runtime/pi/system.ts';
import { machines, printed } from './machine.ts';

interface Ran {
  readonly out: string;
  readonly err: string;
  readonly status: number;
}

/** Runs a command as user pi in /home/pi; `ms` pass. */
const run = async (
  argv: readonly string[],
  options: {
    stdin?: string;
    user?: string;
    ms?: number;
    files?: Readonly<Record<string, string>>;
    env?: Record<string, string>;
  } = {},
): Promise<Ran> => {
  const lab = machines();
  lab.pi.files.makeDirectory('/home/pi/docs', { owner: 'pi', group: 'pi' });
  for (const [path, content] of Object.entries(options.files ?? {}))
    lab.pi.files.writeFile(path, content, { owner: 'pi', group: 'pi' });
  const [name = ''] = argv;
  let status = -1;
  const starter: PiProgram = async (process) => {
    const [reader, writer] = process.pipe();
    const files = new Map([...process.fds, [0, reader] as const]);
    const pid = process.spawn({
      run: name.includes('/') ? name : `/usr/bin/${name}`,
      argv,
      files,
      ...(options.env === undefined ? {} : { env: options.env }),
    });
    reader.close();
    if (options.stdin !== undefined) await writer.write(new TextEncoder().encode(options.stdin));
    writer.close();
    status = (await process.wait(pid)).status;
    return 0;
  };
  lab.pi.spawn({ run: starter, argv: ['starter'], user: options.user ?? 'pi' });
  await lab.clock.advance(options.ms ?? 0);
  expect(lab.faults).toEqual([]);
  const program = name.slice(name.lastIndexOf('/') + 1);
  return { out: printed(lab.events, program, 'stdout'), err: printed(lab.events, program, 'stderr'), status };
};

const tryHelp = (name: string): string => `Try '${name} --help' for more information.\n`;

test.each([
  [['ls', '--x'], "ls: unrecognized option '--x'\n", 2],
  [['ls', '-z', 'y'], "ls: invalid option -- 'z'\n", 2],
  [['ls', '--all=x'], "ls: option '--all' doesn't allow an argument\n", 2],
  [['ls', '--a'], "ls: option '--a' is ambiguous; possibilities: '--all' '--almost-all' '--author'\n", 2],
  [['ls', '--color=blue'], 'ls: invalid argument ‘blue’ for ‘--color’\n', 1],
  [['cat', '--x'], "cat: unrecognized option '--x'\n", 1],
  [['sleep'], 'sleep: missing operand\n', 1],
  [['sleep', 'long'], 'sleep: invalid time interval ‘long’\n', 1],
  [['sleep', '-1'], "sleep: invalid option -- '1'\n", 1],
  [['whoami', 'x'], 'whoami: extra operand ‘x’\n', 1],
  [['hostname', '-z'], "hostname: invalid option -- 'z'\n", 1],
] as const)('%j is a mistake in the words of the real tool', async (argv, first, status) => {
  const ran = await run(argv);
  expect(ran.err.startsWith(first)).toBe(true);
  expect(ran.err.endsWith(tryHelp(argv[0]))).toBe(true);
  expect([ran.out, ran.status]).toEqual(['', status]);
});

test('cat prints files and standard input, one after the other', async () => {
  const files = { '/home/pi/a': 'A\n', '/home/pi/b': 'B\n' };
  expect(await run(['cat', 'a', '-', 'b'], { files, stdin: 'in\n' })).toEqual({
    out: 'A\nin\nB\n',
    err: '',
    status: 0,
  });
  expect((await run(['cat'], { stdin: 'only this' })).out).toBe('only this');
});

test('cat goes on after what it cannot print, and has status 1', async () => {
  const { out, err, status } = await run(['cat', 'nothing', 'docs', '/root/x', '/etc/hostname']);
  expect(out).toBe('rpi-broker\n');
  expect(err).toBe(
    'cat: nothing: No such file or directory\ncat: docs: Is a directory\ncat: /root/x: Permission denied\n',
  );
  expect(status).toBe(1);
});

test('cat -n numbers lines through all files', async () => {
  const files = { '/home/pi/a': 'one\ntw', '/home/pi/b': 'o\nthree' };
  expect((await run(['cat', '-n', 'a', 'b'], { files })).out).toBe('     1\tone\n     2\ttwo\n     3\tthree');
});

test.each([
  [['/usr/bin/echo', 'a', 'b'], 'a b\n'],
  [['/usr/bin/echo', '-n', 'a'], 'a'],
  [['/usr/bin/echo', '-e', 'a\\tb\\x41\\0101\\n'], 'a\tbAA\n\n'],
  [['/usr/bin/echo', '-e', 'a\\cb'], 'a'],
  [['/usr/bin/echo', '-nx', '-n'], '-nx -n\n'],
  [['/usr/bin/echo', '\\n'], '\\n\n'],
  [['/usr/bin/echo', '-e', '\\q ä🍓'], '\\q ä🍓\n'],
])('%j prints %j', async (argv, out) => {
  expect(await run(argv)).toEqual({ out, err: '', status: 0 });
});

test.each([
  [['pwd'], '/home/pi\n'],
  [['whoami'], 'pi\n'],
  [['hostname'], 'rpi-broker\n'],
  [['hostname', '-I'], '192.168.1.3\n'],
])('%j says %j', async (argv, out) => {
  expect(await run(argv)).toEqual({ out, err: '', status: 0 });
});

test('true and false are what they say, with any argument', async () => {
  expect((await run(['true', '--x'])).status).toBe(0);
  expect((await run(['false', 'x'])).status).toBe(1);
});

test('hostname cannot be changed', async () => {
  expect(await run(['hostname', 'other'])).toMatchObject({
    err: 'hostname: you must be root to change the host name\n',
    status: 1,
  });
});

test('clear asks for TERM, and empties the screen', async () => {
  expect(await run(['clear'], { env: {} })).toMatchObject({ err: 'TERM environment variable not set.\n', status: 1 });
  expect((await run(['clear'], { env: { TERM: 'xterm' } })).out).toBe('\x1b[H\x1b[2J\x1b[3J');
});

test.each([
  [['sleep', '1'], 1_000],
  [['sleep', '0.5'], 500],
  [['sleep', '1m', '.5s'], 60_500],
  [['sleep', '1h'], 3_600_000],
])('%j takes %i ms', async (argv, ms) => {
  expect((await run(argv, { ms: ms - 1 })).status).toBe(-1);
  expect((await run(argv, { ms })).status).toBe(0);
});

test('ls lists a name a line to a pipe, sorted by byte, without dot files', async () => {
  const files = { '/home/pi/b': '', '/home/pi/A': '', '/home/pi/_c': '', '/home/pi/.hidden': '' };
  expect((await run(['ls'], { files })).out).toBe('A\n_c\nb\ndocs\n');
  expect((await run(['ls', '-A'], { files })).out).toBe('.bashrc\n.hidden\n.profile\nA\n_c\nb\ndocs\n');
  expect((await run(['ls', '-ar'])).out).toBe('docs\n.profile\n.bashrc\n..\n.\n');
});

test('ls -l shows mode, owner, size, time and where links lead', async () => {
  const { out } = await run(['ls', '-l', '/home/pi', '/tmp', '/bin'], { files: { '/home/pi/x': 'x'.repeat(12) } });
  expect(out).toBe(
    'lrwxrwxrwx 1 root root 7 Nov 22 10:39 /bin -> usr/bin\n\n' +
      '/home/pi:\ntotal 8\ndrwxr-xr-x 2 pi pi 4096 Nov 22 10:39 docs\n-rw-r--r-- 1 pi pi   12 Nov 22 10:39 x\n\n' +
      '/tmp:\ntotal 0\n',
  );
  expect((await run(['ls', '-ld', '/tmp'])).out).toBe('drwxrwxrwt 2 root root 4096 Nov 22 10:39 /tmp\n');
});

test('ls -lh rounds sizes up', async () => {
  const files = { '/home/pi/x': 'x'.repeat(1_537), '/home/pi/y': 'y'.repeat(20_481) };
  const { out } = await run(['ls', '-lh', 'x', 'y'], { files });
  expect(out).toBe('-rw-r--r-- 1 pi pi 1.6K Nov 22 10:39 x\n-rw-r--r-- 1 pi pi  21K Nov 22 10:39 y\n');
});

test('ls names what it cannot list, lists the rest, and has status 2', async () => {
  const { out, err, status } = await run(['ls', 'nothing', '/root', '/etc/hostname']);
  expect(err).toBe(
    "ls: cannot access 'nothing': No such file or directory\nls: cannot open directory '/root': Permission denied\n",
  );
  // A blank line comes before the directories, though the only one cannot be read.
  expect([out, status]).toEqual(['/etc/hostname\n\n', 2]);
});

test('ls on a terminal fills columns downwards, quotes what needs it, and colours when asked', async () => {
  const lab = machines();
  for (const name of ['alpha', 'b c', 'delta-delta', 'eps', '日本'])
    lab.pi.files.writeFile(`/home/pi/dir-${name}/x`.replace('/x', ''), '');
  lab.pi.files.makeDirectory('/home/pi/dir');
  const window = lab.pi.openTerminal({
    session: 1,
    by: 'learner',
    columns: 40,
    shell: { run: '/usr/bin/ls', argv: ['ls', '--color=auto'] },
  });
  let screen = '';
  window.output = (output) => (screen += output);
  await lab.clock.settle();
  const lines = screen.split('\r\n').slice(1, -3);
  expect(lines).toEqual([
    ` \x1b[0m\x1b[01;34mdir\x1b[0m        'dir-b c'          dir-eps`,
    ' dir-alpha   dir-delta-delta   dir-日本',
  ]);
});

test('ps shows the own terminal, ps -ef everything', async () => {
  const all = await run(['ps', '-ef']);
  expect(all.out.split('\n')[0]).toBe('UID          PID    PPID  C STIME TTY          TIME CMD');
  expect(all.out).toContain('root           1       0  0 10:39 ?        00:00:00 /sbin/init\n');
  expect(all.out).toContain('/usr/sbin/sshd -D');
  expect((await run(['ps'])).out).not.toContain('init');
  expect((await run(['ps', '-z'])).status).toBe(1);
});

test('kill sends signals by name and number, and says whom it could not reach', async () => {
  expect(await run(['kill', '-9', '31000'])).toMatchObject({ err: 'kill: (31000): No such process\n', status: 1 });
  expect(await run(['kill', '-TERM', '1'])).toMatchObject({ err: 'kill: (1): Operation not permitted\n', status: 1 });
  expect((await run(['kill', '-NONSENSE', '1'])).err).toMatch(/^kill: invalid argument N\n\nUsage: kill/);
  expect((await run(['kill', '-s', 'NONSENSE', '1'])).err).toBe('kill: unknown signal name NONSENSE\n');
  expect((await run(['kill', 'x'])).err).toBe("kill: failed to parse argument: 'x'\n");
  expect((await run(['kill', '-l'])).out).toContain('HUP INT QUIT ILL');
});

test('a copied command is the same command; a text file is none', async () => {
  const lab = machines();
  lab.pi.files.writeFile('/home/pi/copy', lab.pi.files.readFile('/usr/bin/whoami'), { mode: 0o755 });
  lab.pi.files.writeFile('/home/pi/script', '#!/usr/bin/cat\nthe script itself\n', { mode: 0o755 });
  lab.pi.files.writeFile('/home/pi/text', 'echo hi\n', { mode: 0o755 });
  lab.pi.files.writeFile('/home/pi/plain', 'echo hi\n', { mode: 0o644 });
  const copy = lab.pi.spawn({ run: '/home/pi/copy', argv: ['copy'], user: 'pi' });
  const script = lab.pi.spawn({ run: '/home/pi/script', argv: ['script'], user: 'pi' });
  await lab.clock.settle();
  expect(printed(lab.events, 'copy')).toBe('pi\n');
  expect(printed(lab.events, 'cat')).toBe('#!/usr/bin/cat\nthe script itself\n');
  expect([(await copy.exited).status, (await script.exited).status]).toEqual([0, 0]);
  const errors = ['text', 'plain', 'nothing', ''].map((name) => {
    try {
      return lab.pi.spawn({ run: `/home/pi/${name}`, argv: [name], user: 'pi' });
    } catch (error) {
      return (error as { code: string }).code;
    }
  });
  expect(errors).toEqual(['ENOEXEC', 'EACCES', 'ENOENT', 'EACCES']);
});
