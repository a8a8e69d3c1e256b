import type { TerminalId } from '#runtime/events/event.ts';
import type { FileAnswer, FileRequest } from '#runtime/lab/file-messages.ts';
import type { FromLab, ToLab } from '#runtime/lab/messages.ts';
import { PageLink, type PageLinkOptions } from '#runtime/lab/page-link.ts';
import { WHOLE_LAB } from '#runtime/lab/whole-lab.ts';
import { manualClock } from '../kit/clock.ts';

/** A lab behind its messages, as a page has it: the sandbox, unless a lesson is opened. */
export const openPage = async (options: Partial<PageLinkOptions> & { readonly open?: string } = {}) => {
  const clock = manualClock();
  const posted: FromLab[] = [];
  const { open, ...rest } = options;
  const link = new PageLink({
    clock,
    ...WHOLE_LAB,
    post: (message) => posted.push(structuredClone(message)),
    seed: () => 1,
    lesson: (name) => Promise.reject(new Error(name)),
    uplink: () => {
      throw new Error('no server here');
    },
    ...rest,
  });
  const send = async (message: ToLab): Promise<void> => {
    const received = link.receive(message);
    await clock.advance(100);
    await received;
  };
  await send({ type: 'open', done: [], ...(open === undefined ? {} : { lesson: open }) });
  let asked = 0;
  const of = <Type extends FromLab['type']>(type: Type) =>
    posted.filter((message): message is Extract<FromLab, { type: Type }> => message.type === type);
  return {
    clock,
    posted,
    send,
    of,
    /** What the page is answered. @param editing with the rights of the command that waits for it */
    files: async (host: string, request: FileRequest, editing?: number): Promise<FileAnswer> => {
      const id = ++asked;
      await send({ type: 'files', id, host, request, ...(editing === undefined ? {} : { editing }) });
      const answers = of('files').filter((message) => message.id === id);
      if (answers[0] === undefined || answers.length > 1)
        throw new Error(`${answers.length} answers to ${request.kind}`);
      return answers[0].answer;
    },
    type: (terminal: TerminalId, line: string) => send({ type: 'keys', terminal, text: `${line}\r` }),
    keys: (terminal: TerminalId, text: string) => send({ type: 'keys', terminal, text }),
    /** All that a screen was sent, without control sequences. */
    screen: (terminal: TerminalId): string =>
      of('output')
        .map((message) => (message.terminal === terminal ? message.text : ''))
        .join('')
        // eslint-disable-next-line no-control-regex
        .replace(/\x1b(\[[0-9;?]*[ -/]*[@-~]|\][^\x07]*\x07|[=>c])/g, '')
        .replaceAll('\r', ''),
  };
};

export const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
export const textOf = (answer: FileAnswer): string =>
  'bytes' in answer ? new TextDecoder().decode(answer.bytes) : `(${answer.kind})`;
