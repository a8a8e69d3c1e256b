/** sshd(8) of a simulated Pi: port 22, for the other Pis of the lab, whose keys it knows. */
import type { ByteStream } from '#runtime/ports.ts';
import type { Kernel } from './kernel/kernel.ts';
import type { Late } from './late.ts';
import type { ServiceUnit } from './services/unit.ts';
import type * as sessionCode from './ssh/session.ts';
import type { Command, PiProcess } from './system.ts';

export const SSHD_PATH = '/usr/sbin/sshd';
export const SSH_PORT = 22;

/** What a session is made of: nobody needs it before somebody logs in. */
export type SshSessionCode = Pick<typeof sessionCode, 'SshSession'>;

export const SSH_UNIT: ServiceUnit = {
  name: 'ssh',
  aliases: ['sshd'],
  description: 'OpenBSD Secure Shell server',
  documentation: ['man:sshd(8)', 'man:sshd_config(5)'],
  argv: [SSHD_PATH, '-D'],
  run: SSHD_PATH,
};

/** @param kernel of the Pi that it runs on: a daemon makes terminals and becomes other users */
export const sshd = (kernel: () => Kernel, session: Late<SshSessionCode>): Command => ({
  name: 'sshd',
  paths: [SSHD_PATH],
  run: async (process: PiProcess) => {
    // A command that reads no more of its input must not end the daemon.
    process.onSignal('SIGPIPE', 'ignore');
    const begin = ({ SshSession }: SshSessionCode, stream: ByteStream): void => {
      // The daemon may have ended while the code for it was fetched: then so have its connections.
      if (kernel().find(process.pid) !== undefined) new SshSession(process, kernel(), stream);
    };
    await process.network.listen({ port: SSH_PORT }, (stream) => {
      if (session.now !== undefined) return begin(session.now, stream);
      // What comes meanwhile waits in the connection, which is taken up with the session.
      session.get().then(
        (code) => begin(code, stream),
        () => stream.destroy(),
      );
    });
    for (;;) await process.sleep(86_400_000);
  },
});
