import type { TranslatedPage } from '../page.ts';

const FORCE = 'auch dann, wenn ein Treiber des Kerns den Chip benutzt';
const YES = 'nicht fragen';
const ALL = 'alle Adressen, 0x00 bis 0x7f, auch die reservierten';
const VERSION = 'die Version ausgeben';
const NO_BLOCKS =
  'Modus s ist bekannt und wird abgelehnt: Der Bus eines Raspberry Pi kann ihn nicht, auch der echte nicht.';

const BIAS = 'der Zugwiderstand: *as-is* (wie er ist), *disable*, *pull-up* oder *pull-down*';
const ACTIVE_LOW = '1 heißt niedrig';
const CHIP_AND_LINE =
  'CHIP ist ein Name, eine Nummer oder ein Etikett: *gpiochip0*, *0*. LEITUNG ist eine Nummer, wie Broadcom zählt: 17 ist GPIO 17, Pin 11.';
const GOES_OUT = 'Eine Leitung, die Ausgang war, treibt danach nichts mehr: Eine LED daran erlischt.';
const BUSY = 'eine Leitung gehört jemand anderem, oder es gibt sie nicht';

export const hardware: Readonly<Record<string, TranslatedPage>> = {
  gpiodetect: {
    summary: 'die GPIO-Chips ausgeben',
    description: ['Gibt jeden GPIO-Chip aus, mit seinem Etikett und der Zahl seiner Leitungen.'],
    options: [VERSION],
    differences: [
      'Ein echter Raspberry Pi 3 hat zwei weitere Chips, für das, was seine Firmware schaltet: die LED auf der Platine und den Strom ihrer Teile. Sie fehlen hier.',
    ],
  },
  gpiofind: {
    summary: 'eine GPIO-Leitung nach ihrem Namen suchen',
    description: [
      'Gibt Chip und Nummer der ersten Leitung dieses Namens aus, so wie gpioget und gpioset sie wollen. *gpioinfo* gibt die Namen aus.',
    ],
    options: [VERSION],
    examples: ['stellt eine Leitung nach ihrem Namen'],
    exitStatus: ['gefunden', 'keine Leitung heißt so'],
  },
  gpioget: {
    summary: 'die Pegel von GPIO-Leitungen lesen',
    synopsis: ['gpioget [-l] [-B BIAS] CHIP LEITUNG...'],
    description: [
      `Macht Leitungen von CHIP zu Eingängen und gibt ihre Pegel aus, 0 oder 1, in einer Zeile. ${CHIP_AND_LINE}`,
      GOES_OUT,
    ],
    options: [BIAS, ACTIVE_LOW, VERSION],
    examples: ['der Pegel von GPIO 4', 'von zwei Tastern nach Masse: 0 ist gedrückt'],
    exitStatus: ['gelesen', BUSY],
  },
  gpioinfo: {
    summary: 'die Leitungen von GPIO-Chips ausgeben',
    description: [
      'Gibt jede Leitung der Chips aus, ohne CHIP die von allen: ihre Nummer, ihren Namen, wer sie benutzt, ob sie Eingang oder Ausgang ist und ob 1 hoch heißt. Nur ein Programm, das noch läuft, benutzt eine Leitung. *used* und ein gewünschter Zugwiderstand stehen in Klammern.',
    ],
    options: [VERSION],
    examples: ['Leitungen, die ein Programm hat'],
    exitStatus: ['alle ausgegeben', 'ein Chip ließ sich nicht öffnen'],
    differences: ['Ein Ausgang, der open-drain oder open-source ist, ist nicht als solcher bezeichnet.'],
  },
  gpiomon: {
    summary: 'auf Änderungen von GPIO-Leitungen warten',
    synopsis: ['gpiomon [OPTION]... CHIP LEITUNG...'],
    description: [
      'Macht Leitungen von CHIP zu Eingängen und gibt jede Änderung ihrer Pegel aus, bis ^C. Die Zeit ist die seit dem Start des Systems.',
      'FORMAT ist Text mit %o, der Leitung, %e, 1 für eine steigende und 0 für eine fallende Flanke, %s und %n, Sekunden und Nanosekunden.',
      GOES_OUT,
    ],
    options: [
      'nach so vielen aufhören',
      'nichts ausgeben',
      'nur von 0 auf 1',
      'nur von 1 auf 0',
      'keine Zeile zurückhalten, auch nicht in einer Pipe',
      'für jede dies ausgeben',
      BIAS,
      ACTIVE_LOW,
      VERSION,
    ],
    examples: ['wartet auf eine Änderung von GPIO 4'],
    exitStatus: ['beendet, oder so viele gesehen wie verlangt', BUSY],
    differences: [
      'An den Eingängen dieses Pi hängt nichts: Was sie ändert, ist ihr Zugwiderstand, *pinctrl set 4 pu*.',
    ],
  },
  gpioset: {
    summary: 'die Pegel von GPIO-Leitungen setzen',
    synopsis: ['gpioset [-l] [-B BIAS] [-D DRIVE] [-m MODE] [-s SEC] [-u USEC] [-b] CHIP LEITUNG=PEGEL...'],
    description: [
      `Macht Leitungen von CHIP zu Ausgängen und setzt ihre Pegel, 0 oder 1. ${CHIP_AND_LINE}`,
      'MODE sagt, wann das Programm endet: *exit*, sofort (so ist es auch ohne), *wait*, mit Enter, *time*, nach -s und -u, *signal*, mit ^C oder kill(1). Bis dahin kann niemand sonst die Leitungen benutzen; auf einem Raspberry Pi bleiben sie danach, wie sie sind.',
      'DRIVE ist *push-pull*, *open-drain*, wo 1 die Leitung loslässt, oder *open-source*, wo 0 es tut.',
    ],
    options: [
      BIAS,
      'push-pull, open-drain oder open-source',
      ACTIVE_LOW,
      'exit, wait, time oder signal',
      'so viele Sekunden, beim Modus time',
      'und so viele Mikrosekunden',
      'ohne das Terminal weitermachen, bei time und signal',
      VERSION,
    ],
    examples: ['lässt die rote LED leuchten', 'hält zwei Leitungen zwei Sekunden lang'],
    exitStatus: ['gesetzt', BUSY],
  },
  i2cdetect: {
    summary: 'die Chips an einem I2C-Bus finden',
    description: [
      'Fragt an jeder Adresse eines Busses, ob jemand da ist, und gibt eine Tabelle aus: Wo ein Chip geantwortet hat, steht seine Adresse, sonst --. Auf einem Raspberry Pi hat der Bus an den Pins 3 und 5 die Nummer 1.',
      'I2CBUS ist eine Nummer oder ein Name aus *i2cdetect -l*. FIRST und LAST begrenzen, was gefragt wird; ohne sie ist es 0x08 bis 0x77.',
      'Manche Chips halten die Frage für einen Befehl; deshalb fragt das Programm vorher.',
    ],
    options: [
      YES,
      ALL,
      'überall mit „quick write“ fragen',
      'überall mit „receive byte“ fragen',
      'ausgeben, was der Bus kann',
      'ausgeben, welche Busse es gibt',
      VERSION,
    ],
    examples: ['was am Bus hängt', 'nur, wo ein LM75B sein kann'],
    exitStatus: ['gefragt, wer auch immer geantwortet hat', 'der Bus fehlt, oder ein Wort ist falsch'],
    differences: ['UU, für einen Chip, den ein Treiber des Kerns benutzt, kommt nicht vor: Hier tut das keiner.'],
  },
  i2cdump: {
    summary: 'alle Register eines Chips über I2C ausgeben',
    description: [
      'Liest die Register 0x00 bis 0xff des Chips bei ADDRESS (0x08 bis 0x77) und gibt sie als Tabelle aus, rechts daneben als Zeichen. Wo XX steht, hat der Chip nicht geantwortet. Es fragt vorher.',
      'Ein Chip mit weniger Registern wiederholt sie meistens: Ein LM75B hat vier, von einem und zwei Byte.',
    ],
    sections: [
      [
        'MODE',
        [
          '  b   Byte für Byte; so ist es auch ohne\n  w   Wörter\n  W   Wörter, nur von geraden Registern\n  i   Blöcke\n  c   Bytes hintereinander\n  s   Blöcke, die ihre Länge selbst sagen\n  bp wp cp   ebenso, mit Prüfbytes (PEC)',
        ],
      ],
    ],
    options: [FORCE, YES, 'nur diese Register', ALL, VERSION],
    examples: ['die Register eines LM75B, ihre Bytes vertauscht'],
    exitStatus: ['ausgegeben, oder niemand wollte es', 'ein Wort ist falsch, oder ein Block ließ sich nicht lesen'],
    differences: [NO_BLOCKS],
  },
  i2cget: {
    summary: 'aus den Registern eines Chips über I2C lesen',
    description: [
      'Liest ein Register des Chips bei CHIP-ADDRESS (0x08 bis 0x77) und gibt es hexadezimal aus. Ohne DATA-ADDRESS wählt der Chip: meist das zuletzt gelesene. Es fragt vorher.',
      'SMBus überträgt das niedrige Byte eines Wortes zuerst. Bei einem Chip, der das hohe zuerst schickt wie der LM75B, kommen die Bytes vertauscht heraus: 0x6019 ist 0x1960, 25,375 °C.',
    ],
    sections: [
      [
        'MODE',
        [
          '  b   ein Byte; so ist es auch ohne\n  w   ein Wort\n  c   das Register schreiben, dann ein Byte lesen\n  i   ein Block von LENGTH Byte, ohne Angabe 32\n  s   ein Block, der seine Länge selbst sagt\n  bp wp cp   ebenso, mit einem Prüfbyte (PEC)',
        ],
      ],
    ],
    options: [FORCE, YES, ALL, VERSION],
    examples: ['die Temperatur eines LM75B', 'zwei Bytes seiner Schwelle, in ihrer Reihenfolge'],
    exitStatus: [
      'gelesen, oder niemand wollte es',
      'ein Wort ist falsch, oder der Bus fehlt',
      'der Chip antwortet nicht',
    ],
    differences: [NO_BLOCKS],
  },
  i2cset: {
    summary: 'in die Register eines Chips über I2C schreiben',
    description: [
      'Schreibt VALUE in das Register DATA-ADDRESS des Chips bei CHIP-ADDRESS (0x08 bis 0x77). Es fragt vorher.',
      'SMBus überträgt das niedrige Byte eines Wortes zuerst. Will ein Chip das hohe zuerst wie der LM75B, so vertauschen Sie die Bytes.',
    ],
    sections: [
      [
        'MODE',
        [
          '  b   ein Byte; so ist es auch ohne\n  w   ein Wort\n  c   nur DATA-ADDRESS, kein Wert\n  i   ein Block von bis zu 32 Werten\n  s   ebenso, ihre Anzahl davor\n  bp wp cp sp   ebenso, mit einem Prüfbyte (PEC)',
        ],
      ],
    ],
    options: [
      FORCE,
      YES,
      'nur die Bits ändern, die in MASK 1 sind: das Register wird vorher gelesen',
      'das Register noch einmal lesen und sagen, ob es den Wert hat',
      ALL,
      VERSION,
    ],
    examples: [
      'legt einen LM75B schlafen: er behält seine letzte Temperatur',
      'und weckt ihn, was auch sonst in diesem Register steht',
      'stellt seine Schwelle auf 30 °C',
    ],
    exitStatus: ['geschrieben, oder niemand wollte es', 'der Chip antwortet nicht, oder ein Wort ist falsch'],
  },
  i2ctransfer: {
    summary: 'Nachrichten über I2C schicken, wie sie sind',
    description: [
      'Schickt Nachrichten in einem Vorgang, zwischen zweien ein wiederholtes START, und gibt die gelesenen Bytes aus. Es fragt vorher.',
      'DESC ist *r* oder *w*, lesen oder schreiben, die Zahl der Bytes und @ mit einer Adresse, an die auch die folgenden gehen: *w1@0x48*, *r2*. Hinter einem, das schreibt, stehen seine Bytes. Endet ein Byte mit =, +, - oder p, so steht es für sich und alle, die seiner Nachricht noch fehlen: wiederholt, aufwärts oder abwärts gezählt, zufällig.',
    ],
    options: [FORCE, YES, 'jede Nachricht ausgeben, nicht nur das Gelesene', ALL, VERSION],
    examples: ['die Temperatur eines LM75B, ihre zwei Bytes in ihrer Reihenfolge', 'stellt seine Schwelle auf 30 °C'],
    exitStatus: ['alles geschickt, oder niemand wollte es', 'ein Chip antwortet nicht, oder ein Wort ist falsch'],
    differences: ['Wie auf einem Raspberry Pi: Nur die letzte Nachricht darf lesen.'],
  },
  pinctrl: {
    summary: 'die Pins am Stecker des Raspberry Pi ausgeben und setzen',
    description: [
      'Gibt Pins aus, setzt sie, beobachtet sie oder sagt, was sie sonst sein können. Es schreibt in die Register des Chips und fragt niemanden: Auch ein Pin, den ein anderes Programm benutzt, wird gesetzt. GPIO ist eine Liste aus Nummern, wie Broadcom zählt, Bereichen und Namen: 17, 20-22, GPIO17,SDA1. Ohne sie werden alle ausgegeben.',
      'Eine Zeile von *get* ist die Nummer, *ip*, *op* oder *a0* bis *a5* für das, was der Pin ist, sein Pegel, *hi* oder *lo*, und sein Name. Die zwei Spalten -- stehen für Treiber und Zugwiderstand, die der Chip eines Raspberry Pi 3 nicht verrät.',
    ],
    options: [
      'Nummern sind die der 40 Pins am Stecker: 11 ist GPIO 17',
      'die Pins ausgeben, nachdem sie gesetzt sind',
      'auch ausgeben, welche Chips es gibt',
      'die Funktionen dieses Chips ausgeben, ohne ihn anzurühren',
      'diese Hilfe ausgeben',
    ],
    sections: [
      [
        'SETTINGS',
        [
          '  ip op      Eingang, Ausgang\n  dh dl      hoch, niedrig: von einem Ausgang\n  pu pd pn   Zugwiderstand nach oben, nach unten, keiner\n  a0 bis a5  eine andere Funktion: pinctrl funcs gibt sie aus',
        ],
      ],
    ],
    examples: ['die LEDs der Ampel', 'lässt die rote leuchten', 'und löscht sie', 'der Stecker, Pin für Pin'],
    exitStatus: ['getan', 'ein Wort ist falsch', 'diese Maschine hat keinen solchen Chip, oder man darf nicht'],
    differences: ['CHIP ist nur bcm2835. *poll* schaut hundertmal in der Sekunde; das echte, so oft es kann.'],
  },
};
