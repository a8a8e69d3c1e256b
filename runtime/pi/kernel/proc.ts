/** proc(5), as much of it as people look into: what the kernel knows, as files. */
import type { FileTree } from '../files/file-tree.ts';
import type { DirectoryNode, Inode } from '../files/inode.ts';
import { LiveNodes } from '../files/live.ts';
import type { OpenFile } from '../system.ts';
import { TtyDescription } from '../tty/tty-description.ts';
import { DeviceDescription, FileDescription } from './file-description.ts';
import { Handle } from './handle.ts';
import type { Kernel } from './kernel.ts';
import { residentMemory } from './memory.ts';
import type { Task } from './task.ts';

/** Puts /proc, /sys and /dev/pts into the tree. */
export const mountProc = (tree: FileTree, kernel: Kernel): void => {
  const nodes = new LiveNodes(() => kernel.clock.now());
  tree.mount('/proc', (at) => {
    const files = machineFiles(kernel);
    const find = (name: string, pid: number | undefined, directory: DirectoryNode): Inode | undefined => {
      const content = files[name];
      if (content !== undefined) return nodes.file(`/proc/${name}`, content);
      if (name === 'self') return nodes.link('/proc/self', String(pid ?? 1));
      if (name === 'mounts') return nodes.link('/proc/mounts', 'self/mounts');
      if (name === 'device-tree') return nodes.link('/proc/device-tree', '/sys/firmware/devicetree/base');
      if (name === 'sys') return sysctl(nodes, kernel, directory);
      const task = /^[1-9]\d*$/.test(name) ? kernel.find(Number(name)) : undefined;
      return task === undefined ? undefined : processDirectory(nodes, kernel, task, directory);
    };
    const fixed = [...Object.keys(files), 'self', 'mounts', 'device-tree', 'sys'];
    return nodes.directory(
      at,
      () => [...kernel.processes().map(({ pid }) => String(pid)), ...fixed],
      (name, who, directory) => find(name, who.pid, directory),
    );
  });
  tree.mount('/sys', (at) =>
    nodes.fixed(at, {
      class: fixedIn(nodes, {
        thermal: fixedIn(nodes, {
          thermal_zone0: fixedIn(nodes, {
            temp: (_, path) => nodes.file(path, () => `${temperature(kernel)}\n`),
            type: (_, path) => nodes.file(path, () => 'cpu-thermal\n'),
          }),
        }),
      }),
      firmware: fixedIn(nodes, {
        devicetree: fixedIn(nodes, {
          base: fixedIn(nodes, {
            model: (_, path) => nodes.file(path, () => `${kernel.machine.model}\0`),
          }),
        }),
      }),
    }),
  );
  tree.mount('/dev/pts', (at) =>
    nodes.directory(
      at,
      () => [...kernel.lines.keys()].map(String),
      (name) => {
        const line = /^\d+$/.test(name) ? kernel.lines.get(Number(name)) : undefined;
        return line && nodes.open(line.name, line.description, { owner: line.owner, group: 'tty' });
      },
      { mode: 0o755 },
    ),
  );
};

type Make = (directory: DirectoryNode, path: string) => Inode;

const fixedIn =
  (nodes: LiveNodes, members: Readonly<Record<string, Make>>): Make =>
  (parent, path) =>
    nodes.fixed({ parent, path, name: path.slice(path.lastIndexOf('/') + 1) }, members);

/** Thousandths of a degree Celsius: idle a Pi in its case is at 45, at work it comes near 60. */
const temperature = (kernel: Kernel): number => {
  const [load = 0] = kernel.load();
  return 44_008 + Math.round(Math.min(load, 4) * 3_800);
};

const kB = (bytes: number): string => `${String(Math.round(bytes / 1_024)).padStart(8)} kB`;

const machineFiles = (kernel: Kernel): Readonly<Record<string, () => string>> => ({
  cmdline: () =>
    'console=serial0,115200 console=tty1 root=PARTUUID=4d3ee428-02 rootfstype=ext4 fsck.repair=yes rootwait\n',
  cpuinfo: () =>
    Array.from({ length: kernel.machine.processors }, (_, processor) =>
      [
        `processor\t: ${processor}`,
        'BogoMIPS\t: 38.40',
        'Features\t: fp asimd evtstrm crc32 cpuid',
        'CPU implementer\t: 0x41',
        'CPU architecture: 8',
        'CPU variant\t: 0x0',
        'CPU part\t: 0xd03',
        'CPU revision\t: 4',
        '',
        '',
      ].join('\n'),
    ).join('') +
    `Revision\t: a02082\nSerial\t\t: 00000000${serial(kernel.hostname)}\nModel\t\t: ${kernel.machine.model}\n`,
  filesystems: () => 'nodev\tproc\nnodev\tsysfs\nnodev\tdevpts\nnodev\ttmpfs\n\text4\n\tvfat\n',
  loadavg: () => {
    const running = kernel.processes().filter(({ state }) => state === 'running').length;
    const averages = kernel.load().map((load) => load.toFixed(2));
    return `${averages.join(' ')} ${Math.max(1, running)}/${kernel.processes().length} ${kernel.lastPid}\n`;
  },
  meminfo: () => {
    const { total, used, cached } = kernel.machine.memory;
    const free = total - used - cached;
    const rows = { MemTotal: total, MemFree: free, MemAvailable: total - used, Buffers: 0, Cached: cached };
    const lines = Object.entries({ ...rows, SwapTotal: 0, SwapFree: 0 });
    return lines.map(([name, bytes]) => `${`${name}:`.padEnd(15)} ${kB(bytes)}\n`).join('');
  },
  uptime: () => {
    const { booted, processors } = kernel.machine;
    const up = (kernel.clock.now() - booted) / 1_000;
    return `${up.toFixed(2)} ${Math.max(0, up * processors - kernel.cpu / 1_000).toFixed(2)}\n`;
  },
  version: () => `Linux version ${kernel.machine.kernel} (Kleber, a simulated Raspberry Pi) #1 SMP PREEMPT\n`,
});

