/** bash(1), "Completing". */
import { listRows, longestCommonPrefix, sortedLabels } from './completion.ts';
import type { Completion, CompletionKind } from './completion.ts';
import type { Editing, EditorCommand } from './editing.ts';
import { graphemes } from './line-buffer.ts';

/** So many possibilities are listed without a question: completion-query-items. */
const WITHOUT_QUESTION = 100;

const candidatesOf = ({ buffer, options }: Editing, kind: CompletionKind): Promise<Completion> =>
  options.complete(buffer.text, buffer.before.length, kind);

/** Puts `text` in place of the word that is completed. */
const put = ({ buffer }: Editing, start: number, text: string): void => {
  const from = graphemes(buffer.before.slice(0, start)).length;
  buffer.replace(from, buffer.cursor, text);
};

const complete =
  (kind: CompletionKind): EditorCommand =>
  async (editing) => {
    const { buffer } = editing;
    editing.did = 'complete';
    const again = editing.before === 'complete' && editing.rang;
    const { start, candidates } = await candidatesOf(editing, kind);
    const texts = [...new Set(candidates.map(({ text }) => text))];
    const [only] = candidates;
    if (only === undefined) return editing.bell();
    const typed = buffer.before.slice(start);
    const common = longestCommonPrefix(texts);
    if (texts.length === 1) {
      if (only.text !== typed) put(editing, start, only.text);
      // In the midst of a line nothing follows.
      if (buffer.isAtEnd) buffer.insert(only.suffix);
      editing.rang = false;
      return undefined;
    }
    const changes = common !== typed && common.length >= typed.length;
    if (changes) put(editing, start, common);
    if (again && !changes) {
      await list(
        editing,
        candidates.map(({ label }) => label),
      );
      return undefined;
    }
    editing.rang = !changes;
    return editing.bell();
  };

const list = async (editing: Editing, labels: readonly string[]): Promise<void> => {
  const { buffer } = editing;
  const { cursor } = buffer;
  const all = sortedLabels(labels);
  await editing.leave();
  if (all.length >= WITHOUT_QUESTION) {
    await editing.write(`Display all ${all.length} possibilities? (y or n)`);
    const yes = await answer(editing, false);
    await editing.write('\n');
    if (yes !== 'yes') all.length = 0;
  }
  await page(editing, listRows(all, editing.options.screen.columns));
  buffer.cursor = cursor;
  await editing.showAfresh();
};

/** As many rows as the screen has, then `--More--`: a blank or y for the next screen, Enter for one row, n or q for none. */
const page = async (editing: Editing, rows: readonly string[]): Promise<void> => {
  let shown = 0;
  for (const [index, row] of rows.entries()) {
    await editing.write(`${row}\n`);
    shown++;
    if (shown < editing.options.screen.rows - 1 || index === rows.length - 1) continue;
    await editing.write('--More--');
    const wish = await answer(editing, true);
    await editing.write('\r\x1b[K');
    if (wish === 'no') return;
    shown = wish === 'one' ? shown - 1 : 0;
  }
};

const answer = async (editing: Editing, paging: boolean): Promise<'yes' | 'no' | 'one'> => {
  for (;;) {
    const key = await editing.key();
    if (key === null) return 'no';
    const said = 'text' in key ? key.text : 'name' in key ? key.name : '';
    if (said === 'y' || said === 'Y' || said === ' ') return 'yes';
    if (/^(?:n|N|backspace|C-g|C-c)$/.test(said) || (paging && (said === 'q' || said === 'Q'))) return 'no';
    if (paging && (said === 'enter' || said === 'C-j')) return 'one';
    if (said !== 'resize') await editing.bell();
  }
};

export const COMPLETE_COMMANDS = {
  complete: complete('any'),
  'complete-filename': complete('file'),
  'complete-command': complete('command'),
  'complete-variable': complete('variable'),
  'complete-username': complete('user'),
  'complete-hostname': complete('host'),
  'possible-completions': async (editing) => {
    const { candidates } = await candidatesOf(editing, 'any');
    if (candidates.length === 0) return editing.bell();
    await list(
      editing,
      candidates.map(({ label }) => label),
    );
    return undefined;
  },
  'insert-completions': async (editing) => {
    const { start, candidates } = await candidatesOf(editing, 'any');
    if (candidates.length === 0) return editing.bell();
    put(editing, start, `${[...new Set(candidates.map(({ text }) => text))].toSorted().join(' ')} `);
    return undefined;
  },
} as const satisfies Readonly<Record<string, EditorCommand>>;
