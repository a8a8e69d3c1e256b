import { describe, expect, test } from 'vitest';
import { openShell, runLine } from '../shell/shell-pi.ts';

describe('top', () => {
  test('shows head and table over the screen, and q leaves', async () => {
    const shell = await openShell();
    await shell.type('top\r');
    const [first, tasks, cpu, memory, swap, , columns] = shell.screen.visible;
    expect(first).toMatch(/^top - 10:39:00 up +\d+ min, +1 user, {2}load average: \d\.\d\d, \d\.\d\d, \d\.\d\d$/);
    expect(tasks).toMatch(/^Tasks: +\d+ total, +\d+ running, +\d+ sleeping, +0 stopped, +0 zombie$/);
    expect(cpu).toMatch(/^%Cpu\(s\): +\d+\.\d us, .* id, {2}0\.0 wa/);
    expect(memory).toMatch(/^MiB Mem : +906\.0 total, +\d+\.\d free, +\d+\.\d used, +\d+\.\d buff\/cache$/);
    expect(swap).toMatch(/^MiB Swap: +0\.0 total/);
    expect(columns).toBe('  PID USER      PR  NI    VIRT    RES    SHR S  %CPU  %MEM     TIME+ COMMAND');
    expect(shell.screen.text).toMatch(/^ *\d+ pi +20 +0 .* R .* top$/m);
    expect(shell.screen.isAlternate).toBe(false);
    await shell.type('q');
    expect(shell.running('top')).toEqual([]);
    expect(shell.screen.lastLine).toContain('$');
  });

  test('renews every three seconds, and orders as it is told', async () => {
    const shell = await openShell();
    await shell.type('top\r');
    await shell.clock.advance(6_000);
    expect(shell.screen.visible[0]).toContain('10:39:06');
    await shell.type('M');
    const memory = shell.screen.visible.slice(7).map((line) => Number(line.slice(37, 44)));
    expect(memory.filter((each) => each > 0).length).toBeGreaterThan(2);
    await shell.type('1');
    expect(shell.screen.visible[5]).toMatch(/^%Cpu3 +:/);
    await shell.type('x');
    expect(shell.screen.text).toContain("Unknown command - try 'h' for help");
    await shell.type('h');
    expect(shell.screen.visible[0]).toBe('Keys of top');
    await shell.type('q');
    expect(shell.screen.visible[0]).toMatch(/^top -/);
    await shell.type('\x03');
    expect(shell.running('top')).toEqual([]);
  });

  test('k sends a signal', async () => {
    const shell = await openShell();
    await shell.type('sleep 1000 &\r');
    const [sleep] = shell.running('sleep');
    await shell.type('top\r');
    await shell.type(`k${sleep?.pid}\r`);
    expect(shell.screen.text).toContain(`Send pid ${sleep?.pid} signal [15/sigterm]`);
    await shell.type('9\r');
    expect(shell.running('sleep')).toEqual([]);
    await shell.type('q');
  });

  test('-b prints tables for a pipe', async () => {
    const { stdout, status } = await runLine('top -b -n 2 -d 0.5');
    expect(status).toBe(0);
    expect(stdout.match(/^top - /gm)).toHaveLength(2);
    expect(stdout).toMatch(/^ +1 root .* init$/m);
    expect(stdout).not.toContain('\x1b');
  });

  test('says what is wrong with its command line', async () => {
    expect((await runLine('top -d x')).stderr).toBe("top: bad delay interval 'x'\n");
    expect((await runLine('top -n x')).stderr).toBe("top: bad iterations argument 'x'\n");
    expect((await runLine('top')).stderr).toBe('top: failed tty get\n');
  });
});

describe('watch', () => {
  test('runs the command again and again on the alternate screen, with a line at the top', async () => {
    const shell = await openShell();
    await shell.type('watch -n 1 date\r');
    expect(shell.screen.isAlternate).toBe(true);
    expect(shell.screen.visible.slice(0, 3)).toEqual([
      'Every 1.0s: date                            rpi-broker: Sun Nov 22 10:39:00 2026',
      '',
      'Sun Nov 22 10:39:00 UTC 2026',
    ]);
    await shell.clock.advance(2_000);
    expect(shell.screen.visible[2]).toBe('Sun Nov 22 10:39:02 UTC 2026');
    await shell.type('\x03');
    expect(shell.screen.isAlternate).toBe(false);
    expect(shell.running('watch')).toEqual([]);
  });

  test('-d marks what changed, -t leaves the line out', async () => {
    const shell = await openShell();
    await shell.type('watch -t -d -n 1 date\r');
    await shell.clock.advance(1_000);
    expect(shell.screen.visible[0]).toBe('Sun Nov 22 10:39:01 UTC 2026');
    expect(shell.screen.raw).toContain('10:39:0\x1b[7m1\x1b[m UTC');
    await shell.type('\x03');
  });

  test('-g leaves when the output changes', async () => {
    const shell = await openShell();
    await shell.type('watch -g -n 1 date\r');
    await shell.clock.advance(1_500);
    expect(shell.running('watch')).toEqual([]);
    expect(shell.screen.isAlternate).toBe(false);
  });

  test('-e waits for a key and leaves when the command fails', async () => {
    const shell = await openShell();
    await shell.type('watch -e false; echo $?\r');
    expect(shell.screen.lastLine).toBe('command exit with a non-zero status, press a key to exit');
    await shell.type('x');
    expect(shell.screen.text).toContain('\n8\n');
  });
});

