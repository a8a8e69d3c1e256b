import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { OPTION_TEXTS_DE, REFUSALS_DE } from '#runtime/config/option-texts.de.ts';
import { OPTION_TEXTS_EN } from '#runtime/config/option-texts.en.ts';
import { OPTION_TABLE, optionNamed } from '#runtime/config/option-table.ts';
import { parseConfig } from '#runtime/config/parse.ts';
import { defaultValues, newBridge } from '#runtime/config/values.ts';
import { inMemoryFiles } from './in-memory-files.ts';
import { MANUAL_NAMES, OTHER_NAMES } from './option-names.ts';

const names = OPTION_TABLE.flatMap(({ name, aliases = [] }) => [name, ...aliases]);

describe('the table of options', () => {
  it('has every option of the manual page, and what the program takes beside them, and nothing else', () => {
    expect(names.toSorted()).toEqual([...MANUAL_NAMES, ...OTHER_NAMES].toSorted());
  });

  it('has none twice', () => {
    expect(new Set(names).size).toBe(names.length);
  });

  const page = spawnSync('man', ['5', 'mosquitto.conf'], {
    encoding: 'utf8',
    env: { ...process.env, MANWIDTH: '200' },
  });
  const text = page.stdout?.replace(/.\u0008/g, '') ?? '';
  it.runIf(text.includes('persistence_location'))('names what the manual page of this machine names', () => {
    const named = [...text.matchAll(/^ {7}([a-z][a-z_0-9.]*\*?)(?=[ ,])(?: \[? ?[a-z]|,|$)/gm)].map(([, name]) => name);
    const missing = named.filter((name) => name !== undefined && /_/.test(name) && !MANUAL_NAMES.includes(name));
    expect(named.length).toBeGreaterThan(90);
    // Paragraphs of it may begin with the name of an option; with one that is none, never.
    expect(missing).toEqual([]);
  });

  it('has words about each option in both languages, and about no other', () => {
    const own = OPTION_TABLE.map(({ name }) => name).toSorted();
    expect(Object.keys(OPTION_TEXTS_EN).toSorted()).toEqual(own);
    expect(Object.keys(OPTION_TEXTS_DE).toSorted()).toEqual(own);
  });

  it('says in German, too, why something is refused', () => {
    const refused = OPTION_TABLE.filter(({ refused, refusedValues }) => refused ?? refusedValues);
    expect(Object.keys(REFUSALS_DE).toSorted()).toEqual(refused.map(({ name }) => name).toSorted());
  });

  it('says the defaults that hold', () => {
    const values: Readonly<Record<string, unknown>> = { ...defaultValues(), ...newBridge('a') };
    for (const option of OPTION_TABLE) {
      const held = values[option.name];
      if (!['boolean', 'number', 'string'].includes(typeof held)) continue;
      // The one has no default, the other none that a line could say.
      if (option.name === 'connection' || option.kind === 'duration') continue;
      expect([option.name, option.default]).toEqual([option.name, String(held)]);
    }
  });

  it('finds an option by each of its names, and those of plugins by how they begin', () => {
    expect(optionNamed('maximum_qos')?.name).toBe('max_qos');
    expect(optionNamed('auth_opt_db_host')?.name).toBe('auth_opt_*');
    expect(optionNamed('plugin_opt_x')?.name).toBe('auth_opt_*');
    expect(optionNamed('quatsch')).toBeUndefined();
  });

  it('takes its own defaults', async () => {
    const before = { bridge: 'connection a\naddress 127.0.0.1\n', listener: 'listener 1\n', security: '', global: '' };
    for (const { name, scope, default: standard, repeatable, kind } of OPTION_TABLE) {
      if (standard === undefined || repeatable || kind === 'words') continue;
      const text = `${before[scope]}${scope === 'bridge' ? 'topic a\n' : ''}${name} ${standard}\n`;
      const parsed = await parseConfig('t.conf', inMemoryFiles({ 't.conf': text }));
      const expected = name === 'max_packet_size' ? ['Error: Invalid max_packet_size value (0).'] : undefined;
      expect([name, 'error' in parsed ? parsed.error.slice(0, 1) : undefined]).toEqual([name, expected]);
    }
  });

  it('refuses what it says is refused, with the reason', async () => {
    for (const { name, refused, aliases = [] } of OPTION_TABLE) {
      if (refused === undefined) continue;
      for (const called of [name, ...aliases]) {
        const text = `${called.replace('*', 'x')} 1\n`;
        const parsed = await parseConfig('t.conf', inMemoryFiles({ 't.conf': text }));
        const [what, where] = 'error' in parsed ? parsed.error : [];
        expect(where).toBe('Error found at t.conf:1.');
        expect(what?.includes(refused) || what?.includes('without an auth_plugin')).toBe(true);
      }
    }
  });
});
