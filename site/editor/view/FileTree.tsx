import type { JSX } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { Icon } from '../../components/Icon.tsx';
import { strerror } from '#runtime/pi/error-text.ts';
import { EDITOR_HOSTS, HOME, type EditorSession } from '../editor-session.ts';
import type { TreeRow } from '../files/tree.ts';
import { NewFile } from './NewFile.tsx';

interface FileTreeProps {
  readonly session: EditorSession;
  readonly isWide: boolean;
}

/** The files of one Pi: its user's home first, then the whole card. A tree for the keyboard as ARIA has it. */
export function FileTree({ session, isWide }: FileTreeProps): JSX.Element {
  const { text, desk } = session;
  const tree = session.tree;
  const rows = tree.rows();
  const list = useRef<HTMLDivElement>(null);
  const [at, setAt] = useState(HOME);
  const [isNaming, setNaming] = useState(false);
  const here = rows.some(({ path }) => path === at) ? at : HOME;
  const front = desk.front.value;
  const hostName = session.host.value;

  const open = (row: TreeRow): void => {
    setAt(row.path);
    if (row.isDirectory) tree.toggle(row.path);
    else {
      desk.open({ host: hostName, path: row.path });
      if (!isWide) session.treeShown.value = false;
    }
  };
  const go = (row: TreeRow | undefined): void => {
    if (row === undefined) return;
    setAt(row.path);
    list.current?.querySelector<HTMLElement>(`[data-path="${CSS.escape(row.path)}"]`)?.focus();
  };
  const key = (event: JSX.TargetedKeyboardEvent<HTMLDivElement>): void => {
    const index = rows.findIndex(({ path }) => path === here);
    const row = rows[index];
    if (row === undefined || event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.key === 'ArrowDown') go(rows[index + 1]);
    else if (event.key === 'ArrowUp') go(rows[index - 1]);
    else if (event.key === 'Home') go(rows[0]);
    else if (event.key === 'End') go(rows.at(-1));
    else if (event.key === 'Enter' || event.key === ' ') open(row);
    else if (event.key === 'ArrowRight' && row.isDirectory) {
      if (row.isOpen) go(rows[index + 1]);
      else tree.unfold(row.path);
    } else if (event.key === 'ArrowLeft') {
      if (row.isOpen && row.isDirectory) tree.fold(row.path);
      else go(rows.slice(0, index).findLast(({ depth }) => depth < row.depth));
    } else return;
    event.preventDefault();
  };

  const chosen = rows.find(({ path }) => path === here);
  const directory = chosen?.isDirectory === true ? chosen.path : here.slice(0, here.lastIndexOf('/')) || '/';
  return (
    <div class="ed-side" id="ed-tree">
      <div class="ed-side-head">
        <select
          class="ed-host"
          aria-label={text.host}
          value={hostName}
          onChange={({ currentTarget }) => (session.host.value = currentTarget.value)}
        >
          {EDITOR_HOSTS.map((name) => (
            <option key={name} value={name}>
              {name}
            </option>
          ))}
        </select>
        <button
          type="button"
          class="k-icon-button"
          aria-expanded={isNaming}
          aria-label={text.newFile}
          title={text.newFile}
          onClick={() => setNaming(!isNaming)}
        >
          <Icon name="plus" />
        </button>
      </div>
      {isNaming && (
        <NewFile
          text={text}
          directory={directory}
          make={(path) => {
            setNaming(false);
            desk.open({ host: hostName, path });
          }}
          cancel={() => setNaming(false)}
        />
      )}
      <div class="ed-tree" role="tree" aria-label={text.filesOf(hostName)} ref={list} onKeyDown={key}>
        {rows.map((row) => (
          <div
            key={row.path}
            role="treeitem"
            class="ed-row"
            data-path={row.path}
            data-here={front?.host === hostName && front.path === row.path}
            aria-level={row.depth}
            aria-selected={front?.host === hostName && front.path === row.path}
            {...(row.isDirectory ? { 'aria-expanded': row.isOpen } : {})}
            tabIndex={row.path === here ? 0 : -1}
            style={`--depth: ${row.depth - 1}`}
            onClick={() => open(row)}
          >
            <span class="ed-fold">{row.isDirectory && <Icon name="forth" small />}</span>
            <span class="ed-name">{row.path === HOME && row.depth === 1 ? '~' : row.name}</span>
            <About row={row} session={session} />
          </div>
        ))}
      </div>
      <label class="ed-hidden">
        <input
          type="checkbox"
          checked={tree.dotfiles.value}
          onChange={({ currentTarget }) => (tree.dotfiles.value = currentTarget.checked)}
        />{' '}
        {text.hidden}
      </label>
    </div>
  );
}

/** Beside the name: what a root is, whose a file is when it is not the learner's, why a directory shows nothing. */
function About({ row, session }: { readonly row: TreeRow; readonly session: EditorSession }): JSX.Element | null {
  const { text } = session;
  const { entry, note } = row;
  const owner = entry?.stat.owner;
  const said =
    note === 'reading'
      ? text.reading
      : note === 'empty'
        ? text.empty
        : note !== undefined
          ? strerror(note)
          : entry === undefined
            ? row.path === '/'
              ? text.wholeCard
              : text.home
            : owner !== undefined && owner !== 'pi'
              ? owner
              : '';
  const link = entry?.stat.target === undefined ? '' : text.linkTo(entry.stat.target);
  const heard = owner !== undefined && owner !== 'pi' && said === owner ? text.ownedBy(owner) : said;
  if (said === '' && link === '') return null;
  return (
    <span
      class="ed-about"
      title={[heard, link].filter(Boolean).join(', ')}
      data-refused={note !== undefined && said !== text.reading && said !== text.empty}
    >
      <span aria-hidden="true">{link === '' ? said : `→ ${entry?.stat.target ?? ''}`}</span>
      <span class="k-heard">{[heard, link].filter(Boolean).join(', ')}</span>
    </span>
  );
}
