import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { manualCommands } from '#runtime/lab/manual.ts';
import { programs } from '#runtime/lab/programs.ts';
import { standardCommands } from '#runtime/pi/commands/index.ts';
import { namesOf } from '#runtime/pi/commands/catalogue.ts';
import { german } from '#runtime/pi/manual/de/index.ts';
import { manualLibrary } from '#runtime/pi/manual/library.ts';
import type { ManualPage } from '#runtime/pi/manual/page.ts';
import { bashPage } from '#runtime/pi/manual/pages/bash.ts';
import { mosquittoConfPage } from '#runtime/pi/manual/pages/mosquitto-conf.ts';
import { mqttPage } from '#runtime/pi/manual/pages/mqtt.ts';
import { renderPage } from '#runtime/pi/manual/render.ts';
import { withoutStrikes } from '#runtime/pi/manual/styled-text.ts';
import { translated } from '#runtime/pi/manual/translate.ts';
import { wholeBash } from '#runtime/pi/shell/whole-bash.ts';
import type { Command } from '#runtime/pi/system.ts';
import { present } from '#runtime/pi/late.ts';
import { machines, printed } from './machine.ts';

/** Not among the standard ones. */
const others: readonly Command[] = [
  wholeBash(),
  ...programs,
  ...manualCommands({ commands: () => allCommands, german: present(german) }),
];
/** Every command of a lab's Pi. */
const allCommands: readonly Command[] = [...standardCommands, ...others];

const library = manualLibrary({
  commands: () => allCommands,
  pages: [bashPage, mosquittoConfPage, mqttPage],
  german: present(german),
});

/** What one call prints, and its status; as user pi, without a shell. */
const call = async (name: string, ...args: string[]) => {
  const { pi, clock, events, faults } = machines({ commands: others });
  const path = allCommands.find((command) => command.name === name)?.paths[0] ?? '';
  const { exited } = pi.spawn({ run: path, argv: [name, ...args], user: 'pi', by: 'learner' });
  await clock.advance(1_000);
  const status = await Promise.race([exited.then((exit) => exit.status), clock.settle().then(() => undefined)]);
  if (faults.length > 0) throw faults[0];
  return { status, out: printed(events, name, 'stdout'), err: printed(events, name, 'stderr') };
};

/** Whose real one has no --help, and what it makes of the word instead. */
const WITHOUT_HELP: Readonly<Record<string, string>> = {
  clear: 'ncurses has a usage message only',
  ssh: 'OpenSSH has a usage message only, status 255',
  scp: 'OpenSSH has a usage message only',
  reset: 'ncurses has a usage message only',
  test: 'a text that is not empty is true',
  ...Object.fromEntries(
    ['i2cdetect', 'i2cdump', 'i2cget', 'i2cset', 'i2ctransfer'].map((name) => [
      name,
      'i2c-tools has a usage message only',
    ]),
  ),
  pinctrl: 'it is "pinctrl help" or -h',
};

/** Who takes a word like --nonsense for what it is to work on. */
const TAKES_ANY_WORD: Readonly<Record<string, string>> = {
  echo: 'prints it',
  true: 'does nothing with any word',
  false: 'does nothing with any word',
  test: 'a text that is not empty is true',
  expr: 'a value',
  printf: 'a format',
  xxd: 'looks at the first letters of an option only',
};

/** Status after an option that there is none of, where it is not 1; as the real ones have it. */
const STATUS: Readonly<Record<string, number>> = {
  '[': 2,
  apt: 100,
  'apt-get': 100,
  awk: 2,
  bash: 2,
  curl: 2,
  diff: 2,
  dpkg: 2,
  cmp: 2,
  egrep: 2,
  env: 125,
  fgrep: 2,
  grep: 2,
  ip: 255,
  jq: 2,
  less: 0,
  ls: 2,
  mawk: 2,
  mosquitto: 3,
  nice: 125,
  nohup: 125,
  pgrep: 2,
  ping: 2,
  pip: 2,
  pip3: 2,
  pkill: 2,
  printenv: 2,
  sort: 2,
  ss: 255,
  ssh: 255,
  stdbuf: 125,
  timeout: 125,
  tput: 2,
  tty: 2,
  wget: 2,
};

const LONGEST_SENTENCE = 32;

const sentencesOf = (page: ManualPage): string[] =>
  [...page.description, ...(page.differences ?? []), ...(page.sections ?? []).flatMap(([, paragraphs]) => paragraphs)]
    .filter((paragraph) => !paragraph.startsWith('  '))
    .flatMap((paragraph) => paragraph.split(/(?<=[.!?:;])\s+/));

