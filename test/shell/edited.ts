import { KeyDecoder } from '#runtime/pi/shell/readline/keys.ts';
import type { Key } from '#runtime/pi/shell/readline/keys.ts';
import { LineEditor } from '#runtime/pi/shell/readline/line-editor.ts';
import type { EditedLine, KeySource } from '#runtime/pi/shell/readline/line-editor.ts';
import { keysOf } from '../long/line-editing-keys.ts';
import { Screen } from './screen.ts';

export interface EditedOptions {
  readonly history?: readonly string[];
  readonly columns?: number;
  readonly rows?: number;
  /** One that has edited before. */
  readonly editor?: LineEditor;
}

/** Types keys, by name as `<C-a>`, at a prompt `$ `; the outcome is undefined while the line is still being edited. */
export const edited = async (typed: string, options: EditedOptions = {}) => {
  const screen = new Screen(options.columns ?? 40, options.rows ?? 10);
  const decoder = new KeyDecoder();
  const bytes = [...new TextEncoder().encode(keysOf(typed).join(''))];
  const idle = Promise.withResolvers<undefined>();
  const keys: KeySource = (how) => {
    if (how === 'literal') decoder.literal();
    for (;;) {
      const byte = bytes.shift();
      // In a test nothing follows Escape at once.
      if (how === 'escape' && decoder.escapeWaits && byte !== 0x5b) {
        if (byte !== undefined) bytes.unshift(byte);
        decoder.forget();
        return Promise.resolve<Key>({ name: 'escape' });
      }
      if (byte === undefined) {
        idle.resolve(undefined);
        return new Promise(() => {});
      }
      const [key] = decoder.keys(new Uint8Array([byte]));
      if (key !== undefined) return Promise.resolve(key);
    }
  };
  const editor =
    options.editor ??
    new LineEditor({
      screen: {
        columns: screen.columns,
        rows: screen.rows,
        // As a terminal line does: a newline returns the carriage too.
        write: async (text) => screen.write(text.replaceAll('\n', '\r\n')),
      },
      complete: () => Promise.resolve({ start: 0, candidates: [] }),
    });
  const editing = editor.edit({ prompt: '$ ', keys, history: options.history ?? [] });
  const outcome: EditedLine | undefined = await Promise.race([editing, idle.promise]);
  return { outcome, screen, editor };
};
