/**
 * Text that comes without a key of its own: dictation, an emoji picker, the typographic quotes of a
 * phone or a Mac. xterm takes it from the input event too, but leaves it out in screen reader mode,
 * which is always on here.
 *
 * | what happened | who takes it |
 * |---|---|
 * | a key was pressed and typed a character | xterm, from the key |
 * | a composition (dead keys, IME), a soft keyboard's key 229 | xterm, from the text that changed |
 * | text was inserted, and no key is down | this |
 */
export function takeInsertedText(textarea: HTMLTextAreaElement, take: (text: string) => void): void {
  let keyIsDown = false;
  textarea.addEventListener('keydown', () => (keyIsDown = true), { capture: true });
  textarea.addEventListener('keyup', () => (keyIsDown = false), { capture: true });
  textarea.addEventListener('blur', () => (keyIsDown = false));
  textarea.addEventListener('input', (event) => {
    const { inputType, data, composed, isComposing } = event as InputEvent;
    if (inputType !== 'insertText' || data === null || data === '' || isComposing) return;
    if (composed && keyIsDown) return;
    take(data);
  });
}
