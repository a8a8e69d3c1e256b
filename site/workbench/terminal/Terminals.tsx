import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import '@xterm/xterm/css/xterm.css';
import type { Bench } from '../bench.ts';
import type { WorkbenchText } from '../../i18n/workbench.en.ts';
import { ordinarySize, type Sizes } from '../layout/sizes.ts';
import { Splitter } from '../layout/Splitter.tsx';
import { KeyRow } from './KeyRow.tsx';
import { TerminalPane } from './TerminalPane.tsx';
import './terminals.css';

interface TerminalsProps {
  readonly bench: Bench;
  readonly sizes: Sizes;
  readonly text: WorkbenchText;
}

/** The terminals of all Pis, in one pane or two; what is waited for, and what has failed, in words. */
export function Terminals({ bench, sizes, text }: TerminalsProps): JSX.Element {
  const touch = useTouch();
  const fault = bench.lab.fault.value;
  const panes = bench.panes.value;
  const nothing = bench.lab.terminals.value.length === 0;
  return (
    <section class="wb-terminals" aria-label={text.terminal.heading}>
      {fault !== undefined && (
        <div class="wb-fault" role="alert">
          <p>{text.terminal.fault}</p>
          <p>
            {text.terminal.faultSaid} <code>{fault}</code>
          </p>
        </div>
      )}
      {nothing && fault === undefined && (
        <p class="wb-glass wb-waiting" role="status">
          {text.terminal.starting}
        </p>
      )}
      {!nothing && (
        <div class="wb-panes" style={panes.length > 1 ? `--left: ${sizes.left.value}%` : '--left: 100%'}>
          {panes.map((tabs, pane) => (
            <>
              {pane > 0 && (
                <Splitter
                  key="split"
                  share={sizes.left}
                  ordinary={ordinarySize('left')}
                  axis="x"
                  label={text.split.left}
                />
              )}
              <TerminalPane key={pane} bench={bench} pane={pane} tabs={tabs} text={text} />
            </>
          ))}
        </div>
      )}
      {touch && !nothing && <KeyRow bench={bench} text={text} />}
    </section>
  );
}

/** A finger works here: by what the device says of itself, or because one has touched the page. */
function useTouch(): boolean {
  const [touch, setTouch] = useState(false);
  useEffect(() => {
    const coarse = matchMedia('(pointer: coarse)');
    const touched = (): void => setTouch(true);
    const changed = (): void => setTouch((before) => before || coarse.matches);
    changed();
    coarse.addEventListener('change', changed);
    addEventListener('touchstart', touched, { once: true, passive: true });
    return () => {
      coarse.removeEventListener('change', changed);
      removeEventListener('touchstart', touched);
    };
  }, []);
  return touch;
}
