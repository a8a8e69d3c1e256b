import type { TranslatedPage } from '../page.ts';

const packageManager = (name: string, verbs: string): TranslatedPage => ({
  summary: 'Pakete verwalten',
  description: [
    'Verwaltet die Pakete dieses Rechners. Dieser Pi hat alles, was seine Lektionen brauchen, und keinen Weg ins Internet: Was es gibt, ist schon installiert, anderes ist nicht zu finden.',
  ],
  options: [
    'weniger sagen; hier dasselbe',
    'nicht fragen; hier wird nie gefragt',
    'mit list: nur, was installiert ist, also alles',
    'mit list: nur, wovon es Neueres gibt, also nichts',
    'ohne das, was nur empfohlen ist; hier wird nichts installiert',
  ],
  sections: [['BEFEHLE', [verbs]]],
  examples: [`was man auf einem neuen Raspberry Pi mit ${name} tippt`],
  exitStatus: ['es ging nicht'],
  differences: ['Pakete lassen sich weder entfernen noch hinzufügen noch erneuern.'],
});

const immediate = (name: string, what: string, after: string, summary: string): TranslatedPage => ({
  summary,
  description: [
    `${what} Jeder Prozess bekommt einen Augenblick, um zu enden, Dateien bleiben. Nur root darf das: *sudo ${name}*. Die Fenster auf diesem Pi werden geschlossen; Enter meldet wieder an, ${after}.`,
  ],
  options: ['die Dienste nicht erst fragen; hier dasselbe', 'den anderen Fenstern nichts sagen'],
});

const PLUG = 'nachdem man den Stecker gezogen und wieder eingesteckt hat';

const pip: TranslatedPage = {
  summary: 'Pakete für Python installieren',
  description: [
    'Installiert Python-Pakete aus dem Internet, zu dem dieser Pi keinen Weg hat: Was es gibt, ist schon installiert (paho-mqtt). Wie auf Raspberry Pi OS gehören die Pakete des Systems apt: pip installiert in eine virtuelle Umgebung oder mit *--break-system-packages*.',
  ],
  options: [
    'neben den Paketen von apt installieren',
    'weniger sagen; hier dasselbe',
    'installieren, was in dieser Datei steht',
    'die neueste Version installieren',
    'ins eigene Verzeichnis installieren',
    'die Version ausgeben',
    'mit uninstall: nicht fragen',
  ],
  examples: ['der Weg, den Raspberry Pi OS will'],
  exitStatus: ['es ging nicht'],
  differences: ['Nichts lässt sich holen oder entfernen.'],
};

