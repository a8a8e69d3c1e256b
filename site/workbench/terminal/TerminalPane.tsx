import type { JSX } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import type { TerminalInfo } from '#runtime/lab/messages.ts';
import { terminalName, type Bench } from '../bench.ts';
import type { WorkbenchText } from '../../i18n/workbench.en.ts';
import { PanelButtons } from '../layout/PanelButtons.tsx';
import { HostMark } from '../layout/HostMark.tsx';
import type { TerminalScreen } from './terminal-screen.ts';

interface TerminalPaneProps {
  readonly bench: Bench;
  readonly pane: number;
  readonly tabs: readonly TerminalInfo[];
  readonly text: WorkbenchText;
}

/** Tabs by host, and the terminal in front. */
export function TerminalPane({ bench, pane, tabs, text }: TerminalPaneProps): JSX.Element {
  const all = bench.lab.terminals.value;
  const front = bench.front(pane);
  const chosen = tabs.find(({ id }) => id === front);

  const key = (event: JSX.TargetedKeyboardEvent<HTMLDivElement>): void => {
    const at = tabs.findIndex(({ id }) => id === front);
    const next =
      event.key === 'ArrowRight'
        ? at + 1
        : event.key === 'ArrowLeft'
          ? at - 1
          : event.key === 'Home'
            ? 0
            : event.key === 'End'
              ? tabs.length - 1
              : undefined;
    if (next === undefined) return;
    const tab = tabs[(next + tabs.length) % tabs.length];
    if (tab === undefined) return;
    event.preventDefault();
    bench.bringToFront(tab.id);
    document.getElementById(tabId(tab))?.focus();
  };

  return (
    <div class="wb-pane" data-panel onFocusIn={() => chosen !== undefined && bench.bringToFront(chosen.id)}>
      <div class="wb-pane-head">
        <div
          class={`wb-tabs${tabs.length > 2 ? ' wb-tabs-many' : ''}`}
          role="tablist"
          aria-label={text.terminal.heading}
          onKeyDown={key}
        >
          {tabs.map((tab, index) => (
            <button
              key={tab.id}
              type="button"
              role="tab"
              id={tabId(tab)}
              class="wb-tab"
              aria-selected={tab.id === front}
              aria-controls={panelId(tab)}
              aria-label={terminalName(tab, all, text)}
              tabIndex={tab.id === front ? 0 : -1}
              onClick={() => {
                bench.bringToFront(tab.id);
                bench.screen(tab.id)?.focus();
              }}
            >
              <HostMark host={tab.host} />
              <span class="wb-tab-long">{terminalName(tab, all, text)}</span>
              <span class="wb-tab-short">{shortName(tab, tabs[index - 1], all)}</span>
            </button>
          ))}
        </div>
        {pane === bench.panes.value.length - 1 && <PanelButtons panels={bench.panels} text={text} />}
        <span class="wb-leave">
          <kbd>F6</kbd> {text.terminal.leaveShort}
        </span>
      </div>
      {tabs.map((tab) => (
        <div
          key={tab.id}
          role="tabpanel"
          id={panelId(tab)}
          class="wb-glass wb-terminal"
          aria-labelledby={tabId(tab)}
          hidden={tab.id !== chosen?.id}
        >
          <Screen screen={bench.screen(tab.id)} />
        </div>
      ))}
    </div>
  );
}

const tabId = ({ id }: TerminalInfo): string => `wb-tab-${id.replace('#', '-')}`;
const panelId = ({ id }: TerminalInfo): string => `wb-terminal-${id.replace('#', '-')}`;

/** `rpi-broker 1`, and after it just `2`: a narrow pane has four of them. */
function shortName(tab: TerminalInfo, before: TerminalInfo | undefined, all: readonly TerminalInfo[]): string {
  if (all.filter(({ host }) => host === tab.host).length === 1) return tab.host;
  return before?.host === tab.host ? String(tab.session) : `${tab.host} ${tab.session}`;
}

function Screen({ screen }: { readonly screen: TerminalScreen | undefined }): JSX.Element {
  const room = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    if (screen !== undefined) room.current?.append(screen.element);
  }, [screen]);
  return <div class="wb-terminal-room" ref={room} />;
}