describe('script', () => {
  test('records a shell until it ends', async () => {
    const shell = await openShell();
    await shell.type('script\r');
    expect(shell.screen.text).toContain("Script started, output log file is 'typescript'.\n");
    await shell.type('echo hello\r');
    await shell.type('exit\r');
    expect(shell.screen.text).toContain('Script done.\n');
    const record = new TextDecoder().decode(shell.pi.files.readFile('/home/pi/typescript'));
    expect(record).toMatch(
      /^Script started on 2026-11-22 10:39:00\+00:00 \[TERM="xterm-256color" TTY="\/dev\/pts\/0" COLUMNS="80" LINES="24"\]\n/,
    );
    expect(record).toContain('hello\r\n');
    expect(record).toContain('\nScript done on 2026-11-22 10:39:00+00:00 [COMMAND_EXIT_CODE="0"]\n');
  });

  test('-c records one command, -q says nothing, -e hands its status on', async () => {
    const { stdout } = await runLine('script -q -c "echo hi; exit 3" -e log; echo $?; cat log');
    expect(stdout).toMatch(
      /^hi\r\n3\nScript started on .* \[COMMAND="echo hi; exit 3" <not executed on terminal>\]\nhi\r\n\nScript done/,
    );
  });

  test('what it records is a terminal', async () => {
    const { stdout } = await runLine('script -q -c tty log');
    expect(stdout).toMatch(/^\/dev\/pts\/\d\r\n$/);
  });
});

describe('stty, tty, tput, reset', () => {
  test('stty shows and changes the settings of the terminal', async () => {
    const shell = await openShell();
    await shell.type('stty size; stty | tail -1; stty -a | grep -o "rows .*;"; tty\r');
    expect(shell.screen.text).toContain('24 80\n-brkint -imaxbel iutf8\n');
    expect(shell.screen.text).toContain('\n/dev/pts/0\n');
    await shell.type('stty cols 100 rows 30; stty size\r');
    expect(shell.screen.text).toContain('\n30 100\n');
  });

  test('stty -echo hides what a program reads, stty sane brings it back', async () => {
    const shell = await openShell();
    await shell.type('stty -echo; cat\r');
    await shell.type('secret\r');
    expect(shell.screen.text.match(/secret/g)).toHaveLength(1);
    await shell.type('\x04');
    await shell.type('stty sane; stty -a | grep -c -- -echo\\ \r');
    expect(shell.screen.lastLine).toContain('$');
  });

  test('stty -g is taken back', async () => {
    const shell = await openShell();
    await shell.type('kept=$(stty -g); stty -isig; stty $kept; stty\r');
    expect(shell.screen.text).not.toContain('-isig\n-');
    expect(shell.screen.text).toContain('speed 38400 baud; line = 0;\n-brkint -imaxbel iutf8\n');
  });

  test('what a terminal line has fixed is refused', async () => {
    const shell = await openShell();
    await shell.type('stty -icrnl\r');
    expect(shell.screen.text).toContain('stty: -icrnl: this terminal line has it fixed\n');
  });

  test('tput cols and lines are those of the window', async () => {
    const shell = await openShell({ columns: 50, rows: 12 });
    await shell.type('tput cols; tput lines; x=$(tput cols); echo $x\r');
    expect(shell.screen.text).toContain('\n50\n12\n50\n');
  });
});

describe('more', () => {
  const opened = async (line: string) => {
    const shell = await openShell({
      columns: 40,
      rows: 6,
      prepare: (pi) =>
        pi.files.writeFile('/home/pi/long', Array.from({ length: 30 }, (_, n) => `line ${n + 1}\n`).join('')),
    });
    await shell.type('clear\r');
    await shell.type(`${line}\r`);
    return shell;
  };

  test('shows a screen, goes on with SPACE and Enter, leaves with q', async () => {
    const { screen, type } = await opened('more long');
    expect(screen.text).toContain('line 1\nline 2\nline 3\nline 4\nline 5\n--More--(15%)');
    await type(' ');
    expect(screen.visible.slice(0, 5)).toEqual(['line 6', 'line 7', 'line 8', 'line 9', 'line 10']);
    await type('\r');
    expect(screen.lastLine).toMatch(/^--More--\(\d+%\)$/);
    expect(screen.text).toContain('line 11');
    await type('q');
    expect(screen.text).not.toContain('line 12');
    expect(screen.lastLine).toContain('$');
  });

  test('searches, and ends by itself at the end', async () => {
    const { screen, type, running } = await opened('more long');
    await type('/line 2.\r');
    expect(screen.text).toContain('...skipping\nline 20');
    await type('  ');
    await type('  ');
    expect(running('more')).toEqual([]);
  });
});
