import { describe, expect, it } from 'vitest';
import { type ConfigValues, type LogDestination, defaultValues } from '#runtime/config/values.ts';
import type { Files, OpenFile, SyslogEntry } from '#runtime/pi/process.ts';
import { MosquittoLog } from '#runtime/programs/mosquitto-log.ts';
import { SystemError } from '#runtime/ports.ts';
import { FakeProcess } from '../kit/fake-process.ts';

/** Files that are what they are called: a name can be given to another one, and the open one stays. */
class Shelf {
  readonly files = new Map<string, { text: string; readonly mode: number }>();
  open = 0;

  readonly append = async (path: string, mode: number): Promise<OpenFile> => {
    if (path.startsWith('/nowhere/')) throw new SystemError('ENOENT', path);
    const file = this.files.get(path) ?? { text: '', mode };
    this.files.set(path, file);
    this.open++;
    return {
      write: async (data) => void (file.text += typeof data === 'string' ? data : new TextDecoder().decode(data)),
      close: async () => void this.open--,
    };
  };
}

class LoggingProcess extends FakeProcess {
  readonly shelf = new Shelf();
  readonly said: SyslogEntry[] = [];
  override readonly files: Files;
  syslog?: (entry: SyslogEntry) => void;

  constructor(hasSyslog = true) {
    super(['mosquitto'], { env: { TZ: 'UTC' } });
    const unused = (): never => {
      throw new Error('the log opens files, and nothing else');
    };
    this.files = {
      read: unused,
      write: unused,
      remove: unused,
      rename: unused,
      list: unused,
      append: this.shelf.append,
    };
    if (hasSyslog) this.syslog = (entry) => this.said.push(entry);
  }
}

const A_LOG: LogDestination = { kind: 'file', path: '/var/log/a.log' };

async function logging(
  values: Partial<ConfigValues>,
  process = new LoggingProcess(),
): Promise<{ process: LoggingProcess; log: MosquittoLog }> {
  const log = new MosquittoLog(process);
  const configured = log.configure({ ...defaultValues(), ...values });
  await process.settle();
  await configured;
  return { process, log };
}

/** Without the time, which stands still. */
const untimed = (text: string): string => text.replace(/^1795343940: /gm, '');

