import type { TranslatedPage } from '../page.ts';

export const programs: Readonly<Record<string, TranslatedPage>> = {};
