/** The lab in a worker of the page: a runaway loop in it never freezes the page. */
import type { ToLab } from '#runtime/lab/messages.ts';
import { piCommands } from '#runtime/lab/pi-commands.ts';
import { PageLink } from '#runtime/lab/page-link.ts';
import { loadLesson } from './lessons.ts';
import { FetchedLate } from './fetched-late.ts';
import { IndexedDbStore } from './indexed-db-store.ts';
import { LateCommands } from './late-commands.ts';
import { SeatUplink } from './seat-uplink.ts';
import { WorkerClock } from './worker-clock.ts';

const commands = new LateCommands();
const shell = new FetchedLate(() => import('#runtime/pi/shell/late-parts.ts'));
const decode = new FetchedLate(async () => (await import('#runtime/mqtt/decode.ts')).decodePacket);
const link = new PageLink({
  commands: piCommands({ shell, commands: commands.commands }),
  decode,
  sockets: new FetchedLate(() => import('#runtime/lab/web-socket-code.ts')),
  clock: new WorkerClock(),
  post: (message) => postMessage(message),
  seed: () => crypto.getRandomValues(new Uint32Array(1))[0] ?? 0,
  lesson: loadLesson,
  uplink: (url) => new SeatUplink(url),
  store: new IndexedDbStore(),
});

// What no promise and no message could report is a fault of ours, and the page says so.
addEventListener('error', (event) => link.fault(event.error ?? event.message));
addEventListener('unhandledrejection', (event) => link.fault(event.reason));
addEventListener('message', ({ data }: MessageEvent<ToLab>) => {
  if (data.type === 'keys') {
    commands.fetch();
    shell.prefetch();
    decode.prefetch();
  }
  void link.receive(data);
});
