/** The German manual, in one piece: a page that speaks German fetches it when the first page is wanted. */
import type { TranslatedPages } from '../library.ts';
import { programs } from './programs.ts';
import { screen } from './screen.ts';
import { shell } from './shell.ts';
import { system } from './system.ts';

export const german: TranslatedPages = { ...programs, ...screen, ...shell, ...system };
