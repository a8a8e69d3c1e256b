import type { TranslatedPage } from '../page.ts';

export const shell: Readonly<Record<string, TranslatedPage>> = {};
