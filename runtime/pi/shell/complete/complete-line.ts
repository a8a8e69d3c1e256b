/**
 * What Tab offers: commands where one may stand, variables after `$`, users after `~`, what the command
 * itself offers for its words, hosts where one is expected, files elsewhere.
 */
import { findAll } from '../launch.ts';
import type { Candidate, Completion, CompletionKind } from '../readline/completion.ts';
import type { Shell } from '../shell.ts';
import { files } from './files.ts';
import { commands, hosts, users, variables } from './names.ts';
import { quoted } from './quoting.ts';
import { typedWords } from './typed-words.ts';

/** Words after which a command may begin. */
const OPENING: ReadonlySet<string> = new Set(
  'if then else elif while until do ! { time sudo exec command nohup env xargs watch man which type builtin nice'.split(
    ' ',
  ),
);
const ASSIGNMENT = /^[A-Za-z_][A-Za-z0-9_]*\+?=/;
const DIRECTORIES_ONLY: ReadonlySet<string> = new Set(['cd', 'pushd', 'rmdir']);
/** Commands whose operands are hosts. */
const TALKS_TO_HOSTS: ReadonlySet<string> = new Set(['ssh', 'ping', 'nc', 'scp', 'telnet']);
const MOSQUITTO = /^mosquitto_(?:pub|sub|rr)$/;
/** Builtins that take names of commands, of variables. */
const NAMES_COMMANDS: ReadonlySet<string> = new Set(['help', 'hash', 'alias']);
const NAMES_VARIABLES: ReadonlySet<string> = new Set([
  'export',
  'unset',
  'readonly',
  'declare',
  'local',
  'typeset',
  'read',
  'printenv',
]);

export const completeLine = async (
  shell: Shell,
  line: string,
  cursor: number,
  kind: CompletionKind = 'any',
): Promise<Completion> => {
  const typed = typedWords(line.slice(0, cursor));
  const { words, start, quote } = typed;
  const word = words.at(-1) ?? '';
  const raw = line.slice(start, cursor);
  const of = (candidates: readonly Candidate[], from = start): Completion => ({ start: from, candidates });
  const variable = /\$(?:\{[A-Za-z_]?\w*|[A-Za-z_]\w*)?$/.exec(word)?.[0];
  const isVariable = variable !== undefined && raw.endsWith(variable) && (variable.length > 1 || word === variable);
  if (kind === 'variable' || (kind === 'any' && isVariable)) {
    const found = variables(shell, variable ?? `$${word}`).map((each) => ({ ...each, suffix: `${quote} ` }));
    if (found.length > 0 || kind === 'variable') return of(found, cursor - (variable ?? word).length);
  }
  if (kind === 'user' || (kind === 'any' && quote === '' && /^~[^/]*$/.test(raw)))
    return of(await users(shell, raw.startsWith('~') ? raw : `~${raw}`));
  if (kind === 'host') return of(await hosts(shell, word));
  if (kind === 'command') return of(commands(shell, word));
  const before = kind === 'file' ? ['cat'] : commandBefore(words);
  const candidates = before.length === 0 ? commandWords(shell, word) : await argumentsOf(shell, before, word);
  // What stands behind a `=` or a `:` is a file of its own: `if=/dev/z`, `PATH=/bin:/u`.
  const behind = raw === word ? (/^.*[=:](?=[^=:]*$)/s.exec(word)?.[0] ?? '') : '';
  const offered = behind === '' ? candidates : candidates.filter(({ isFile }) => isFile !== true);
  if (offered.length > 0 || behind === '') return of(offered.map((each) => quoted(each, typed, raw)));
  return of(
    files(shell, word.slice(behind.length)).map((each) => quoted(each, typed, '')),
    start + behind.length,
  );
};

/** The words of the command before the one that is completed, from its name on. */
const commandBefore = (words: readonly string[]): readonly string[] => {
  const before = words.slice(0, -1);
  for (;;) {
    const [first = '', second = ''] = before;
    if (before.length > 0 && (OPENING.has(first) || ASSIGNMENT.test(first))) before.shift();
    else if ((first === '<' || first === '>') && second !== '') before.splice(0, 2);
    else return before;
  }
};

/** A command's name, or the path of one. */
const commandWords = (shell: Shell, word: string): Candidate[] => {
  if (!word.includes('/')) return commands(shell, word);
  return files(shell, word, (path, isFolder) => isFolder || shell.process.fs.access(path, 'execute'));
};

const argumentsOf = async (shell: Shell, before: readonly string[], word: string): Promise<Candidate[]> => {
  const [name = ''] = before;
  const previous = before.at(-1) ?? '';
  if (previous === '>' || previous === '<') return files(shell, word);
  const listed = shell.completions.get(name);
  if (listed !== undefined) return plain(listed.filter((each) => each.startsWith(word)));
  const own = await offeredBy(shell, before, word);
  if (own.length > 0) return own;
  if (NAMES_COMMANDS.has(name)) return commands(shell, word);
  if (NAMES_VARIABLES.has(name) && !word.startsWith('-'))
    return variables(shell, `$${word}`).map(({ label }) => ({
      text: label.slice(1),
      suffix: ' ',
      label: label.slice(1),
    }));
  const host =
    (TALKS_TO_HOSTS.has(name) && !word.startsWith('-') && !word.includes('/')) ||
    (MOSQUITTO.test(name) && /^(?:-h|--host)$/.test(previous));
  const named = host ? await hosts(shell, word) : [];
  return named.length > 0 ? named : files(shell, word, (_path, isFolder) => isFolder || !DIRECTORIES_ONLY.has(name));
};

/** What the program behind a name offers: options, topics, services. */
const offeredBy = async (shell: Shell, before: readonly string[], word: string): Promise<Candidate[]> => {
  const [path] = findAll(shell, before[0] ?? '');
  const complete = path === undefined ? undefined : shell.setting.completerOf?.(path);
  return plain(complete?.([...before, word], shell.process) ?? []);
};

/** `--lines=` and `dir/` wait for more. */
const plain = (texts: readonly string[]): Candidate[] =>
  texts.map((text) => ({ text, suffix: /[=/]$/.test(text) ? '' : ' ', label: text }));
