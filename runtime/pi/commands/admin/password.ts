import { SystemError } from '#runtime/ports.ts';
import type { OpenFile, PiProcess } from '../../system.ts';

const encoder = new TextEncoder();

/**
 * Asks on the terminal for a password, without showing what is typed. Nobody on this Pi has one: no
 * answer is right.
 * @returns false when there is no terminal to ask on, or nobody answers (^D)
 */
export const askPassword = async (process: PiProcess, prompt: string): Promise<boolean> => {
  let tty: OpenFile;
  try {
    tty = process.open('/dev/tty', { read: true, write: true });
  } catch (error) {
    if (error instanceof SystemError) return false;
    throw error;
  }
  const { terminal } = tty;
  const mode = terminal?.mode;
  try {
    await tty.write(encoder.encode(prompt));
    if (terminal !== undefined && mode !== undefined) terminal.mode = { ...mode, canonical: true, echo: false };
    process.onSignal('SIGINT', () => {});
    await tty.readable();
    const answer = await tty.read(4_096);
    return answer !== null;
  } catch (error) {
    if (!(error instanceof SystemError) || error.code !== 'EINTR') throw error;
    process.onSignal('SIGINT', 'default');
    if (terminal !== undefined && mode !== undefined) terminal.mode = mode;
    process.kill(process.pid, 'SIGINT');
    return false;
  } finally {
    process.onSignal('SIGINT', 'default');
    if (terminal !== undefined && mode !== undefined) terminal.mode = mode;
    await tty.write(encoder.encode('\n'));
    tty.close();
  }
};
