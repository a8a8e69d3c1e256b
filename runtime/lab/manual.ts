import type { Late } from '#runtime/pi/late.ts';
import { bashPage } from '#runtime/pi/manual/pages/bash.ts';
import { manualLibrary } from '#runtime/pi/manual/library.ts';
import type { TranslatedPages } from '#runtime/pi/manual/library.ts';
import { createMan } from '#runtime/pi/manual/man.ts';
import type { Command } from '#runtime/pi/system.ts';
import { mosquittoConfPage } from '#runtime/pi/manual/pages/mosquitto-conf.ts';
import { mqttPage } from '#runtime/pi/manual/pages/mqtt.ts';

export interface ManualOptions {
  /** All commands of the Pi, asked when a page is wanted. */
  readonly commands: () => readonly Command[];
  readonly german: Late<TranslatedPages>;
}

/** `man`, `whatis` and `apropos` of a lab's Pi, which know the pages of all its commands, and of some files. */
export const manualCommands = ({ commands, german }: ManualOptions): readonly Command[] =>
  createMan(manualLibrary({ commands, german, pages: [bashPage, mosquittoConfPage, mqttPage] }));