describe.each(allCommands.map(({ name }) => name))('the manual page of %s', (name) => {
  const find = async (): Promise<ManualPage> => {
    const [page] = await library.find(name);
    if (page === undefined) throw new Error(`there is no manual page of ${name}`);
    return page;
  };

  test('is there, in short sentences', async () => {
    const page = await find();
    expect(page.summary).not.toMatch(/[.\n]$/);
    expect(page.synopsis.length).toBeGreaterThan(0);
    const tooLong = sentencesOf(page).filter((sentence) => sentence.split(/\s+/).length > LONGEST_SENTENCE);
    expect(tooLong).toEqual([]);
    for (const [option, text] of page.options ?? []) expect([option, text.trim()]).not.toEqual([option, '']);
  });

  test('has a German one with the same options, examples and exit statuses', async () => {
    const page = await find();
    const words = await library.german(name);
    expect(words, `no German page of ${name} in runtime/pi/manual/de`).toBeDefined();
    if (words === undefined) return;
    const whole = translated(page, words);
    expect(whole.summary).not.toMatch(/[.\n]$/);
    expect(whole.summary).not.toBe(page.summary);
    expect(whole.description.length).toBeGreaterThan(0);
    expect(whole.options?.filter(([, text]) => text.trim() === '') ?? []).toEqual([]);
    expect(whole.sections?.length ?? 0).toBe(page.sections?.length ?? 0);
    expect(whole.differences?.length ?? 0).toBe(page.differences?.length ?? 0);
  });

  test('fits into 60 columns, but for what stands as it is', async () => {
    const page = await find();
    const asItStands = (page.sections ?? []).flatMap(([, texts]) => texts).filter((text) => text.startsWith('  '));
    const fixed = [
      ...asItStands.flatMap((text) => text.split('\n')),
      ...(page.examples ?? []).map(([line]) => line),
      ...(page.options ?? []).map(([names]) => names),
    ].flatMap((text) => [text, withoutMarks(text)]);
    const lines = withoutStrikes(renderPage(page, 'en', 60)).split('\n');
    const wide = lines.filter((line) => line.length > 60 && !fixed.some((text) => text.includes(line.trim())));
    expect(wide.filter((line) => line.trim().includes(' '))).toEqual([]);
  });

  if (!(name in WITHOUT_HELP)) {
    test('is what --help is made of: usage, status 0', async () => {
      const { status, out, err } = await call(name, '--help');
      expect({ status, err }).toEqual({ status: STATUS_OF_HELP[name] ?? 0, err: '' });
      expect(out).toMatch(/usage|\[OPTION\]|mosquitto|KEYS|^help:/i);
    });
  }

  if (!(name in TAKES_ANY_WORD)) {
    test('knows no option --nonsense: the command refuses it', async () => {
      const { status, out, err } = await call(name, '--nonsense');
      // These two say on standard output what is wrong.
      const said = name === 'mosquitto_passwd' || name === 'pinctrl' ? out : err;
      expect({ status, silent: said === '' }).toEqual({ status: STATUS[name] ?? 1, silent: false });
    });
  }
});

/** Mosquitto's own: what asks for help ends with the status of a mistake; and false is always false. */
const STATUS_OF_HELP: Readonly<Record<string, number>> = {
  mosquitto: 3,
  mosquitto_passwd: 1,
  mosquitto_pub: 1,
  mosquitto_sub: 1,
  mosquitto_rr: 1,
  false: 1,
};

const withoutMarks = (text: string): string => text.replace(/[*_]/g, '');

describe('the manual', () => {
  test('has pages of files and protocols, in German too', async () => {
    for (const page of [mosquittoConfPage, mqttPage, bashPage]) {
      const words = await library.german(page.name);
      expect(words).toBeDefined();
      if (words !== undefined) expect(translated(page, words).summary).not.toBe(page.summary);
    }
  });

  test('lists every command that there is', async () => {
    const names = new Set((await library.all()).map(({ name }) => name));
    expect([...namesOf('screen'), ...namesOf('system')].filter((name) => !names.has(name))).toEqual([]);
  });

  test('has every German file of its folder in the one piece', async () => {
    const folder = new URL('../../runtime/pi/manual/de/', import.meta.url);
    const files = readdirSync(folder).filter((name) => name !== 'index.ts' && !name.endsWith('-long.ts'));
    for (const file of files) {
      const exported = Object.values((await import(new URL(file, folder).href)) as Record<string, object>);
      // A file may export the words that its pages are made of, too.
      const pages = exported.filter((each) => Object.values(each).every((page: object) => 'summary' in Object(page)));
      expect(pages).not.toEqual([]);
      expect([file, pages.flatMap((page) => Object.keys(page)).filter((name) => !(name in german))]).toEqual([
        file,
        [],
      ]);
    }
  });

  test('a translation with more options than the page is refused', () => {
    expect(() => translated(mqttPage, { summary: 'x', description: [], options: ['eine'] })).toThrow(
      /mqtt: 0 options in English, 1/,
    );
  });

  test('the German page has German headings', () => {
    const words = german['mosquitto_sub'];
    const [page] = allCommands.flatMap(({ name, page }) =>
      name === 'mosquitto_sub' && page !== undefined ? [page] : [],
    );
    if (page === undefined || words === undefined) throw new Error('mosquitto_sub has no page');
    const text = withoutStrikes(renderPage(translated(page, words), 'de', 80));
    const headings = text.split('\n').filter((line) => /^[A-ZÄÖÜ ]+$/.test(line));
    expect(headings).toEqual([
      'NAME',
      'ÜBERSICHT',
      'BESCHREIBUNG',
      'OPTIONEN',
      'RÜCKGABEWERT',
      'BEISPIELE',
      'UNTERSCHIEDE',
      'SIEHE AUCH',
    ]);
  });
});
