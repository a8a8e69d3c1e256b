import { describe, expect, it } from 'vitest';
import { parseConfig } from '#runtime/config/parse.ts';
import { inMemoryFiles } from './in-memory-files.ts';
import { readRecordings } from './recording.ts';

/** What ours makes of it otherwise, and why. The expression is looked for in the file. */
const DIFFERENCES: readonly (readonly [file: RegExp, why: string])[] = [
  [/^(auth_plugin|plugin)\b/m, 'plugins are C libraries: refused, and so is what comes after them'],
  [
    /^allow_duplicate_messages (true|1)/m,
    'overlapping subscriptions get a message once here: the other way is refused',
  ],
  [/^bind_interface/m, 'a listener cannot be bound to an interface by its name: refused'],
  [/^memory_limit/m, 'a process of Node cannot hold its memory to a limit: all but 0 is refused'],
  [/^set_tcp_nodelay false/m, 'TCP_NODELAY is always set: the other way is refused'],
  [/^tls_engine/m, 'no OpenSSL engines: refused'],
  [/^tls_keyform engine/m, 'no OpenSSL engines: refused'],
  [/^bridge_require_ocsp (true|1)/m, 'no OCSP: refused'],
  [/^log_dest dlt/m, 'no Diagnostic Log and Trace: refused'],
  [/^websockets_log_level/m, 'WebSockets have no log of their own: all but 0 is refused'],
  [/^(bridge_)?tls_version/m, 'an unknown version is found when the file is read, with its line, not when it listens'],
  [/^topic .* l /m, 'no "Out of memory." behind the complaint about a prefix and a pattern'],
  [/^bind_address (?!127)/m, 'whether the address is one shows when it is bound: reading a file asks no name service'],
];

describe('a configuration is read as Mosquitto 2.0.11 reads it', () => {
  const recordings = readRecordings();
  // It asks the name service there and then.
  const withoutNames = (line: string): boolean => !line.includes('Error resolving');

  const same = recordings.filter(({ files }) => !DIFFERENCES.some(([file]) => file.test(files['t.conf'] ?? '')));
  const other = recordings.filter(({ files }) => DIFFERENCES.some(([file]) => file.test(files['t.conf'] ?? '')));

  const replay = async (files: Readonly<Record<string, string>>) => {
    const parsed = await parseConfig('t.conf', inMemoryFiles(files));
    const error = 'error' in parsed ? parsed.error : [];
    return { accepted: error.length === 0, said: [...parsed.notes.map(({ text }) => text), ...error] };
  };

  it.each(same.map(({ files, accepted, said }) => [JSON.stringify(files), files, accepted, said] as const))(
    '%s',
    async (_, files, accepted, said) => {
      expect(await replay(files)).toEqual({ accepted, said: said.filter(withoutNames) });
    },
  );

  it.each(DIFFERENCES)('but for %s: %s', async (file) => {
    const concerned = other.filter(({ files }) => file.test(files['t.conf'] ?? ''));
    const answers = await Promise.all(
      concerned.map(async ({ files, accepted, said }) => {
        const ours = await replay(files);
        return JSON.stringify(ours) !== JSON.stringify({ accepted, said: said.filter(withoutNames) });
      }),
    );
    expect(answers).toContain(true);
  });
});
