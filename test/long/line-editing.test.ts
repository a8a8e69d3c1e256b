/**
 * The same keys at the prompt of the real bash, in tmux, and at ours: both screens must show the same,
 * the cursor in the same place.
 */
import { describe, expect, test } from 'vitest';
import { openShell } from '../shell/shell-pi.ts';
import { keysOf, EDITING, HISTORY, SEARCH, EXPANSION, COMPLETION } from './line-editing-keys.ts';
import { RealPrompt } from './real-prompt.ts';
import type { PromptSetting, Shown } from './real-prompt.ts';

const SETTING: PromptSetting = {
  columns: 40,
  rows: 12,
  startUp: [
    "PS1='$ '; unset HISTFILE HISTCONTROL; unalias -a; cd ~; PATH=$HOME/bin",
    'history -c',
    "history -s 'echo first line'; history -s 'cat a/b.txt c.txt'; history -s 'mosquitto_sub -h host -t a/b'",
    "history -s 'echo second'",
  ].join('\n'),
  // prettier-ignore
  files: [
    'bin/mosquitto_pub', 'bin/mosquitto_sub', 'bin/cat', 'alpha.txt', 'alpine.txt', 'beta.txt', 'two words.txt', "it's", 'a,b', 'dir/inner.txt', 'dirt/x', 'x=y', '#hash', '.hidden', 'Küche.txt', 'a$b', 'only/one/',
  ],
};

const ours = async (keys: readonly string[]): Promise<Shown> => {
  const { screen, type, terminal } = await openShell({
    columns: SETTING.columns,
    rows: SETTING.rows,
    prepare: (pi) => {
      pi.files.writeFile('/home/pi/.bash_profile', `${SETTING.startUp}\n`, { owner: 'pi' });
      for (const name of pi.files.list('/home/pi')) if (name !== '.bash_profile') pi.files.unlink(`/home/pi/${name}`);
      for (const name of SETTING.files) {
        const parts = name.replace(/\/$/, '').split('/');
        const folders = name.endsWith('/') ? parts : parts.slice(0, -1);
        for (const index of folders.keys()) {
          const path = `/home/pi/${folders.slice(0, index + 1).join('/')}`;
          if (!pi.files.exists(path)) pi.files.makeDirectory(path, { owner: 'pi' });
        }
        if (!name.endsWith('/'))
          pi.files.writeFile(`/home/pi/${name}`, '', { owner: 'pi', mode: name.startsWith('bin/') ? 0o755 : 0o644 });
      }
    },
  });
  await type('\x0c');
  for (const key of keys) await type(key);
  const shown = {
    lines: Array.from({ length: SETTING.rows }, (_, row) => screen.visible[row] ?? ''),
    cursor: screen.visibleCursor,
  };
  terminal.close();
  return shown;
};

const real = async (keys: readonly string[]): Promise<Shown> => {
  const prompt = await RealPrompt.open(SETTING);
  try {
    await prompt.type(['\x0c', ...keys]);
    return await prompt.shown();
  } finally {
    await prompt.close();
  }
};

describe.each([
  ['editing', EDITING],
  ['history', HISTORY],
  ['searching', SEARCH],
  ['history expansion', EXPANSION],
  ['completion', COMPLETION],
] as const)('%s', (_, cases) => {
  test.each(cases)('%s', async (typed) => {
    const keys = keysOf(typed);
    const [mine, theirs] = await Promise.all([ours(keys), real(keys)]);
    expect(mine).toEqual(theirs);
  });
});
