import type { EditorScreen, EditWish } from '#runtime/pi/system.ts';
import type { EditRequest, FromLab } from './messages.ts';

/**
 * What commands want to have edited in the page, from `nano FILE` until the editor is left or the command
 * is no more. One for a page, also when its lab begins afresh: numbers are never used again.
 */
export class Edits implements EditorScreen {
  readonly #post: (message: Extract<FromLab, { type: 'edit' | 'edit-ended' }>) => void;
  readonly #open = new Map<number, { readonly request: EditRequest; readonly left: () => void }>();
  #last = 0;

  constructor(post: (message: Extract<FromLab, { type: 'edit' | 'edit-ended' }>) => void) {
    this.#post = post;
  }

  open(wish: EditWish, left: () => void): () => void {
    const request = { editing: ++this.#last, ...wish };
    this.#open.set(request.editing, { request, left });
    this.#post({ type: 'edit', request });
    return () => this.#end(request.editing);
  }

  /** The learner has left the editor: the command goes on. One that has ended meanwhile is passed over. */
  leave(editing: number): void {
    const open = this.#open.get(editing);
    this.#end(editing);
    open?.left();
  }

  /** Undefined: its command waits no more. */
  request(editing: number): EditRequest | undefined {
    return this.#open.get(editing)?.request;
  }

  #end(editing: number): void {
    if (this.#open.delete(editing)) this.#post({ type: 'edit-ended', editing });
  }
}
