import { de } from './de.ts';
import { workbenchDe } from './workbench.de.ts';

/** What a page with a lab says. */
export const words = { say: de, workbench: workbenchDe };
