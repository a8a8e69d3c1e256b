import type { TranslatedPage } from '../page.ts';

export const system: Readonly<Record<string, TranslatedPage>> = {};
