import { decodePacket } from '#runtime/mqtt/decode.ts';
import { present } from '#runtime/pi/late.ts';
import { allCommands } from './all-commands.ts';
import type { LabOptions } from './lab.ts';
import * as webSocketCode from './web-socket-code.ts';

/** The code that a lab needs, all of it at once: for Node and for tests. A page fetches it piece by piece. */
export const WHOLE_LAB: Pick<LabOptions, 'commands' | 'decode' | 'sockets'> = {
  commands: allCommands,
  decode: present(decodePacket),
  sockets: present(webSocketCode),
};
