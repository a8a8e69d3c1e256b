import type { ManualPage } from '../../manual/page.ts';
import type { PiProcess } from '../../system.ts';
import { raw } from '../command.ts';
import type { StandardOut } from '../stdio.ts';

const page: ManualPage = {
  name: 'ip',
  section: 8,
  summary: 'show addresses, routes and neighbours',
  synopsis: ['ip [-4] [-br] OBJECT [show]', 'ip { address | link | route | neighbour }'],
  description: ['Shows what this Pi knows of its network. An OBJECT may be cut short: *ip* *a*, *ip* *r*, *ip* *n*.'],
  options: [
    ['-4', 'IPv4 only'],
    ['-br', 'one short line for each'],
    ['-c', 'colours; there are none here'],
  ],
  sections: [
    [
      'OBJECTS',
      [
        '  address     the interfaces and their addresses',
        '  link        the interfaces',
        '  route       where packets go',
        '  neighbour   hosts that this one has spoken with',
      ],
    ],
  ],
  examples: [
    ['ip a', 'the addresses of this Pi'],
    ['ip -br a', 'the same in short'],
  ],
  exitStatus: [
    ['0', 'all went well'],
    ['1', 'the command line is wrong'],
    ['2', 'the kernel said no'],
  ],
  differences: ['It shows, it changes nothing: the network of a lab is set up by the lab.'],
  seeAlso: ['ping(8)', 'hostname(1)'],
};

const OBJECTS = { address: 'a', link: 'l', route: 'r', neighbour: 'n' } as const;
type ObjectName = keyof typeof OBJECTS;

/** ip(8) of iproute2, as far as it shows. */
export const ip = raw({
  page,
  run: async (process, out) => {
    const words = process.argv.slice(1);
    let brief = false;
    let family: '4' | 'any' = 'any';
    while (words[0]?.startsWith('-') === true) {
      const option = words.shift() ?? '';
      if (/^--?(h|help)$/.test(option)) return help(out.write.bind(out), 0);
      if (/^-V(ersion)?$/.test(option)) {
        await out.write('ip utility (Kleber, simulated Raspberry Pi)\n');
        return 0;
      }
      if (/^-br(i|ie|ief)?$/.test(option)) brief = true;
      else if (option === '-4') family = '4';
      else if (!/^-c(olor)?(=\w+)?$|^-d(etails)?$|^-s(tats)?$|^-h(uman)?$/.test(option)) {
        await process.stderr.write(`Option "${option}" is unknown, try "ip -help".\n`);
        return 255;
      }
    }
    const [object, verb = 'show', ...rest] = words;
    if (object === undefined || object === 'help') return help((text) => process.stderr.write(text), 255);
    const names = Object.keys(OBJECTS) as ObjectName[];
    const name = names.find((each) => each.startsWith(object) || (each === 'address' && 'addr'.startsWith(object)));
    if (name === undefined) {
      await process.stderr.write(`Object "${object}" is unknown, try "ip help".\n`);
      return 1;
    }
    if (/^(set|add|del|delete|flush|replace|change)$/.test(verb)) {
      const reason = process.user === 'root' ? 'the network of a simulated Pi is set up by its lab' : undefined;
      await process.stderr.write(
        reason === undefined ? 'RTNETLINK answers: Operation not permitted\n' : `ip: ${reason}\n`,
      );
      return 2;
    }
    if (!/^(s(how)?|sh|l(ist)?|lst|get)$/.test(verb)) {
      if (name === 'address' || name === 'link') rest.unshift(verb);
      else {
        await process.stderr.write(`Command "${verb}" is unknown, try "ip ${name} help".\n`);
        return 255;
      }
    }
    const device = rest[0] === 'dev' ? rest[1] : rest[0];
    if (device !== undefined && device !== 'eth0' && device !== 'lo') {
      await process.stderr.write(`Device "${device}" does not exist.\n`);
      return 1;
    }
    await show(process, out, name, { brief, family, device });
    return 0;
  },
});