describe('the log of mosquitto', () => {
  it('goes to standard error with the seconds since 1970 unless told otherwise', async () => {
    const { process, log } = await logging({});
    log.say('notice', 'hallo');
    await process.settle();
    expect(process.stderr.text).toBe('1795343940: hallo\n');
  });

  it('says without -v and log_type nothing of debug, subscribe and unsubscribe', async () => {
    const { process, log } = await logging({});
    for (const type of ['error', 'warning', 'notice', 'info', 'debug', 'subscribe', 'unsubscribe'] as const) {
      log.say(type, type);
    }
    await process.settle();
    expect(untimed(process.stderr.text)).toBe('error\nwarning\nnotice\ninfo\n');
  });

  it('goes to several places at once', async () => {
    const { process, log } = await logging({ log_dest: [{ kind: 'stdout' }, A_LOG, { kind: 'stderr' }] });
    log.say('error', 'hallo');
    await process.settle();
    const file = process.shelf.files.get('/var/log/a.log');
    expect([process.stdout.text, process.stderr.text, file?.text].map((text) => untimed(text ?? ''))).toEqual([
      'hallo\n',
      'hallo\n',
      'hallo\n',
    ]);
  });

  it('goes nowhere, and needs nothing put into words, with log_dest none', async () => {
    const { process, log } = await logging({ log_dest: [] });
    log.say('error', 'hallo');
    await process.settle();
    expect([process.stdout.text, process.stderr.text, log.isSilent, log.types]).toEqual(['', '', true, []]);
  });

  it('makes a file that its owner alone can read', async () => {
    const { process } = await logging({ log_dest: [A_LOG] });
    expect(process.shelf.files.get('/var/log/a.log')).toEqual({ text: '', mode: 0o600 });
  });

  it('goes on writing to a file that was moved away, until it is opened anew', async () => {
    const { process, log } = await logging({ log_dest: [A_LOG] });
    const { files } = process.shelf;
    const moved = files.get('/var/log/a.log');
    files.delete('/var/log/a.log');
    log.say('info', 'one');
    await process.settle();
    const reopened = log.reopen();
    log.say('info', 'two');
    await process.settle();
    await reopened;
    log.say('info', 'three');
    await process.settle();
    const [old = '', fresh = ''] = [moved?.text ?? '', files.get('/var/log/a.log')?.text ?? ''].map(untimed);
    expect(old + fresh).toBe('one\ntwo\nthree\n');
    expect([old.startsWith('one\n'), fresh.endsWith('three\n')]).toEqual([true, true]);
    expect(process.shelf.open).toBe(1);
  });

  it('says on standard error that its file cannot be opened, and then errors alone', async () => {
    const { process, log } = await logging({
      log_dest: [{ kind: 'file', path: '/nowhere/a.log' }],
      log_type: ['info'],
    });
    log.say('info', 'unheard');
    log.say('error', 'heard');
    await process.settle();
    expect(untimed(process.stderr.text)).toBe('Error: Unable to open log file /nowhere/a.log for writing.\nheard\n');
  });

  it('tells syslog who speaks, of what kind it is, and by which facility', async () => {
    const { process, log } = await logging({ log_dest: [{ kind: 'syslog' }], log_facility: 5 });
    log.say('error', 'one');
    log.say('notice', 'two');
    expect(process.said).toEqual([
      { name: 'mosquitto', facility: 'local5', severity: 'err', text: '1795343940: one' },
      { name: 'mosquitto', facility: 'local5', severity: 'notice', text: '1795343940: two' },
    ]);
    await process.settle();
    expect(process.stderr.text).toBe('');
  });

  it('is the daemon’s to syslog without log_facility', async () => {
    const { process, log } = await logging({ log_dest: [{ kind: 'syslog' }] });
    log.say('info', 'one');
    expect(process.said).toMatchObject([{ facility: 'daemon' }]);
  });

  it.each([
    ['standard error instead', [{ kind: 'syslog' }], 'one\n'],
    ['the other places alone', [{ kind: 'syslog' }, { kind: 'stdout' }], ''],
  ] as const)('says that there is no syslog, and goes to %s', async (_where, log_dest, onStderr) => {
    const { process, log } = await logging({ log_dest }, new LoggingProcess(false));
    log.say('info', 'one');
    await process.settle();
    const all = untimed(process.stderr.text + process.stdout.text);
    expect(all).toMatch(/^Warning: log_dest syslog: there is no system log within reach here\./);
    expect(all.endsWith('one\n')).toBe(true);
    expect(untimed(process.stderr.text).endsWith(onStderr)).toBe(true);
  });

  it('is published once somebody publishes it', async () => {
    const published: string[] = [];
    const { log } = await logging({ log_dest: [{ kind: 'topic' }] });
    log.say('info', 'too early');
    log.publishBy((type, line) => published.push(`${type} ${line}`));
    log.say('subscribe', 'unasked for');
    log.say('notice', 'hallo');
    expect(published).toEqual(['notice 1795343940: hallo']);
  });

  it.each([
    ['%Y-%m-%dT%H:%M:%S', true, '2026-11-22T10:39:00: hallo\n'],
    ['%d %% %Q', true, '22 % %Q: hallo\n'],
    ['%Y', false, 'hallo\n'],
  ])('writes the time as %s, log_timestamp %s', async (log_timestamp_format, log_timestamp, line) => {
    const { process, log } = await logging({ log_timestamp_format, log_timestamp });
    log.say('info', 'hallo');
    await process.settle();
    expect(process.stderr.text).toBe(line);
  });

  it('leaves out, and counts, what nobody reads in time', async () => {
    const { process, log } = await logging({});
    let open = (): void => undefined;
    process.stderr.gate = new Promise((resolve) => (open = resolve));
    log.say('info', 'first');
    await process.settle();
    const long = 'x'.repeat(1024 * 1024);
    for (let count = 0; count < 7; count++) log.say('info', long);
    open();
    process.stderr.gate = undefined;
    await process.settle();
    const lines = untimed(process.stderr.text)
      .split('\n')
      .map((line) => line.slice(0, 100));
    expect([lines[0], lines.filter((line) => line.startsWith('xxx')).length, lines.at(-2)]).toEqual([
      'first',
      4,
      'Warning: 3 lines are missing here: the log was not read as fast as it was written.',
    ]);
  });

  it('loses its lines, and nothing else, when nobody can write them', async () => {
    const { process, log } = await logging({ log_dest: [{ kind: 'stderr' }, { kind: 'stdout' }] });
    process.stderr.failure = 'EPIPE';
    log.say('info', 'one');
    await process.settle();
    expect(untimed(process.stdout.text)).toBe('one\n');
  });
});
