import { localTime } from '../time/local-time.ts';
import { strftime } from '../time/strftime.ts';
import type { Shell } from './shell.ts';

/** The time in the shell's zone, as a prompt shows it. @param format with conversions of strftime(3) */
export const written = (format: string, shell: Shell): string => {
  const time = localTime(shell.process.clock.now(), shell.variables.get('TZ'));
  return format.replace(/%(.)/gs, (_, conversion: string) => strftime(conversion, time));
};
