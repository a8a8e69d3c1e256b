import type { WorkbenchText } from './workbench.en.ts';

const number = new Intl.NumberFormat('de-DE');
const count = (n: number, one: string, many: string): string => `${number.format(n)} ${n === 1 ? one : many}`;

/** Was die Werkbank sagt, auf Deutsch. */
export const workbenchDe: WorkbenchText = {
  split: {
    terminals: 'Höhe der Terminals',
    left: 'Breite des linken Terminals',
    lanes: 'Breite der Bahnen',
    lanesAbove: 'Höhe der Bahnen',
    editor: 'Breite des Editors',
    editorAbove: 'Höhe des Editors',
  },
  panels: {
    boards: 'Platinen',
    editor: 'Editor',
    editorComing: 'Der Editor ist unterwegs.',
    editorNotLoaded:
      'Das Skript des Editors ist nicht angekommen. Schließe ihn und öffne ihn wieder, um es noch einmal zu holen.',
    boardsComing: 'Die Zeichnung der Platinen ist unterwegs.',
    boardsNotLoaded:
      'Das Skript, das die Platinen zeichnet, kam nicht. Schließe sie und öffne sie noch einmal, dann wird es wieder geholt.',
  },
  terminal: {
    heading: 'Terminals',
    session: (host, session) => `${host}, SSH-Sitzung ${session}`,
    leave: (name) => `Terminal von ${name}. F6 führt hinaus zum nächsten Bereich, Umschalt F6 zum vorigen.`,
    leaveShort: 'führt hinaus',
    starting: 'Die Raspberry Pis starten. Ihre Terminals erscheinen hier, sobald sie hochgefahren sind.',
    fault:
      'Das Labor ist ausgefallen, und was hier getippt wird, kommt nicht mehr an. Das ist ein Fehler von Kleber, nicht deiner. Lade die Seite neu.',
    notLoaded: (said) =>
      `Das Skript, das dieses Terminal zeichnet, ist nicht angekommen (${said}). Lade die Seite neu.`,
    faultSaid: 'Es meldet:',
  },
  keys: {
    heading: 'Tasten',
    tab: 'Tabulator',
    interrupt: 'Steuerung C',
    control: 'Steuerung, für die nächste Taste',
    left: 'Pfeil nach links',
    right: 'Pfeil nach rechts',
    up: 'Pfeil nach oben',
    down: 'Pfeil nach unten',
    character: {
      '|': 'Senkrechter Strich',
      '#': 'Rautezeichen',
      $: 'Dollarzeichen',
      "'": 'Einfaches Anführungszeichen',
      '"': 'Doppeltes Anführungszeichen',
      '-': 'Bindestrich',
      '/': 'Schrägstrich',
    },
  },
  wire: {
    heading: 'Leitung',
    totals: (packets, bytes) => `${count(packets, 'Paket', 'Pakete')}, ${count(bytes, 'Byte', 'Bytes')}`,
    totalsKept: (packets, rows) =>
      `${count(packets, 'Paket', 'Pakete')}; die letzten ${number.format(rows)} Zeilen sind aufgeführt`,
    totalsSkipped: (packets, skipped) =>
      `${count(packets, 'Paket', 'Pakete')}, davon ${number.format(skipped)} nicht aufgeführt`,
    legend: 'Striche eines PUBLISH',
    pause: 'Anhalten',
    goOn: 'Weiter',
    paused: (n) =>
      n === 0
        ? 'Angehalten.'
        : `Angehalten. Seitdem ${n === 1 ? 'kam' : 'kamen'} ${count(n, 'Paket', 'Pakete')} vorbei.`,
    empty: 'Noch kein Paket. Jedes Paket zwischen einem Client und dem Broker erscheint hier, während es vorbeikommt.',
    notLoaded: 'Pakete kamen vorbei, aber das Skript, das sie zeichnet, kam nicht. Lade die Seite neu.',
    list: 'Pakete, das neueste zuletzt',
    from: (client, broker) => `${client} an ${broker}`,
    lane: (host, session) => (session === undefined ? host : `${host}, Sitzung ${session}`),
    session: (session) => `Sitzung ${session}`,
    outside: 'außerhalb',
    qos: (qos) => `QoS ${qos}`,
    malformed: 'bricht eine Regel',
    skipped: (n) => `${count(n, 'weiteres Paket', 'weitere Pakete')}, zu schnell zum Aufführen`,
    closed: {
      client: (program) => `${program} hat die Verbindung ohne DISCONNECT beendet.`,
      server: (program) => `Der Broker hat die Verbindung von ${program} beendet.`,
      wire: (program) => `Die Verbindung von ${program} ist abgerissen.`,
    },
    newest: (n) => `${count(n, 'Zeile', 'Zeilen')} weiter unten, zum neuesten`,
  },
  bytes: {
    heading: 'Bytes',
    empty: 'Hier erscheinen seine Bytes, und was jedes davon bedeutet.',
    size: (n) => count(n, 'Byte', 'Bytes'),
    isNewest: 'das Neueste',
    held: 'bleibt, solange du hierher zeigst',
    toNewest: 'Zum neuesten',
    hex: 'Bytes, hexadezimal. Die Pfeiltasten gehen von Byte zu Byte.',
    byte: (offset, hex, field, value) => `Byte ${offset}: ${hex}, ${field}: ${value}`,
    point: 'Zeige auf ein Byte, oder geh mit den Pfeiltasten hindurch: dann steht hier, was es bedeutet.',
    more: (n) => `${count(n, 'Byte folgt', 'Bytes folgen')}, hier nicht gezeigt.`,
    showMore: (n) => `${number.format(n)} weitere zeigen`,
    offset: 'Bytes',
    field: 'Feld',
    value: 'Wert',
    closed: 'Hier geschah etwas, von dem kein Paket berichtet: Gesendet wurde nichts.',
    closedError: (error) => `Das Netz meldet ${error}.`,
    skipped: 'Das Labor hat diese Pakete wie immer weitergereicht; nur diese Liste lässt sie aus.',
  },
};
