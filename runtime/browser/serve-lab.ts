import type { ToLab } from '#runtime/lab/messages.ts';
import { piCommands } from '#runtime/lab/pi-commands.ts';
import { PageLink } from '#runtime/lab/page-link.ts';
import type { ProgramHost } from '#runtime/runner/program-host.ts';
import { FetchedLate } from './fetched-late.ts';
import { IndexedDbStore } from './indexed-db-store.ts';
import { GROUPS, LateCommands } from './late-commands.ts';
import { lateRunners } from './late-runners.ts';
import { loadLesson, loadLessonFiles } from './lessons.ts';
import { SeatUplink } from './seat-uplink.ts';
import { WorkerClock } from './worker-clock.ts';

/** In the lab's worker: holds the page's lab, and answers the page. @param programs where learners' programs run */
export function serveLab(programs: ProgramHost): void {
  const commands = new LateCommands([...GROUPS, lateRunners(programs)]);
  const piParts = new FetchedLate(() => import('#runtime/lab/pi-parts.ts'));
  const shell = new FetchedLate(async () => {
    const [parts] = await Promise.all([import('#runtime/pi/shell/late-parts.ts'), piParts.get()]);
    // No command runs before: none finds a bus or a /proc that is not there yet.
    return parts;
  });
  const decode = new FetchedLate(async () => (await import('#runtime/mqtt/decode.ts')).decodePacket);
  const link = new PageLink({
    commands: piCommands({ shell, commands: commands.commands }),
    decode,
    piParts,
    fileCode: new FetchedLate(() => import('#runtime/lab/file-code.ts')),
    conflictCode: new FetchedLate(() => import('#runtime/lab/conflict-code.ts')),
    sshSession: new FetchedLate(() => import('#runtime/pi/ssh/session.ts')),
    sockets: new FetchedLate(() => import('#runtime/lab/web-socket-code.ts')),
    clock: new WorkerClock(),
    post: (message) => postMessage(message),
    seed: () => crypto.getRandomValues(new Uint32Array(1))[0] ?? 0,
    lesson: loadLesson,
    lessonFiles: loadLessonFiles,
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
}
