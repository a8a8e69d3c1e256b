import type { Address } from '#runtime/ports.ts';
import type { ManualPage } from '../../manual/page.ts';
import type { SocketInfo } from '../../system.ts';
import { command } from '../command.ts';

const page: ManualPage = {
  name: 'ss',
  section: 8,
  summary: 'list sockets',
  synopsis: ['ss [OPTION]...'],
  description: ['Lists the TCP connections of this Pi; with *-l* what listens, with *-a* both.'],
  options: [
    ['-a, --all', 'what listens and what is connected'],
    ['-H, --no-header', 'without the first line'],
    ['-l, --listening', 'what listens'],
    ['-n, --numeric', 'numbers for ports, not names'],
    ['-p, --processes', 'whose a socket is: of your own processes, and for root of all'],
    ['-t, --tcp', 'TCP, as ever here'],
    ['-4, --ipv4', 'IPv4, as ever here'],
  ],
  examples: [
    ['ss -tln', 'does anything listen to port 1883?'],
    ['sudo ss -tlnp', 'and who does?'],
  ],
  differences: ['Sockets have no numbers of descriptors here: of a process *-p* shows its name and its pid.'],
  seeAlso: ['nc(1)'],
};

/** services(5), as far as somebody listens to them here. */
const SERVICES: Readonly<Record<number, string>> = {
  22: 'ssh',
  80: 'http',
  443: 'https',
  1883: 'mqtt',
  8883: 'secure-mqtt',
};

/** ss(8) of iproute2. */
export const ss = command({
  page,
  usageStatus: 255,
  absent: '0 6 A B D e E f F i K m N o O r s S T u v V w W x z Z',
  run: async (process, { options }, out) => {
    const wanted = (socket: SocketInfo): boolean =>
      options.has('a') || (socket.state === 'listening') === options.has('l');
    const shown = (address: Address | undefined): string => {
      if (address === undefined) return '0.0.0.0:*';
      const port = options.has('n') ? String(address.port) : (SERVICES[address.port] ?? String(address.port));
      return `${address.host}:${port}`;
    };
    const rows = process.network
      .sockets()
      .filter(wanted)
      .map((socket) => {
        const state = socket.state === 'listening' ? 'LISTEN' : 'ESTAB';
        return [
          state,
          '0',
          socket.state === 'listening' ? '128' : '0',
          shown(socket.local),
          shown(socket.peer),
          options.has('p') && socket.process !== undefined
            ? `users:(("${socket.process.program}",pid=${socket.process.pid}))`
            : '',
        ] as const;
      });
    const header = [
      'State',
      'Recv-Q',
      'Send-Q',
      'Local Address:Port',
      'Peer Address:Port',
      options.has('p') ? 'Process' : '',
    ] as const;
    const all = options.has('H') ? rows : [header, ...rows];
    const width = (column: number): number => Math.max(0, ...all.map((row) => row[column]?.length ?? 0));
    for (const [state, received, sent, local, peer, owner] of all) {
      const numbers = `${state.padEnd(width(0))} ${received.padEnd(width(1))} ${sent.padEnd(width(2))}`;
      const addresses = `${local.padStart(width(3))} ${peer.padStart(width(4))}`;
      await out.write(`${numbers} ${owner === '' ? addresses : `${addresses} ${owner}`}\n`);
    }
    return 0;
  },
});