const help = async (write: (text: string) => Promise<void>, status: number): Promise<number> => {
  await write(
    'Usage: ip [ -4 ] [ -br ] OBJECT [ show [ dev NAME ] ]\nwhere  OBJECT := { address | link | route | neighbour }\n',
  );
  return status;
};

interface Wish {
  readonly brief: boolean;
  readonly family: '4' | 'any';
  readonly device: string | undefined;
}

interface Interface {
  readonly name: 'lo' | 'eth0';
  readonly address: string;
  readonly mac: string;
  readonly up: boolean;
}

/** The vendor bytes are the Raspberry Pi Foundation's; the others follow the address, so that no two are equal. */
export const hardwareAddress = (address: string): string => {
  const [, b = 0, c = 0, d = 0] = address.split('.').map(Number);
  return ['b8', '27', 'eb', ...[b, c, d].map((byte) => byte.toString(16).padStart(2, '0'))].join(':');
};

const interfacesOf = ({ machine, network }: PiProcess): readonly Interface[] => [
  { name: 'lo', address: '127.0.0.1', mac: '00:00:00:00:00:00', up: true },
  { name: 'eth0', address: machine.address, mac: hardwareAddress(machine.address), up: network.plugged },
];

const show = async (process: PiProcess, out: StandardOut, name: ObjectName, wish: Wish): Promise<void> => {
  const all = interfacesOf(process);
  const shown = all.filter((each) => wish.device === undefined || each.name === wish.device);
  if (name === 'route') {
    const { address } = process.machine;
    await out.write(`192.168.1.0/24 dev eth0 proto kernel scope link src ${address} \n`);
  } else if (name === 'neighbour') {
    for (const each of process.network.neighbours())
      await out.write(`${each.address} dev eth0 lladdr ${hardwareAddress(each.address)} REACHABLE\n`);
  } else {
    for (const each of shown)
      await out.write(wish.brief ? brief(each, name) : full(each, all.indexOf(each) + 1, name, wish));
  }
};

const stateOf = ({ name, up }: Interface): string => (name === 'lo' ? 'UNKNOWN' : up ? 'UP' : 'DOWN');

const flagsOf = ({ name, up }: Interface): string =>
  name === 'lo'
    ? '<LOOPBACK,UP,LOWER_UP>'
    : up
      ? '<BROADCAST,MULTICAST,UP,LOWER_UP>'
      : '<NO-CARRIER,BROADCAST,MULTICAST,UP>';

const withMask = ({ name, address }: Interface): string => `${address}/${name === 'lo' ? 8 : 24}`;

const brief = (each: Interface, object: ObjectName): string => {
  const head = `${each.name.padEnd(16)} ${stateOf(each).padEnd(14)} `;
  if (object === 'link') return `${head}${each.mac} ${flagsOf(each)} \n`;
  return `${head}${withMask(each)} ${each.name === 'lo' ? '::1/128 ' : ''}\n`;
};

const full = (each: Interface, index: number, object: ObjectName, { family }: Wish): string => {
  const isLoopback = each.name === 'lo';
  const queue = isLoopback ? 'mtu 65536 qdisc noqueue' : 'mtu 1500 qdisc pfifo_fast';
  const lines = [`${index}: ${each.name}: ${flagsOf(each)} ${queue} state ${stateOf(each)} group default qlen 1000`];
  const broadcast = isLoopback ? '00:00:00:00:00:00' : 'ff:ff:ff:ff:ff:ff';
  if (object === 'link' || family === 'any')
    lines.push(`    link/${isLoopback ? 'loopback' : 'ether'} ${each.mac} brd ${broadcast}`);
  if (object === 'address') {
    const scope = isLoopback ? 'scope host lo' : `brd 192.168.1.255 scope global noprefixroute eth0`;
    lines.push(`    inet ${withMask(each)} ${scope}`, '       valid_lft forever preferred_lft forever');
    if (isLoopback && family === 'any')
      lines.push('    inet6 ::1/128 scope host noprefixroute ', '       valid_lft forever preferred_lft forever');
  }
  return `${lines.join('\n')}\n`;
};
