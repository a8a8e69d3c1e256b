/**
 * In which language a file is written, by its name and its first line.
 *
 *     controller.ts                     typescript
 *     lm75b.py                          python; so is any file whose first line is #!/usr/bin/env python3
 *     /etc/mosquitto/conf.d/lan.conf    mosquitto-conf; so is a .conf of one's own, but not /etc/resolv.conf
 *     /etc/mosquitto/aclfile            mosquitto-acl; so are garden.acl and acl.txt
 *     .bashrc                           shell
 *     NOTES                             plain
 */
export type FileLanguage =
  'typescript' | 'javascript' | 'python' | 'shell' | 'mosquitto-conf' | 'mosquitto-acl' | 'json' | 'markdown' | 'plain';

const BY_ENDING: Readonly<Record<string, FileLanguage>> = {
  ts: 'typescript',
  mts: 'typescript',
  js: 'javascript',
  mjs: 'javascript',
  cjs: 'javascript',
  py: 'python',
  sh: 'shell',
  json: 'json',
  md: 'markdown',
  acl: 'mosquitto-acl',
};
const SHELL_FILES = new Set(['.bashrc', '.profile', '.bash_profile', '.bash_aliases', '.bash_logout', '.bash_login']);
const INTERPRETERS: readonly (readonly [RegExp, FileLanguage])[] = [
  [/\bpython[0-9.]*\b/, 'python'],
  [/\b(?:ba|da)?sh\b/, 'shell'],
  [/\bnode\b/, 'javascript'],
];
/** Whose *.conf are other programs'. */
const SYSTEM = /^\/(?:etc|usr|boot|lib|var)\//;

/** @param path absolute. @param text the file's beginning, its first line at least */
export function languageOf(path: string, text: string): FileLanguage {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const ending = /[^.]\.([^.]+)$/.exec(name)?.[1]?.toLowerCase();
  if (SHELL_FILES.has(name)) return 'shell';
  if (ending === 'conf') {
    return path.startsWith('/etc/mosquitto/') || !SYSTEM.test(path) ? 'mosquitto-conf' : 'plain';
  }
  const known = ending === undefined ? undefined : BY_ENDING[ending];
  if (known !== undefined) return known;
  const interpreter = /^#!([^\n]*)/.exec(text)?.[1];
  if (interpreter !== undefined) return INTERPRETERS.find(([form]) => form.test(interpreter))?.[1] ?? 'plain';
  return /^acl[-_.]?(?:file|list|s)?(?:\.txt)?$/i.test(name) ? 'mosquitto-acl' : 'plain';
}
