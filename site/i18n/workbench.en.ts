/**
 * What the workbench says, in English: terminals and wire. This object is the type of every other
 * language. Names of packets, programs and hosts are the same in every language.
 */
const number = new Intl.NumberFormat('en-GB');
const count = (n: number, one: string, many: string): string => `${number.format(n)} ${n === 1 ? one : many}`;

export const workbenchEn = {
  split: {
    terminals: 'Height of the terminals',
    left: 'Width of the left terminal',
    lanes: 'Width of the lanes',
    lanesAbove: 'Height of the lanes',
    editor: 'Width of the editor',
    editorAbove: 'Height of the editor',
  },
  panels: {
    /** Opens and closes the strip of boards. */
    boards: 'Boards',
    /** Opens and closes the editor's pane. */
    editor: 'Editor',
    editorComing: 'The editor is on its way.',
    editorNotLoaded: 'The script of the editor did not come. Close it and open it again to fetch it once more.',
    boardsComing: 'The drawing of the boards is on its way.',
    boardsNotLoaded:
      'The script that draws the boards did not come. Close them and open them again to fetch it once more.',
  },
  terminal: {
    heading: 'Terminals',
    session: (host: string, session: number) => `${host}, SSH session ${session}`,
    leave: (name: string) => `Terminal of ${name}. F6 leaves it for the next panel, Shift F6 for the one before.`,
    leaveShort: 'leaves the terminal',
    starting: 'The Raspberry Pis are starting. Their terminals appear here as soon as they have booted.',
    fault:
      'The lab has failed, and nothing typed here arrives any more. That is a bug of Kleber, not yours. Reload the page.',
    notLoaded: (said: string) => `The script that draws this terminal did not come (${said}). Reload the page.`,
    faultSaid: 'What it said:',
  },
  keys: {
    heading: 'Keys',
    tab: 'Tab',
    interrupt: 'Control C',
    control: 'Control, for the next key',
    left: 'Arrow left',
    right: 'Arrow right',
    up: 'Arrow up',
    down: 'Arrow down',
    character: {
      '|': 'Vertical bar',
      '#': 'Number sign',
      $: 'Dollar sign',
      "'": 'Single quote',
      '"': 'Double quote',
      '-': 'Hyphen',
      '/': 'Slash',
    },
  },
  wire: {
    heading: 'Wire',
    totals: (packets: number, bytes: number) =>
      `${count(packets, 'packet', 'packets')}, ${count(bytes, 'byte', 'bytes')}`,
    totalsKept: (packets: number, rows: number) =>
      `${count(packets, 'packet', 'packets')}; the last ${number.format(rows)} rows are listed`,
    totalsSkipped: (packets: number, skipped: number) =>
      `${count(packets, 'packet', 'packets')}, ${number.format(skipped)} of them not listed`,
    legend: 'Strokes of a PUBLISH',
    pause: 'Pause',
    goOn: 'Go on',
    paused: (n: number) => (n === 0 ? 'Paused.' : `Paused. ${count(n, 'packet', 'packets')} passed since.`),
    empty: 'No packet yet. Each packet between a client and the broker appears here as it passes.',
    notLoaded: 'Packets passed, but the script that draws them did not come. Reload the page.',
    list: 'Packets, newest last',
    from: (client: string, broker: string) => `${client} to ${broker}`,
    lane: (host: string, session: number | undefined) => (session === undefined ? host : `${host}, session ${session}`),
    session: (session: number) => `session ${session}`,
    outside: 'outside',
    qos: (qos: number) => `QoS ${qos}`,
    malformed: 'breaks a rule',
    skipped: (n: number) => `${count(n, 'packet', 'packets')} more, too fast to be listed`,
    closed: {
      client: (program: string) => `${program} closed the connection without a DISCONNECT.`,
      server: (program: string) => `The broker closed the connection of ${program}.`,
      wire: (program: string) => `The connection of ${program} broke.`,
    },
    newest: (n: number) => `${count(n, 'row', 'rows')} below, to the newest`,
  },
  bytes: {
    heading: 'Bytes',
    empty: 'Its bytes appear here, and what each of them means.',
    size: (n: number) => count(n, 'byte', 'bytes'),
    isNewest: 'the newest',
    held: 'stays while you point here',
    toNewest: 'To the newest',
    hex: 'Bytes, hexadecimal. The arrow keys go from byte to byte.',
    byte: (offset: number, hex: string, field: string, value: string) => `Byte ${offset}: ${hex}, ${field}: ${value}`,
    point: 'Point at a byte, or go through them with the arrow keys, to see what it means.',
    more: (n: number) => `${count(n, 'byte follows', 'bytes follow')} that ${n === 1 ? 'is' : 'are'} not shown.`,
    showMore: (n: number) => `Show ${number.format(n)} more`,
    offset: 'Bytes',
    field: 'Field',
    value: 'Value',
    closed: 'Something happened that no packet tells of: nothing was sent here.',
    closedError: (error: string) => `The network says ${error}.`,
    skipped: 'The lab passed these packets on as always; only this list left them out.',
  },
};

export type WorkbenchText = typeof workbenchEn;
