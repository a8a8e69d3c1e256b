/** The German manual, in one piece: a page that speaks German fetches it when the first page is wanted. */
import type { TranslatedPages } from '../library.ts';
import { admin } from './admin.ts';
import { files } from './files.ts';
import { hardware } from './hardware.ts';
import { languages } from './languages.ts';
import { mosquittoConf } from './mosquitto-conf.ts';
import { network } from './network.ts';
import { process } from './process.ts';
import { programs } from './programs.ts';
import { runners } from './runners.ts';
import { screen } from './screen.ts';
import { shell } from './shell.ts';
import { system } from './system.ts';
import { text } from './text.ts';

export const german: TranslatedPages = {
  ...admin,
  ...files,
  ...hardware,
  ...languages,
  ...mosquittoConf,
  ...network,
  ...process,
  ...programs,
  ...runners,
  ...screen,
  ...shell,
  ...system,
  ...text,
};
