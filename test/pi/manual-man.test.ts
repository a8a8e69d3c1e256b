import { describe, expect, test } from 'vitest';
import { openShell, runLine } from '../shell/shell-pi.ts';

const lines = async (line: string) => (await runLine(line)).stdout.split('\n');

describe('man to a pipe', () => {
  test('is plain text, 78 columns wide, with a head and a foot', async () => {
    const page = await lines('man whoami | cat');
    expect(page[0]).toMatch(/^WHOAMI\(1\) {18,}User Commands {18,}WHOAMI\(1\)$/);
    expect(page[0]).toHaveLength(78);
    expect(page.slice(1, 4)).toEqual(['', 'NAME', '       whoami - print the name of the user you are']);
    expect(page.at(-2)).toMatch(/^Kleber {5,}Simulated Raspberry Pi {5,}WHOAMI\(1\)$/);
    expect(page.join('')).not.toContain('\b');
  });

  test('speaks German with -L de, with MANOPT and with LANG', async () => {
    for (const line of ['man -L de man', 'export MANOPT="-L de"; man man', 'export LANG=de_DE.UTF-8; man man']) {
      const page = await lines(`${line} | cat`);
      expect(page).toContain('BESCHREIBUNG');
      expect(page).toContain('OPTIONEN');
      expect(page).toContain('SIEHE AUCH');
    }
    expect(await lines('export LANG=de_DE.UTF-8; man -L en man | cat')).toContain('DESCRIPTION');
  });

  test('MANWIDTH says the width', async () => {
    const page = await lines('export MANWIDTH=50; man man | cat');
    expect(Math.max(...page.map((line) => line.length))).toBeLessThanOrEqual(52);
    expect(page[0]).toHaveLength(48);
  });

  test('finds pages of sections, of files and protocols, in any case', async () => {
    expect((await lines('man 5 mosquitto.conf | cat'))[0]).toMatch(/^MOSQUITTO\.CONF\(5\) +File Formats/);
    expect((await lines('man mosquitto.conf | cat')).join('\n')).toContain('max_inflight_messages NUMBER');
    expect((await lines('man MQTT | cat'))[0]).toMatch(/^MQTT\(7\)/);
    expect((await lines('man -s 7,8 mqtt | cat'))[0]).toMatch(/^MQTT\(7\)/);
    expect((await lines('man bash | cat'))[0]).toMatch(/^BASH\(1\)/);
  });

  test('several names give several pages', async () => {
    const page = await lines('man whoami mqtt | cat');
    expect(page.filter((line) => /^\w+\(\d\)/.test(line)).map((line) => line.slice(0, 6))).toEqual([
      'WHOAMI',
      'MQTT(7',
    ]);
  });
});

describe('what man complains of', () => {
  test('a page that is not there is status 16', async () => {
    expect(await runLine('man nonexist')).toEqual({ stdout: '', stderr: 'No manual entry for nonexist\n', status: 16 });
    expect(await runLine('man 5 whoami')).toEqual({
      stdout: '',
      stderr: 'No manual entry for whoami in section 5\n',
      status: 16,
    });
  });

  test('no name at all, or only a section', async () => {
    expect(await runLine('man')).toEqual({
      stdout: '',
      stderr: "What manual page do you want?\nFor example, try 'man man'.\n",
      status: 1,
    });
    expect((await runLine('man 3')).stderr).toBe(
      "No manual entry for 3\n(Alternatively, what manual page do you want from section 3?)\nFor example, try 'man man'.\n",
    );
  });

  test('an option that is none, or lacks its value', async () => {
    expect(await runLine('man -z')).toEqual({
      stdout: '',
      stderr: "man: invalid option -- 'z'\nTry 'man --help' or 'man --usage' for more information.\n",
      status: 1,
    });
    expect((await runLine('man -L')).stderr).toContain("man: option requires an argument -- 'L'\n");
  });
});

describe('whatis and apropos', () => {
  test('whatis and man -f print one line about a name', async () => {
    const line = 'whoami (1)           - print the name of the user you are\n';
    expect(await runLine('whatis whoami')).toEqual({ stdout: line, stderr: '', status: 0 });
    expect(await runLine('man -f whoami')).toEqual({ stdout: line, stderr: '', status: 0 });
    expect(await runLine('whatis nonexist whoami')).toEqual({
      stdout: line,
      stderr: 'nonexist: nothing appropriate.\n',
      status: 16,
    });
    expect(await runLine('whatis')).toEqual({ stdout: 'whatis what?\n', stderr: '', status: 1 });
  });

  test('apropos and man -k look in the descriptions too', async () => {
    const { stdout, status } = await runLine('man -k broker');
    expect(status).toBe(0);
    expect(stdout).toContain('mosquitto.conf (5)   - the configuration of the broker mosquitto\n');
    expect(await runLine('apropos broker')).toEqual({ stdout, stderr: '', status });
    expect((await runLine('apropos -a broker configuration')).stdout).toBe(
      'mosquitto.conf (5)   - the configuration of the broker mosquitto\n',
    );
    expect(await runLine('apropos zzzz')).toEqual({ stdout: '', stderr: 'zzzz: nothing appropriate.\n', status: 16 });
    expect((await runLine("whatis -w 'mosquitto*'")).stdout).toContain('mosquitto.conf (5)');
    expect((await runLine("apropos '['")).status).toBe(1);
  });
});

describe('man on a terminal', () => {
  test('shows the page in less, bold and underlined, and q ends both', async () => {
    const shell = await openShell({ columns: 60, rows: 12 });
    await shell.type('man man\r');
    expect(shell.screen.isAlternate).toBe(true);
    expect(shell.screen.visible[0]).toMatch(/^MAN\(1\) +User Commands +MAN\(1\)$/);
    expect(shell.screen.raw).toContain('\x1b[1mNAME\x1b[m');
    expect(shell.screen.raw).toContain('[\x1b[4mSECTION\x1b[m]');
    expect(shell.screen.lastLine).toBe(' Manual page man(1) line 1 (press h for help or q to quit)');
    await shell.type('q');
    expect(shell.screen.isAlternate).toBe(false);
    expect(shell.running('man')).toEqual([]);
  });

  test('uses PAGER, and says when there is none of that name', async () => {
    const shell = await openShell({ columns: 60, rows: 30 });
    await shell.type('PAGER=cat man whoami\r');
    expect(shell.screen.text).toContain('WHOAMI(1)');
    expect(shell.screen.isAlternate).toBe(false);
    await shell.type('man -P nothing whoami\r');
    expect(shell.screen.text).toContain("man: can't execute nothing: No such file or directory\n");
  });

  test('asks between two pages', async () => {
    const shell = await openShell({ rows: 12 });
    await shell.type('man man whoami\r');
    await shell.type('q');
    expect(shell.screen.lastLine).toBe('--Man-- next: whoami(1) [ view (return) | skip (Ctrl-D) | quit (Ctrl-C) ]');
    await shell.type('\r');
    expect(shell.screen.visible[0]).toMatch(/^WHOAMI/);
    await shell.type('q');
    expect(shell.screen.isAlternate).toBe(false);
  });

  test('^C between two pages leaves', async () => {
    const shell = await openShell({ rows: 12 });
    await shell.type('man man whoami\r');
    await shell.type('q');
    await shell.type('\x03');
    expect(shell.running('man')).toEqual([]);
  });
});
