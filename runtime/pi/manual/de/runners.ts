import type { TranslatedPage } from '../page.ts';

/** Handbuchseiten der Befehle, die Programme ausführen. */
export const runners: Readonly<Record<string, TranslatedPage>> = {
  node: {
    summary: 'Programme in TypeScript und JavaScript ausführen',
    synopsis: [
      'node [OPTION]... DATEI [ARGUMENT]...',
      'node [OPTION]... -e SKRIPT [ARGUMENT]...',
      'node [OPTION]... - [ARGUMENT]... < DATEI',
    ],
    description: [
      'Führt das Programm in DATEI aus, oder das aus der Standardeingabe, wie Node.js 24 es tut. Aus TypeScript werden die Typen entfernt, geprüft wird nichts: Was ein Editor unterstreicht, läuft trotzdem. Was übersetzt werden müsste (*enum*, Parametereigenschaften, Namensräume), wird abgelehnt.',
      'Eine Datei ist ein ES-Modul, wenn sie .mjs oder .mts heißt, wenn "type" in der nächsten package.json es sagt oder wenn *import* oder *export* in ihr steht; sonst ist sie CommonJS.',
      'Ein Programm endet, wenn nichts mehr übrig ist, was es noch einmal aufrufen könnte: kein Timer, keine Verbindung, niemand, der die Standardeingabe liest. Sein Rückgabewert ist dann 0 oder *process.exitCode*.',
    ],
    options: [
      'sagt, ob DATEI JavaScript ist, und führt sie nicht aus',
      'führt SCRIPT aus; Module von node sind unter ihrem Namen da: fs, path',
      'dasselbe, und gibt aus, was der letzte Ausdruck ergibt',
      'SCRIPT oder die Standardeingabe ist *module* oder *commonjs*',
      'die Version von Node.js, der dieses hier gleicht',
    ],
    sections: [
      [
        'MODULE',
        [
          'Von node: assert, buffer, console, events, fs, fs/promises, os, path, perf_hooks, process, readline, readline/promises, stream, stream/promises, string_decoder, timers, timers/promises, url, util.',
          '*mqtt*: der Client für MQTT, wie sein Paket ihn hat: *mqtt.connect*("mqtt://192.168.1.3"), oder ws://, wo der Broker einen Listener für WebSockets hat.',
          '*i2c-bus*: Chips am I2C-Bus: *openSync*(1).*readWordSync*(0x48, 0), und alles auch mit Callbacks und Promises.',
          '*onoff*: GPIO-Leitungen nach den Nummern von /sys/class/gpio, die bei 512 beginnen: GPIO17 ist new *Gpio*(529, "out").',
        ],
      ],
      [
        'DATEIEN',
        [
          'Was sofort gelesen wird, ist so, wie es in diesem Augenblick auf dem Pi steht; was geschrieben wird, ist sofort da, für dieses Programm und für jedes andere.',
        ],
      ],
    ],
    examples: ['ein Programm ausführen', 'rechnen', 'einem Programm die Ausgabe eines anderen geben'],
    exitStatus: [
      'das Programm kam an sein Ende',
      'ein Fehler, den niemand gefangen hat; eine Datei, die sich nicht finden oder übersetzen lässt',
      'eine Option, die es nicht gibt',
      'ein *await* oben in einem Modul, das auf nichts mehr wartet',
      'was *process.exit*(N) oder *process.exitCode* sagt',
    ],
    differences: [
      'Programme können keine anderen starten (*node:child_process*), keine eigenen Verbindungen öffnen (*node:net*, *node:http*, *fetch*) und kein TLS: Jedes davon sagt es, wenn man es aufruft.',
      'Es liest keine einzelnen Zeilen: *node* allein an einem Terminal sagt, was man stattdessen tut. npm gibt es nicht, und installieren lässt sich nichts.',
      'Fehlermeldungen nennen nur die Dateien des Programms. Was sich an TypeScript nicht lesen lässt, steht in anderen Worten da.',
    ],
  },
};