/** Die Seiten der Gruppe `admin`. */
export const admin: Readonly<Record<string, TranslatedPage>> = {
  apt: packageManager(
    'apt',
    'autoclean, autoremove, clean, full-upgrade, install, list, policy, purge, reinstall, remove, search, show, update, upgrade',
  ),
  'apt-get': packageManager(
    'apt-get',
    'autoclean, autoremove, clean, dist-upgrade, install, purge, reinstall, remove, update, upgrade',
  ),
  dpkg: {
    summary: 'nachsehen, was installiert ist',
    description: ['Sagt, welche Pakete installiert sind und was zu ihnen gehört.'],
    options: [
      'Pakete auflisten, deren Namen zu einem Muster passen',
      'was über ein Paket bekannt ist',
      'die Dateien eines Pakets',
      'das Paket, zu dem eine Datei gehört',
      'aus einer Datei installieren: nicht auf diesem Pi',
      'ein Paket entfernen: nicht auf diesem Pi',
      'ein Paket mit seinen Einstellungen entfernen: nicht auf diesem Pi',
      'arm64 ausgeben',
    ],
    examples: ['was von Mosquitto installiert ist, und in welcher Version'],
    exitStatus: ['ein Paket oder eine Datei ist nicht bekannt', 'es ging nicht'],
    differences: ['Von den Dateien eines Pakets stehen nur seine Befehle da.'],
  },
  halt: immediate('halt', 'Hält diesen Raspberry Pi an; danach ist er aus.', PLUG, 'den Rechner anhalten'),
  journalctl: {
    summary: 'lesen, was Dienste gesagt haben',
    description: [
      'Gibt das Journal aus: was die Dienste dieses Rechners und ihr Verwalter gesagt haben, seit er gestartet ist. Was ein Dienst auf Standardausgabe und Standardfehlerausgabe schreibt, steht darin.',
    ],
    options: [
      'seit dem letzten Start des Rechners: so ist es ohnehin',
      'ans Ende gehen; hier ohne Wirkung',
      'weiter ausgeben, was dazukommt, bis ^C',
      'nur Zeilen, in denen sich das findet',
      'nur die letzten ANZAHL Zeilen, ohne Zahl 10',
      'nicht blättern; hier dasselbe',
      'short (wie sonst), cat (nur der Text), short-iso, json',
      'keine Hinweise',
      'das Neueste zuerst',
      "erst ab dann: '10 min ago', today, 10:30, 2026-11-22",
      'nur was dieses Programm gesagt hat',
      'nur von diesem Dienst',
      'nur bis dann',
      'Zeilen erklären; Erklärungen gibt es hier nicht',
    ],
    examples: ['dem Broker zusehen', 'seine letzten 20 Zeilen'],
    exitStatus: ['man darf es nicht sehen, oder eine Zeit ist keine'],
    differences: [
      'Das Journal liegt im Arbeitsspeicher und beginnt mit jedem Start neu. Ausgaben werden nie seitenweise gezeigt.',
    ],
  },
  pip,
  pip3: pip,
  poweroff: immediate('poweroff', 'Schaltet diesen Raspberry Pi aus.', PLUG, 'den Rechner ausschalten'),
  reboot: immediate('reboot', 'Startet diesen Raspberry Pi neu.', 'sobald er wieder da ist', 'den Rechner neu starten'),
  service: {
    summary: 'Dienste starten und anhalten, auf die ältere Art',
    description: [
      'Tut, was *systemctl* BEFEHL NAME tut: start, stop, restart, reload, status. *--full-restart* hält an und startet.',
    ],
    options: ['eine Zeile je Dienst: + läuft, - läuft nicht'],
    examples: ['den Broker neu starten'],
    differences: ['Von Skripten in /etc/init.d gibt es auf diesem Pi nur das von mosquitto.'],
  },
  shutdown: {
    summary: 'ausschalten oder neu starten, jetzt oder später',
    synopsis: ['shutdown [OPTION]... [ZEIT] [NACHRICHT...]'],
    description: [
      'Schaltet den Rechner zu einer Zeit aus oder startet ihn neu: _now_ (jetzt), _+5_ (in fünf Minuten), _23:30_. Ohne Zeit in einer Minute. Wer angemeldet ist, erfährt es, mit der Nachricht, wenn es eine gibt.',
    ],
    options: [
      'absagen, was geplant ist',
      'den Rechner anhalten',
      'ausschalten; dasselbe wie -P',
      'es nur allen sagen',
      'es nicht allen sagen',
      'ausschalten: so ist es ohnehin',
      'neu starten',
    ],
    examples: ['jetzt ausschalten', 'in fünf Minuten neu starten, mit Begründung', 'doch nicht'],
    exitStatus: ['die Zeit ist keine, oder man ist nicht root'],
  },
  su: {
    summary: 'ein anderer Benutzer werden',
    synopsis: ['su [OPTION]... [-] [BENUTZER [ARGUMENT...]]'],
    description: [
      'Startet eine Shell als anderer Benutzer, ohne Namen als root. Es fragt nach dessen Passwort. Auf Raspberry Pi OS hat root keines, deshalb lässt su niemanden durch als root selbst: *sudo -i* ist der Weg.',
    ],
    options: [
      'stattdessen diese Befehlszeile ausführen',
      'eine Anmeldeshell, im eigenen Verzeichnis, mit frischer Umgebung; - allein tut dasselbe',
      'HOME, SHELL, USER und LOGNAME behalten',
      'dasselbe wie -m',
      'diese Shell nehmen',
    ],
    examples: ['root werden, wie nach einer Anmeldung'],
    exitStatus: [
      'dieser Benutzer lässt sich nicht werden',
      'die Shell lässt sich nicht ausführen',
      'die Shell gibt es nicht',
    ],
  },
  sudo: {
    summary: 'einen Befehl als anderer Benutzer ausführen',
    synopsis: [
      'sudo -h | -K | -k | -V',
      'sudo -v [-knS] [-u BENUTZER]',
      'sudo -l [-knS] [-U BENUTZER] [-u BENUTZER] [BEFEHL [ARGUMENT...]]',
      'sudo [-bEHknS] [-D VERZEICHNIS] [-p FRAGE] [-u BENUTZER] [VAR=WERT] [-i | -s] [BEFEHL [ARGUMENT...]]',
    ],
    description: [
      'Führt einen Befehl als root aus, oder als der Benutzer hinter *-u*. Wer das darf, steht in /etc/sudoers und /etc/sudoers.d: pi darf alles ohne Passwort, wie auf Raspberry Pi OS.',
      'Der Befehl bekommt eine frische Umgebung, in der von der alten nur wenige Variablen bleiben (TERM, LANG und ähnliche); PATH ist ein sicherer. Umleitungen macht nicht der Befehl, sondern die Shell: _sudo echo x > /etc/y_ scheitert, _echo x | sudo tee /etc/y_ geht.',
    ],
    options: [
      'nicht auf den Befehl warten',
      'den Befehl in diesem Verzeichnis ausführen',
      'die Umgebung lassen, wie sie ist, außer PATH',
      'HOME auf das Verzeichnis dessen setzen, als der er läuft',
      'eine Anmeldeshell dieses Benutzers, in dessen Verzeichnis',
      'vergessen, dass ein Passwort eingegeben wurde',
      'dasselbe; mit einem Befehl nur für diesen',
      'auflisten, was man darf',
      'nie nach einem Passwort fragen',
      'mit diesen Worten nach dem Passwort fragen',
      'das Passwort von der Standardeingabe lesen',
      'eine Shell, oder den Befehl in einer',
      'mit -l: auflisten, was jener Benutzer darf',
      'dieser Benutzer werden statt root',
      'die Version ausgeben',
      'nur prüfen, ob man darf',
    ],
    examples: ['den Broker neu starten', 'ein Verzeichnis so sehen wie der Broker', 'root werden bis exit'],
    exitStatus: ['der Befehl wurde nicht ausgeführt; sonst sein eigener Status'],
    differences: [
      'Von sudoers(5) werden Zeilen verstanden, die einen Benutzer oder eine %Gruppe nennen, wer man werden darf, NOPASSWD: und Befehle mit ihren Pfaden; Aliase nicht.',
      'Niemand auf diesem Pi hat ein Passwort: Wo nach einem gefragt wird, ist keines richtig.',
    ],
  },
  systemctl: {
    summary: 'die Dienste dieses Rechners steuern',
    synopsis: ['systemctl [OPTION]... BEFEHL [EINHEIT...]'],
    description: [
      'Fragt Prozess 1 nach seinen Diensten, oder lässt ihn sie starten und anhalten. Auf rpi-broker ist _mosquitto_ der wichtigste. Die Endung _.service_ kann wegbleiben. Nachsehen darf jeder, ändern darf root.',
    ],
    options: [
      'auch auflisten, was nicht läuft',
      'nur auflisten, was gescheitert ist',
      'Zeilen nicht kürzen; hier dasselbe',
      'mit status: so viele Zeilen des Journals statt 10',
      'Kopf und Summe weglassen; hier ohne Wirkung',
      'nicht blättern; hier dasselbe',
      'mit enable und disable: auch gleich starten oder anhalten',
      'mit is-active und is-enabled: nur der Exit-Status',
      'Dienste des Rechners: so ist es ohnehin',
      'nur Einheiten dieser Art; es gibt nur Dienste',
    ],
    sections: [
      [
        'BEFEHLE',
        [
          '*status* [EINHEIT...]: wie es ihr geht, und was sie zuletzt sagte',
          '*start*, *stop*, *restart*, *reload*, *try-restart* EINHEIT...',
          '*enable*, *disable* [--now] EINHEIT...: bei jedem Start dabei, oder nicht mehr',
          '*is-active*, *is-enabled*, *is-failed* EINHEIT...: ein Wort, und der Exit-Status',
          '*list-units*, *list-unit-files*, *cat* EINHEIT..., *daemon-reload*',
          '*reboot*, *poweroff*, *halt*: der ganze Rechner',
        ],
      ],
    ],
    examples: ['läuft der Broker?', 'nach einer Änderung seiner Einstellungen'],
    exitStatus: ['sie läuft nicht', 'diese Einheit gibt es nicht'],
    differences: [
      'Einheiten sind nur Dienste, die es auf diesem Pi gibt, und was in ihren Dateien steht, wird nicht gelesen. Ausgaben werden nie seitenweise gezeigt.',
      'Ein Broker, der im Server des Workshops läuft, wird als laufend gezeigt. Wer ihn hier anhält, neu startet oder neu laden lässt, hat von da an einen eigenen auf diesem Pi.',
    ],
  },
};
