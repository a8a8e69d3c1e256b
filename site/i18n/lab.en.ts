import { en } from './en.ts';
import { workbenchEn } from './workbench.en.ts';

/** What a page with a lab says. */
export const words = { say: en, workbench: workbenchEn };
