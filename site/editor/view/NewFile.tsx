import type { JSX } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import type { EditorText } from '../../i18n/editor.en.ts';

interface NewFileProps {
  readonly text: EditorText;
  /** Absolute. */
  readonly directory: string;
  readonly make: (path: string) => void;
  readonly cancel: () => void;
}

/** Asks for a name; the file is there once it is saved. */
export function NewFile({ text, directory, make, cancel }: NewFileProps): JSX.Element {
  const input = useRef<HTMLInputElement>(null);
  // Before the next key: what is typed after the button belongs here.
  useLayoutEffect(() => input.current?.focus(), []);
  return (
    <form
      class="ed-new"
      onSubmit={(event) => {
        event.preventDefault();
        const name = input.current?.value.trim() ?? '';
        if (name === '' || name.endsWith('/')) return;
        make(name.startsWith('/') ? name : `${directory === '/' ? '' : directory}/${name}`);
      }}
      onKeyDown={({ key }) => {
        if (key === 'Escape') cancel();
      }}
    >
      <input
        ref={input}
        class="ed-new-name"
        aria-label={`${text.newFileName}, ${text.newFileIn(directory)}`}
        placeholder={text.newFileName}
        autocapitalize="off"
        autocomplete="off"
        spellcheck={false}
        required
      />
      <span class="ed-new-in">{text.newFileIn(directory)}</span>
      <span class="ed-buttons">
        <button type="submit" class="k-button">
          {text.create}
        </button>
        <button type="button" class="k-button k-button-bare" onClick={cancel}>
          {text.cancel}
        </button>
      </span>
    </form>
  );
}
