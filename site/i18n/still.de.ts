import type { StillStrings } from './still.en.ts';

/** Was auf Seiten ohne Labor steht. */
export const stillDe: StillStrings = {
  home: {
    title: 'Kleber: MQTT lernen, indem man es sendet',
    description: 'MQTT lernen mit echten Befehlen, drei simulierten Raspberry Pis und jedem Paket vor Augen.',
    pitch: 'Lerne MQTT, indem du es sendest, Byte für Byte, zwischen drei Raspberry Pis, die in dieser Seite leben.',
    promise:
      'Tippe die echten Befehle. Sieh jedes Paket, das sie auslösen. Lies jedes Byte davon. Nichts zu installieren, kein Konto, und es läuft ohne Internet.',
    skip: 'Zu den Lektionen springen',
    start: 'Mit Lektion 1 beginnen',
    goOn: (n) => `Weiter mit Lektion ${n}`,
    again: 'Lektion 1 noch einmal',
    figure: {
      alt: 'rpi-pub veröffentlicht Hello World an rpi-broker, der dieselben Bytes an rpi-sub weitergibt',
      caption: 'Lektion 1 in 29 Bytes.',
      text: 'Typ, Länge, Topic, Nutzdaten. Am Ende kannst du jedes davon lesen.',
    },
    doors: 'Mehr',
    sandbox: 'Drei Pis, jedes Fenster, keine Aufgabe',
    lessons: 'Lektionen',
    partLessons: (n) => (n === 1 ? '1 Lektion' : `${n} Lektionen`),
    partDone: (done, of) => `${done} von ${of} fertig`,
    minutes: (n) => `${n} min`,
    done: 'fertig',
    progress: {
      heading: 'Dein Fortschritt',
      where: 'Der Fortschritt steht in diesem Browser und sonst nirgends.',
      notKept:
        'Dieser Browser merkt sich nichts: Der Fortschritt ist verloren, sobald die Seite geschlossen wird. Nimm ihn als Datei mit.',
      none: 'Noch ist nichts geschafft.',
      steps: (n) => (n === 1 ? '1 Schritt geschafft.' : `${n} Schritte geschafft.`),
      export: 'Als Datei sichern',
      import: 'Aus einer Datei zurückholen',
      reset: 'Allen Fortschritt vergessen',
      resetSure: 'Alle Schritte aller Lektionen sind dann wieder offen und ihre Pis wie ausgeliefert.',
      resetYes: 'Alles vergessen',
      resetNo: 'Behalten',
      resetDone: 'Vergessen. Alle Lektionen beginnen von vorn.',
      filesNotForgotten: (why) =>
        `Die Schritte sind vergessen, die Dateien der Pis nicht (${why}). Beginne jede Lektion an ihrem Ende neu.`,
      imported: (n) =>
        n === 0
          ? 'Gelesen. Alles davon war schon bekannt.'
          : n === 1
            ? 'Gelesen: 1 Schritt mehr.'
            : `Gelesen: ${n} Schritte mehr.`,
      problem: {
        'not-json': (file, said) =>
          `${file} ist keine Fortschrittsdatei: Sie ist kein JSON (${said}). Wähle die Datei, die „Als Datei sichern“ angelegt hat.`,
        'not-progress': (file) =>
          `${file} ist JSON, aber kein Fortschritt von Kleber. Wähle die Datei, die „Als Datei sichern“ angelegt hat.`,
        newer: (file, version) =>
          `${file} stammt von einem neueren Kleber (Format ${version}, dieser liest 1). Öffne sie dort, oder erneuere diesen.`,
        shape: (file, at, expected) =>
          `${file} wurde verändert: ${at} sollte ${expected} sein. Nichts davon wurde übernommen.`,
        unreadable: (file) => `${file} ließ sich nicht lesen. Wähle sie noch einmal.`,
        expected: {
          object: 'ein Objekt',
          time: 'eine Zeit in Millisekunden',
          true: 'true oder weggelassen',
          name: 'aus Kleinbuchstaben, Ziffern und Bindestrichen',
        },
      },
    },
  },
  footer: {
    talk: 'Nach dem Vortrag „MQTT: Der Kleber, der das Internet of Things zusammenhält“ von Nico Maas, Pi and More 6, 2015',
    credits: 'Dank und Lizenzen',
    conformance: 'Treue zum Standard',
  },
  credits: {
    title: 'Dank und Lizenzen – Kleber',
    heading: 'Dank und Lizenzen',
    skip: 'Zum Text springen',
    talk: {
      heading: 'Der Vortrag',
      text: 'Kleber entstand nach dem Vortrag „MQTT: Der Kleber, der das Internet of Things zusammenhält“, den Nico Maas 2015 auf der Pi and More 6 gehalten hat. Die drei Raspberry Pis, ihre Adressen, das Hello World, das Thermometer und die Lichter, die es schaltet, sind seine.',
    },
    mosquitto: {
      heading: 'Eclipse Mosquitto',
      text: 'Die Befehle, die du tippst, verhalten sich wie die von Eclipse Mosquitto; ihre Meldungen und Hilfetexte sind wörtlich von dort zitiert. Sein Code ist hier nicht enthalten. Es ist freie Software unter EPL 2.0 und EDL 1.0. Mosquitto ist eine Marke der Eclipse Foundation.',
    },
    standard: {
      heading: 'Der Standard',
      text: 'Klauseln in eckigen Klammern, etwa [MQTT-4.7.1-3], sind die von „MQTT Version 3.1.1“, einem OASIS-Standard vom 29. Oktober 2014; die mit MQTT5 sind die von „MQTT Version 5.0“, einem OASIS-Standard vom 7. März 2019. Copyright OASIS Open. Hier und da wird ein Satz zitiert, immer auf Englisch.',
    },
    raspberry: 'Raspberry Pi ist eine Marke der Raspberry Pi Ltd. Kleber ist mit ihr nicht verbunden.',
    software: 'Software und Schriften in diesen Seiten',
    name: 'Name',
    licence: 'Lizenz',
    use: 'Verwendet für',
    uses: {
      fonts: 'die drei Stimmen der Seite',
      preact: 'was sich auf der Seite ändert',
      signals: 'was die Seite vom Labor weiß',
      xterm: 'die Terminals',
      monaco: 'den Editor',
      codicons: 'die Zeichen im Editor',
      typescript: 'Vorschläge und Fehler im Editor',
      pyodide: 'Python auf den Pis',
      mqtt: 'MQTT in Programmen auf den Pis',
      sucrase: 'TypeScript in Programmen auf den Pis',
      lexer: 'import und export in Programmen auf den Pis',
      nodeModules: 'Module von node auf den Pis',
      diff: 'diff auf den Pis und Unterschiede im Editor',
      msw: 'WebSockets der Seite, die ins Labor führen',
      astro: 'den Bau dieser Seiten',
      valibot: 'das Prüfen dessen, was Lektionen und Server sagen',
      ws: 'WebSockets des Servers',
      sirv: 'die Dateien des Servers',
      qrcode: 'den Code zum Abfotografieren',
      node: 'den Betrieb des Servers',
    },
    own: 'Kleber selbst ist freie Software unter der MIT-Lizenz.',
  },
  notFound: {
    heading: 'Diese Seite gibt es nicht',
    text: 'Die Adresse ist vielleicht vertippt, oder die Seite ist umgezogen.',
    home: 'Zu den Lektionen',
  },
};
