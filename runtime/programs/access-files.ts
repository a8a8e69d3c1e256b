import type { AclAccess, AclRule, AclRules } from '#runtime/config/acl-rules.ts';
import { linesOf } from '#runtime/config/lines.ts';
import type { PasswordEntry } from '#runtime/config/password-entry.ts';
import { fromBase64 } from '#runtime/base64.ts';
import { hexadecimal } from './hexadecimal.ts';

/** `name:$7$101$SALT$HASH` or `name:$6$SALT$HASH`, a line; anything else is no entry, which `notes` say. */
export function parsePasswordFile(file: Uint8Array): { entries: PasswordEntry[]; notes: string[] } {
  const entries: PasswordEntry[] = [];
  const notes: string[] = [];
  for (const line of linesOf(file)) {
    if (line.startsWith('#') || !line.includes(':')) continue;
    const [username = '', hashed = ''] = line.split(':').map((part) => part.trim());
    const [, scheme, rest = ''] = /^\$([67])\$(.*)$/.exec(hashed) ?? [];
    const parts = rest.split('$');
    const iterations = scheme === '7' ? Number(parts.shift()) : undefined;
    const [salt, hash] = parts.map((part) => fromBase64(part));
    if (scheme === undefined) notes.push(`Error: Invalid password hash type for user ${username}, removing entry.`);
    else if (
      salt === undefined ||
      hash === undefined ||
      hash.length !== 64 ||
      !(iterations === undefined || iterations > 0)
    ) {
      notes.push(`Error: Unable to decode password salt for user ${username}, removing entry.`);
    } else {
      const kind = scheme === '7' ? ({ scheme: 7, iterations: iterations ?? 1 } as const) : ({ scheme: 6 } as const);
      entries.push({ username, ...kind, salt, hash });
    }
  }
  return { entries, notes };
}

export function parsePskFile(file: Uint8Array): Map<string, Uint8Array> {
  const keys = new Map<string, Uint8Array>();
  for (const line of linesOf(file)) {
    const [identity = '', key = ''] = line.split(':').map((part) => part.trim());
    const bytes = hexadecimal(key);
    if (!line.startsWith('#') && identity !== '' && key !== '' && bytes !== null) keys.set(identity, bytes);
  }
  return keys;
}

export function parseAclFile(file: Uint8Array, path: string): { rules: AclRules } | { error: string } {
  const anonymous: AclRule[] = [];
  const users = new Map<string, AclRule[]>();
  const patterns: AclRule[] = [];
  let current = anonymous;
  for (const [index, text] of linesOf(file).entries()) {
    const line = text.trim();
    if (line === '' || line.startsWith('#')) continue;
    const [, keyword = '', rest = ''] = /^(\S+)\s*(.*)$/s.exec(line) ?? [];
    if (keyword === 'user') {
      current = users.get(rest) ?? [];
      users.set(rest, current);
      continue;
    }
    const [, word, after] = /^(\S+)\s+(.*)$/s.exec(rest) ?? [];
    const isAccess = word !== undefined && ['read', 'write', 'readwrite', 'deny'].includes(word);
    if (word !== undefined && !isAccess)
      return { error: `Error: Invalid ${keyword} access type "${word}" in acl_file "${path}".` };
    const rule = {
      access: isAccess ? (word as AclAccess) : 'readwrite',
      topic: after ?? rest,
      line: index + 1,
    } as const;
    if (keyword === 'topic') current.push(rule);
    else if (keyword === 'pattern') patterns.push(rule);
    else return { error: `Error: Invalid line in acl_file "${path}": ${line}.` };
  }
  return { rules: { anonymous, users, patterns } };
}
