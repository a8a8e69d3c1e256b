import type { Command, PiProcess } from '../../system.ts';
import { command } from '../command.ts';

/** hostname(1) of Debian. The name is the machine's for good here: it is not to be changed. */
export const hostname: Command = command({
  page: {
    name: 'hostname',
    section: 1,
    summary: 'print the name of this machine',
    synopsis: ['hostname [-f|-s|-i|-I]'],
    description: ['Prints the name of this machine.'],
    options: [
      ['-f, --fqdn', 'the same name: it has no domain'],
      ['-s, --short', 'the same'],
      ['-i, --ip-address', 'its address'],
      ['-I, --all-ip-addresses', 'its address'],
    ],
  },
  absent: 'a A b d F y v',
  run: async (process, { options, operands }) => {
    if (operands.length > 0) {
      await process.stderr.write(
        process.user === 'root'
          ? 'hostname: a simulated Raspberry Pi keeps its name\n'
          : 'hostname: you must be root to change the host name\n',
      );
      return 1;
    }
    const address = options.has('i') || options.has('I');
    await process.stdout.write(address ? `${await addressOf(process)}\n` : `${process.hostname}\n`);
    return 0;
  },
});

/** Asked of the network as a program must: the local end of a socket that is bound to this host's name. */
const addressOf = async (process: PiProcess): Promise<string> => {
  const listener = await process.network.listen({ host: process.hostname, port: 0 }, (stream) => stream.destroy());
  listener.close();
  return listener.address.host;
};
