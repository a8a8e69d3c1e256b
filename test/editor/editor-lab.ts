/** A lab and the editor's desk on it, as a page has them, without a page: real Pis, and text that is kept as a string. */
import { signal } from '@preact/signals';
import { onTestFinished } from 'vitest';
import type { TerminalId } from '#runtime/events/event.ts';
import type { FromLab } from '#runtime/lab/messages.ts';
import { PageLink } from '#runtime/lab/page-link.ts';
import { WHOLE_LAB } from '#runtime/lab/whole-lab.ts';
import { connectLab, type LabWorker } from '../../site/client/lab-connection.ts';
import { Desk } from '../../site/editor/files/desk.ts';
import type { OpenFile } from '../../site/editor/files/open-file.ts';
import type { TextBuffer } from '../../site/editor/files/text-buffer.ts';
import { manualClock } from '../kit/clock.ts';

/** Its versions are texts: the same text again is the same version again, as after an undo. */
export class PlainBuffer implements TextBuffer {
  readonly version = signal(0);
  readonly #texts: string[];
  isEnded = false;

  constructor(text: string) {
    this.#texts = [text];
  }

  text(): string {
    return this.#texts[this.version.peek()] ?? '';
  }

  replace(text: string): void {
    const known = this.#texts.indexOf(text);
    this.version.value = known < 0 ? this.#texts.push(text) - 1 : known;
  }

  end(): void {
    this.isEnded = true;
  }
}

export async function editorLab() {
  const clock = manualClock();
  let hear: (event: { readonly data: FromLab }) => void = () => undefined;
  const output = new Map<TerminalId, string>();
  const link = new PageLink({
    clock,
    ...WHOLE_LAB,
    post: (message) => hear({ data: structuredClone(message) }),
    seed: () => 1,
    lesson: (name) => Promise.reject(new Error(name)),
    uplink: () => {
      throw new Error('no server here');
    },
  });
  const worker = {
    postMessage: (message) => void link.receive(structuredClone(message)),
    addEventListener: (type: string, listener: (event: { readonly data: FromLab }) => void) => {
      if (type === 'message') hear = listener;
    },
    terminate: () => undefined,
  } as LabWorker;
  const lab = connectLab({ worker });
  const settle = (): Promise<void> => clock.advance(200);
  await settle();
  for (const { id } of lab.terminals.value) lab.onOutput(id, (text) => output.set(id, (output.get(id) ?? '') + text));
  const desk = new Desk(lab, () => Promise.resolve((_, text) => new PlainBuffer(text)));
  onTestFinished(() => desk.end());
  return {
    lab,
    desk,
    settle,
    /** Types a line into a terminal, and waits. */
    async type(terminal: TerminalId, line: string): Promise<void> {
      lab.send({ type: 'keys', terminal, text: `${line}\r` });
      await settle();
    },
    async keys(terminal: TerminalId, text: string): Promise<void> {
      lab.send({ type: 'keys', terminal, text });
      await settle();
    },
    /** All that a screen was sent, without control sequences. */
    screen: (terminal: TerminalId): string =>
      (output.get(terminal) ?? '').replace(/\x1b(?:\[[0-9;?]*[ -/]*[@-~]|\][^\x07]*\x07|[=>c])|\r/g, ''),
    async open(path: string, host = 'rpi-broker'): Promise<OpenFile> {
      const file = desk.open({ host, path });
      await settle();
      return file;
    },
    async save(file: OpenFile): Promise<boolean> {
      const saved = file.save();
      await settle();
      return saved;
    },
  };
}

/** Throws for a file that could not be opened: a test that types into it would test nothing. */
export function bufferOf(file: OpenFile): TextBuffer {
  const { buffer } = file;
  if (buffer === undefined) throw new Error(`${file.path} is ${file.state.peek().is}`);
  return buffer;
}
