/** `python3` on a Pi: a few programs in threads, one after the other in one lab. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TestLab } from '../kit/lab.ts';
import { programThreads } from '../kit/program-threads.ts';
import { printed, pythonLab, PUB, write } from '../kit/python.ts';

const threads = programThreads();
let lab: TestLab;
beforeAll(async () => {
  lab = await pythonLab(threads);
  // Python is begun once; what follows begins from its memory.
  await lab.type(PUB, "python3 -c ''");
}, 60_000);
afterAll(() => {
  lab.lab.end();
  expect(threads.running).toBe(0);
});

/** Types a line and returns what it printed. */
async function type(line: string): Promise<string> {
  await lab.type(PUB, line);
  return printed(lab, line);
}

/** Runs a program and returns what it printed. */
async function run(program: string, rest = '; echo $?'): Promise<string> {
  await write(lab, 'program.py', program);
  return type(`python3 program.py${rest}`);
}

describe('a program', () => {
  it('has arguments, the name of its file, and an exit status', async () => {
    expect(await run('import sys\nprint(sys.argv, __file__)\nsys.exit(3)', ' a "b c"; echo $?')).toBe(
      "['program.py', 'a', 'b c'] /home/pi/program.py\n3\n",
    );
  });

  it('prints in the order in which it writes, to standard output and standard error', async () => {
    expect(await run('import sys\nfor n in range(3):\n print(n)\n print(-n, file=sys.stderr)')).toBe(
      '0\n0\n1\n-1\n2\n-2\n0\n',
    );
  });

  it('that nobody catches an error of has a traceback with its own lines alone, and status 1', async () => {
    expect(await run('def deep():\n    open("nothing")\n\ndeep()')).toBe(
      [
        'Traceback (most recent call last):',
        '  File "/home/pi/program.py", line 4, in <module>',
        '    deep()',
        '    ~~~~^^',
        '  File "/home/pi/program.py", line 2, in deep',
        '    open("nothing")',
        '    ~~~~^^^^^^^^^^^',
        "FileNotFoundError: [Errno 2] No such file or directory: 'nothing'",
        '1',
        '',
      ].join('\n'),
    );
  });

  it('of Python 2 is told what print has become', async () => {
    expect(await run('print "hello"')).toBe(
      [
        '  File "/home/pi/program.py", line 1',
        '    print "hello"',
        '    ^^^^^^^^^^^^^',
        "SyntaxError: Missing parentheses in call to 'print'. Did you mean print(...)?",
        '1',
        '',
      ].join('\n'),
    );
  });

  it('reads lines of its standard input, and hears of its end', async () => {
    await write(lab, 'program.py', 'print(input("? "))\nprint(input())\nprint(input())');
    const text = await type("printf 'one\\ntwo\\n' | python3 program.py");
    expect(text).toContain('EOFError: EOF when reading a line\n');
    expect(text).toMatch(/^\? one\ntwo\n/);
  });

  it('that sleeps is interrupted by Ctrl-C, and may clean up', async () => {
    await write(lab, 'program.py', 'import time\ntry:\n    time.sleep(60)\nfinally:\n    print("cleaned up")');
    await type('python3 program.py');
    await lab.keys(PUB, '\x03');
    expect(printed(lab, 'python3 program.py')).toBe(
      '^Ccleaned up\nTraceback (most recent call last):\n  File "/home/pi/program.py", line 3, in <module>\n' +
        '    time.sleep(60)\n    ~~~~~~~~~~^^^^\nKeyboardInterrupt\n\n',
    );
    expect(await type('echo $?')).toBe('130\n');
  });

  it('that computes without end is killed when Ctrl-C cannot reach it', async () => {
    await run('while True:\n    pass', '');
    await lab.keys(PUB, '\x03');
    await lab.clock.advance(1_000);
    expect(printed(lab, 'python3 program.py')).toContain('Killed\n');
    expect(await type('echo $?')).toBe('137\n');
  });

  it('to a pipe keeps what it prints until 8 kB have gathered; with -u it does not', async () => {
    await write(lab, 'program.py', 'import time\nprint("now")\ntime.sleep(5)');
    expect(await type('python3 program.py | cat')).toBe('');
    await lab.clock.advance(5_000);
    expect(printed(lab, 'python3 program.py | cat')).toBe('now\n');
    expect(await type('python3 -u program.py | cat')).toBe('now\n');
    await lab.clock.advance(5_000);
  });

  it('whose reader has gone is told so', async () => {
    await run('for n in range(100_000):\n    print(n)', ' | head -n 1');
    expect(printed(lab, 'python3 program.py | head -n 1')).toContain('BrokenPipeError: [Errno 32] Broken pipe\n');
  });

  it('takes the time from the lab’s clock', async () => {
    await write(lab, 'program.py', 'import time\nt = time.time()\ntime.sleep(90)\nprint(time.time() - t)');
    await type('python3 program.py');
    await lab.clock.advance(90_000);
    expect(printed(lab, 'python3 program.py')).toBe('90.0\n');
  });
});