/** Eight hexadecimal digits, each Pi its own. */
const serial = (hostname: string): string => {
  let hash = 0x811c9dc5;
  for (const character of hostname) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  return hash.toString(16).padStart(8, '0');
};

const sysctl = (nodes: LiveNodes, kernel: Kernel, parent: DirectoryNode): DirectoryNode =>
  nodes.fixed(
    { parent, name: 'sys', path: '/proc/sys' },
    {
      kernel: fixedIn(nodes, {
        hostname: (_, path) => nodes.file(path, () => `${kernel.hostname}\n`),
        osrelease: (_, path) => nodes.file(path, () => `${kernel.machine.kernel}\n`),
        ostype: (_, path) => nodes.file(path, () => 'Linux\n'),
        pid_max: (_, path) => nodes.file(path, () => `${kernel.maxPid}\n`),
      }),
    },
  );

const MOUNTS = `/dev/mmcblk0p2 / ext4 rw,noatime 0 0
devpts /dev/pts devpts rw,nosuid,noexec,relatime,gid=5,mode=620,ptmxmode=000 0 0
proc /proc proc rw,relatime 0 0
sysfs /sys sysfs rw,nosuid,nodev,noexec,relatime 0 0
`;

const STATES = { running: 'R (running)', sleeping: 'S (sleeping)', stopped: 'T (stopped)', zombie: 'Z (zombie)' };

const processDirectory = (nodes: LiveNodes, kernel: Kernel, task: Task, parent: DirectoryNode): DirectoryNode => {
  const owner = task.user;
  const own = { owner, group: task.credentials.groups[0] ?? owner };
  const say =
    (content: () => string, mode = 0o444): Make =>
    (_, path) =>
      nodes.file(path, content, { ...own, mode });
  return nodes.fixed(
    { parent, name: String(task.pid), path: `/proc/${task.pid}` },
    {
      cmdline: say(() => task.argv.map((word) => `${word}\0`).join('')),
      comm: say(() => `${commOf(task)}\n`),
      cwd: (_, path) => nodes.link(path, task.cwd, directoryAt(kernel, task.cwd), own),
      environ: say(
        () =>
          Object.entries(task.env)
            .map(([name, value]) => `${name}=${value}\0`)
            .join(''),
        0o400,
      ),
      fd: (directory, path) =>
        nodes.directory(
          { parent: directory, name: 'fd', path },
          () => [...task.fds.keys()].map(String),
          (name) =>
            openFile(nodes, `${path}/${name}`, /^\d+$/.test(name) ? task.fds.get(Number(name)) : undefined, own),
          { ...own, mode: 0o500 },
        ),
      limits: say(() => limits(kernel)),
      mounts: say(() => MOUNTS),
      stat: say(() => statLine(task)),
      status: say(() => status(task)),
    },
  );
};

const directoryAt = (kernel: Kernel, path: string): Inode | undefined =>
  kernel.tree.exists(path) ? kernel.tree.find(path) : undefined;

const commOf = (task: Task): string => task.ref.program.slice(0, 15);

/** A link that says what is open, and leads to it. */
const openFile = (
  nodes: LiveNodes,
  path: string,
  file: OpenFile | undefined,
  own: { readonly owner: string; readonly group: string },
): Inode | undefined => {
  if (!(file instanceof Handle)) return undefined;
  const { description } = file;
  const link = (target: string, leads: Inode) => nodes.link(path, target, leads, own);
  if (description instanceof FileDescription) return link(description.path, description.node);
  const open = nodes.open(path, description, { ...own, mode: 0o600 });
  if (description instanceof TtyDescription) return link(description.terminal.name, open);
  if (description instanceof DeviceDescription) return link(`/dev/${description.name}`, open);
  return link(`${description.kind}:[${open.number}]`, open);
};

const status = (task: Task): string => {
  const rows: readonly (readonly [string, string])[] = [
    ['Name', commOf(task)],
    ['Umask', task.umask.toString(8).padStart(4, '0')],
    ['State', STATES[task.state]],
    ['Tgid', String(task.pid)],
    ['Pid', String(task.pid)],
    ['PPid', String(task.parent?.pid ?? 0)],
    ...(task.ended ? [] : [['VmRSS', kB(residentMemory(task.ref.program))] as const]),
    ['Threads', '1'],
  ];
  return rows.map(([name, value]) => `${name}:\t${value}\n`).join('');
};

const statLine = (task: Task): string => {
  const ticks = Math.round(task.cpu / 10);
  const state = STATES[task.state].charAt(0);
  return `${task.pid} (${commOf(task)}) ${state} ${task.parent?.pid ?? 0} ${task.group} ${task.session.leader} ${ticks}\n`;
};

const limits = (kernel: Kernel): string => {
  const row = (name: string, soft: string, hard: string, units: string) =>
    `${name.padEnd(26)}${soft.padEnd(21)}${hard.padEnd(21)}${units.padEnd(10)}\n`;
  return (
    row('Limit', 'Soft Limit', 'Hard Limit', 'Units') +
    row('Max processes', String(kernel.maxProcesses), String(kernel.maxProcesses), 'processes') +
    row('Max open files', '1024', '1024', 'files')
  );
};
