import { decodePacket } from '#runtime/mqtt/decode.ts';
import { present } from '#runtime/pi/late.ts';
import * as sshSession from '#runtime/pi/ssh/session.ts';
import { allCommands } from './all-commands.ts';
import * as conflictCode from './conflict-code.ts';
import * as fileCode from './file-code.ts';
import * as piParts from './pi-parts.ts';
import type { PageLinkOptions } from './page-link.ts';
import * as webSocketCode from './web-socket-code.ts';

/** The code that a lab needs, all of it at once: for Node and for tests. A page fetches it piece by piece. */
export const WHOLE_LAB: Pick<
  PageLinkOptions,
  'commands' | 'conflictCode' | 'decode' | 'fileCode' | 'piParts' | 'sockets' | 'sshSession'
> = {
  commands: allCommands,
  conflictCode: present(conflictCode),
  decode: present(decodePacket),
  fileCode: present(fileCode),
  piParts: present(piParts),
  sockets: present(webSocketCode),
  sshSession: present(sshSession),
};
