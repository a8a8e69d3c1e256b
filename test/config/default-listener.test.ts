import { describe, expect, it } from 'vitest';
import { parseConfig } from '#runtime/config/parse.ts';
import { isNamed } from '#runtime/config/values.ts';
import { inMemoryFiles } from './in-memory-files.ts';

/** Tried with 2.0.11, each before `listener 1884`: whether it listened at 1883, too. */
const TRIED: readonly (readonly [line: string, listens: boolean])[] = [
  ['port 1883', true],
  ['bind_address 127.0.0.1', true],
  ['max_connections 5', true],
  ['max_qos 1', true],
  ['max_qos 2', false],
  ['max_topic_alias 5', false],
  ['protocol websockets', true],
  ['protocol mqtt', false],
  ['socket_domain ipv4', true],
  ['use_username_as_clientid true', true],
  ['use_username_as_clientid false', false],
  ['psk_hint x', true],
  ['require_certificate true', true],
  ['tls_version tlsv1.2', false],
  ['http_dir /tmp', false],
  ['cafile /x', true],
  ['certfile /x', true],
  ['keyfile /x', true],
  ['ciphers x', true],
  ['allow_anonymous true', false],
  ['password_file /dev/null', false],
  ['acl_file /dev/null', false],
  ['psk_file /dev/null', false],
  ['per_listener_settings true\nallow_anonymous true', false],
  ['per_listener_settings true\npassword_file /dev/null', true],
  ['per_listener_settings true\nacl_file /dev/null', false],
  ['per_listener_settings true\npsk_file /dev/null', true],
  ['per_listener_settings true\nauto_id_prefix x', false],
  ['per_listener_settings true\nallow_zero_length_clientid false', true],
  ['per_listener_settings true\nallow_zero_length_clientid true', false],
];

describe('the default listener is there beside one that is named', () => {
  it.each(TRIED)('after %j: %j', async (line, listens) => {
    const parsed = await parseConfig('t.conf', inMemoryFiles({ 't.conf': `${line}\nlistener 1884\n` }));
    if ('error' in parsed) throw new Error(parsed.error.join(' '));
    expect(isNamed(parsed.values.default_listener)).toBe(listens);
  });
});
