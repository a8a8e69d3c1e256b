import { german } from '#runtime/lesson/phrases.de.ts';
import { workbenchDe } from './workbench.de.ts';
import type { Strings } from './en.ts';

/** Was die Seiten sagen, auf Deutsch. */
export const de: Strings = {
  phrases: german,
  workbench: workbenchDe,
  language: { en: 'English', de: 'Deutsch' },
  header: {
    home: 'Kleber, Startseite',
    languages: 'Sprache',
    theme: {
      auto: 'Hell oder dunkel: wie das System',
      light: 'Hell oder dunkel: hell',
      dark: 'Hell oder dunkel: dunkel',
    },
    previousLesson: (n, title) => `Lektion ${n}: ${title}`,
    nextLesson: (n, title) => `Lektion ${n}: ${title}`,
    lesson: (n) => `Lektion ${n}`,
    step: (n, of) => `Schritt ${n} von ${of}`,
    finished: 'fertig',
    alsoHere: 'Diese Seite auf Deutsch',
  },
  broker: {
    own: 'Broker in dieser Seite',
    stopped: 'Broker angehalten',
    moved: 'Broker jetzt in dieser Seite',
    movedDetail: 'echte Clients sehen ihn nicht mehr',
    movedHeard: 'Dieser Broker läuft jetzt in deiner Seite. Echte Clients sehen ihn nicht mehr.',
    toServer: 'Zurück zum Server',
    connecting: 'Verbindung zum Broker wird aufgebaut',
    connected: (where) => `Verbunden mit ${where}`,
    seat: (seat) => `Platz ${seat}`,
    tcpPort: (port) => `TCP-Port ${port}`,
    lost: (seconds) =>
      seconds > 0
        ? `Broker nicht erreichbar, neuer Versuch in ${seconds} ${seconds === 1 ? 'Sekunde' : 'Sekunden'}`
        : 'Broker nicht erreichbar, neuer Versuch läuft',
    lostHeard: 'Die Verbindung zum Broker ist verloren. Sie wird von selbst wieder versucht.',
    short: { own: 'in dieser Seite', connecting: 'wird verbunden', connected: 'verbunden', lost: 'verloren' },
    about: {
      heading: 'Wo läuft der Broker?',
      own: 'Der Broker von rpi-broker läuft in dieser Seite, zusammen mit den drei Pis. Niemand sonst sieht seine Nachrichten, und er braucht kein Netz. Was er behalten soll, ist innerhalb einer Sekunde gespeichert: Wer vorher den Stecker zieht, verliert es.',
      server: 'Der Broker von rpi-broker läuft im Server, von dem diese Seite kommt. Echte Clients können dazukommen:',
      noPort: 'Der Broker von rpi-broker läuft im Server, von dem diese Seite kommt.',
      moved:
        'Du hast diesen Broker angehalten oder neu gestartet. Deshalb läuft er jetzt in deiner Seite, mit den Dateien von rpi-broker. Echte Clients sehen ihn nicht mehr: Sie sind beim Broker des Servers, der weiterläuft und von diesem nichts weiß.',
      stopped:
        'Auf rpi-broker läuft kein Mosquitto: Clients werden abgewiesen. Der erste Befehl sagt, warum, der zweite startet ihn:',
      toServer: 'Zurück zum Broker des Servers',
      lost: 'Der Server antwortet nicht. Läuft er noch? Das Labor versucht es weiter, und was du geschafft hast, bleibt.',
    },
  },
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
  lesson: {
    title: (title) => `${title} – Kleber`,
    skip: 'Zur Lektion springen',
    skipTerminals: 'Zu den Terminals springen',
    label: (n) => `Lektion ${n}`,
    part: (roman, title) => `Teil ${roman}, ${title}`,
    size: (steps, minutes) => `${steps === 1 ? '1 Schritt' : `${steps} Schritte`}, ${minutes} Minuten`,
    steps: 'Schritte',
    status: { done: 'geschafft', now: 'jetzt', open: 'kommt noch' },
    terminal: (host, session) => (session === undefined ? host : `${host}, Sitzung ${session}`),
    typeInto: (terminal) => `In ${terminal} eintippen`,
    goal: (n) => `Schritt ${n} hakt sich ab, sobald`,
    seen: (met, of) => `${met} von ${of} gesehen`,
    partSeen: 'gesehen',
    partOpen: 'noch nicht',
    stepDone: (n) => `Schritt ${n} ist geschafft`,
    mistake: 'So noch nicht',
    mistakeAt: (time, terminal) =>
      terminal === undefined ? `gesehen um ${time}` : `versucht um ${time} in ${terminal}`,
    hint: 'Hinweis',
    hintOf: (n, of) => `${n} von ${of}`,
    firstHint: 'Hinweis zeigen',
    nextHint: 'Nächster Hinweis',
    solution: 'Lösung',
    solutionTyped: 'Für dich eingetippt, nach einem Strg-C, falls dort noch etwas lief. Enter drückst du.',
    solutionAnswer: (choice) => `Die Antwort ist: ${choice}`,
    choices: 'Deine Antwort',
    answer: {
      unproven: 'Notiert. Probier es jetzt aus: Die Liste unten sagt, was noch fehlt.',
      wrong: 'Der Versuch sagt etwas anderes. Sieh nach, was geschehen ist, und wähle noch einmal.',
      right: 'Richtig, und bewiesen.',
    },
    remember: 'Zum Merken',
    finished: 'Alle Schritte sind geschafft.',
    next: (n, title) => `Weiter mit Lektion ${n}, ${title}`,
    backHome: 'Zu den Lektionen',
    reset: 'Diese Lektion neu beginnen',
    resetSure: 'Die Pis sind dann wieder wie ausgeliefert und alle Schritte dieser Lektion offen.',
    resetYes: 'Neu beginnen',
    resetNo: 'So weitermachen',
    notKept: 'Dieser Browser merkt sich nichts: Dein Fortschritt ist verloren, sobald die Seite geschlossen wird.',
    filesElsewhere:
      'Ein anderes Fenster hat dieses Labor offen und behält die Dateien seiner Pis. Diese hier sind eine Kopie: Was du änderst, ist mit diesem Fenster weg.',
    keepHere: 'Stattdessen die Dateien dieses Fensters behalten',
    filesUnkept:
      'Dieser Browser konnte die Dateien der Pis nicht speichern: Was du änderst, ist nach einem Neuladen weg.',
    noScript: 'Ohne JavaScript kannst du diese Lektion lesen, aber es gibt keine Terminals zum Tippen.',
    starting: 'Die drei Pis starten.',
    fault:
      'Das Labor ist ausgefallen. Das ist ein Fehler von Kleber, nicht von dir. Was geschafft ist, bleibt; lade die Seite neu.',
    faultSaid: 'Die Meldung:',
    resize: 'Breite des Textes',
  },
  views: { label: 'Ansicht', lesson: 'Lektion', terminals: 'Terminals', wire: 'Leitung', news: 'neu' },
  sandbox: {
    title: 'Sandkasten – Kleber',
    heading: 'Sandkasten',
    skip: 'Zum Text springen',
    lead: 'Drei Raspberry Pis und ein Broker, und keine Aufgabe. Probier aus, was du willst. Dateien bleiben, wie du sie hinterlässt, auch nach einem Neuladen; was läuft, endet mit der Seite.',
    tryThese: 'Zum Anfangen',
    listen: 'Auf rpi-sub allem zuhören:',
    send: 'Auf rpi-pub etwas sagen:',
    hosts: 'Die Rechner',
    hostList: { broker: 'betreibt Mosquitto', pub: 'veröffentlicht', sub: 'abonniert' },
    sideLabel: 'Über den Sandkasten',
    tab: 'Sandkasten',
    reset: 'Frische Pis',
    resetSure: 'Auf den drei Pis ist dann alles wieder wie ausgeliefert.',
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
