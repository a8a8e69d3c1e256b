import type { ConfigOption } from '../option.ts';
import { choose } from '../option-kinds.ts';
import { readText } from '../read-value.ts';

const VERSIONS = ['tlsv1.1', 'tlsv1.2', 'tlsv1.3'] as const;

const complaint = (word: string): string => `Error: Unsupported tls_version "${word}".`;

/** `tls_version` of a listener, `bridge_tls_version` of a bridge. */
export const tlsVersionOption = (
  scope: 'listener' | 'bridge',
  name: 'tls_version' | 'bridge_tls_version',
): ConfigOption => ({
  name,
  kind: 'choice',
  scope,
  value: 'VERSION',
  choices: VERSIONS,
  reloaded: false,
  take(reading, rest) {
    const target: Partial<Record<typeof name, (typeof VERSIONS)[number]>> = reading.target(scope);
    const word = readText(name, rest, target[name] !== undefined);
    target[name] = choose(name, word, VERSIONS, { complaint });
  },
});
