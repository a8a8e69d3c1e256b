import type { LateParts, Shell } from './shell.ts';

/** What of the shell comes late: at once when it is there. */
export const lateParts = async ({ setting }: Shell): Promise<LateParts> =>
  setting.late.now ?? (await setting.late.get());
