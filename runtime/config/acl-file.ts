/**
 * The file of `acl_file`, mosquitto.conf(5): who may read and write which topics.
 *
 *     topic read $SYS/#             clients without a user name may read all of $SYS
 *     user ada                      what follows is for ada
 *     topic house/#                 she may read and write
 *     topic deny house/safe         but not this
 *     topic read my house/#         a topic may have blanks, if the access is said
 *     pattern write sensor/%u/data  everybody, with the user name in place of %u, the client id in that of %c
 *     # comment                     the # is the first character of its line
 *
 *     topic house+                  wrong: no filter
 *     topic READ house              wrong: no such access
 */
import type { AclAccess, AclRule, AclRules } from './acl-rules.ts';
import { linesOf } from './lines.ts';
import { trimBlanks } from './read-value.ts';
import type { Note } from './reading.ts';
import { isFilter } from './topic-check.ts';

/** Rules, or Mosquitto's complaint and the line that it is about; `notes` are printed either way, first. */
export type ParsedAcl = { readonly notes: readonly Note[] } & (
  { readonly rules: AclRules } | { readonly error: string; readonly line: number }
);

const ACCESS: readonly AclAccess[] = ['read', 'write', 'readwrite', 'deny'];

class AclError extends Error {}

/** @param path as it is named in complaints */
export function parseAclFile(file: Uint8Array, path: string): ParsedAcl {
  const notes: Note[] = [];
  const anonymous: AclRule[] = [];
  const users = new Map<string, AclRule[]>();
  const patterns: AclRule[] = [];
  let current = anonymous;
  for (const [index, text] of linesOf(file).entries()) {
    const line = index + 1;
    try {
      const [keyword, rest] = keywordOf(text);
      if (keyword === '') continue;
      if (keyword === 'user') {
        if (rest === '') throw new AclError(`Error: Missing username in acl_file "${path}".`);
        current = users.get(rest) ?? [];
        users.set(rest, current);
      } else if (keyword === 'topic') {
        current.push(readRule(rest, line, path));
      } else if (keyword === 'pattern') {
        const rule = readRule(rest, line, path);
        if (!/%[cu]/.test(rule.topic)) {
          notes.push({ level: 'warning', text: `Warning: ACL pattern '${rule.topic}' does not contain '%c' or '%u'.` });
        }
        patterns.push(rule);
      } else {
        // With the blanks before it, and without what is behind it.
        const [shown = ''] = /^ *[^ ]*/u.exec(text) ?? [];
        throw new AclError(`Error: Invalid line in acl_file "${path}": ${shown.trimEnd()}.`);
      }
    } catch (error) {
      if (!(error instanceof AclError)) throw error;
      return { notes, error: error.message, line };
    }
  }
  return { notes, rules: { anonymous, users, patterns } };
}

/** The first word of a line, and what follows; nothing of an empty line or a comment. */
function keywordOf(text: string): readonly [keyword: string, rest: string] {
  const line = text.replace(/[ \t\v\f\r]+$/, '');
  if (line.startsWith('#')) return ['', ''];
  const [, keyword = '', rest = ''] = /^ *([^ ]*)(.*)$/su.exec(line) ?? [];
  return [keyword, trimBlanks(rest)];
}

function readRule(rest: string, line: number, path: string): AclRule {
  if (rest === '') throw new AclError(`Error: Empty topic in acl_file "${path}".`);
  const [, word = '', after] = /^([^ ]+)(?: +(.*))?$/su.exec(rest) ?? [];
  const topic = after === undefined ? word : trimBlanks(after);
  const access = after === undefined ? 'readwrite' : ACCESS.find((each) => each === word);
  if (access === undefined) throw new AclError(`Error: Invalid topic access type "${word}" in acl_file "${path}".`);
  if (!isFilter(topic)) throw new AclError(`Error: Invalid ACL topic "${topic}" in acl_file "${path}".`);
  return { access, topic, line };
}