describe('the Pi', () => {
  it('has the files that a program writes, at once, with its rights', async () => {
    const program = [
      'import os, pathlib',
      'pathlib.Path("note").write_text("kept\\n")',
      'os.chmod("note", 0o600)',
      'os.mkdir("folder"); os.rename("note", "folder/note")',
      'try:',
      '    open("/etc/hostname", "w")',
      'except OSError as error:',
      '    print(error.errno, error.strerror, type(error).__name__)',
    ].join('\n');
    expect(await run(program)).toBe('13 Permission denied PermissionError\n0\n');
    expect(await type('ls -l folder | cut -c 1-10; cat folder/note; rm -r folder')).toBe('total 4\n-rw-------\nkept\n');
  });

  it('answers on its bus, and says so in Linux’s words when nobody does', async () => {
    const program = [
      'import smbus',
      'bus = smbus.SMBus(1)',
      'print(bus.read_word_data(0x48, 2) & 0xff)',
      'try:',
      '    bus.read_byte(0x20)',
      'except OSError as error:',
      '    print(error)',
      'try:',
      '    smbus.SMBus(7)',
      'except OSError as error:',
      '    print(error)',
    ].join('\n');
    expect(await run(program)).toBe(
      "75\n[Errno 121] Remote I/O error\n[Errno 2] No such file or directory: '/dev/i2c-7'\n0\n",
    );
  });

  it('has pins that a program drives, and lamps that blink beside it', async () => {
    const program = [
      'import time',
      'from gpiozero import LED',
      'led = LED(17)',
      'led.blink(1, 1)',
      'for _ in range(3):',
      '    time.sleep(0.5); print(led.is_lit); time.sleep(0.5)',
    ].join('\n');
    await write(lab, 'program.py', program);
    await type('python3 program.py');
    await lab.clock.advance(4_000);
    expect(printed(lab, 'python3 program.py')).toBe('True\nFalse\nTrue\n');
  });

  it('says in words what its Python does not have', async () => {
    const program = [
      'import os, socket, threading',
      'for what in (lambda: os.system("ls"), socket.socket, threading.Thread(target=print).start):',
      '    try:',
      '        what()',
      '    except Exception as error:',
      '        print(type(error).__name__, str(error)[:41])',
    ].join('\n');
    expect(await run(program)).toBe(
      'OSError this Python runs in a worker of its own a\n' +
        'OSError this Python has no sockets of its own: wh\n' +
        "RuntimeError can't start new thread: this Python runs \n0\n",
    );
  });
});

describe('python3 alone', () => {
  it('asks, line by line, until Ctrl-D', async () => {
    await lab.type(PUB, 'python3');
    await lab.type(PUB, '6 * 7');
    await lab.type(PUB, 'for n in range(2):');
    await lab.type(PUB, '    n');
    await lab.type(PUB, '');
    await lab.type(PUB, '1 / 0');
    await lab.keys(PUB, '\x04');
    const text = lab.screen(PUB).split('credits" or "license" for more information.\n').at(-1);
    expect(text).toBe(
      '>>> 6 * 7\n42\n>>> for n in range(2):\n...     n\n... \n0\n1\n>>> 1 / 0\nTraceback (most recent call last):\n' +
        '  File "<stdin>", line 1, in <module>\nZeroDivisionError: division by zero\n>>> \npi@rpi-pub:~ $ ',
    );
  });

  it.each([
    ['python3 -V', /^Python 3\.14\.\d+\n$/],
    ['python3 -Z', /^Unknown option: -Z\nusage: python3 \[option\]/],
    ['python3 -c', /^Argument expected for the -c option\n/],
    [
      'python3 nothing.py; echo $?',
      /^python3: can't open file '\/home\/pi\/nothing\.py': \[Errno 2\] No such file.*\n2\n$/s,
    ],
    ['echo "print(5)" | python3', /^5\n$/],
    ['echo "print(__name__)" | python3 - x', /^__main__\n$/],
    ['python3 -m json.tool <<< "[1]"', /^\[\n {4}1\n\]\n$/],
  ])('%s', async (line, expected) => {
    expect(await type(line)).toMatch(expected);
  });
});
