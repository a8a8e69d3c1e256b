import type { TranslatedPage } from '../page.ts';

const viPage = (name: string): TranslatedPage => ({
  summary: 'Dateien bearbeiten, im Editor dieser Seite; seine Tasten sind nicht die von vi',
  synopsis: [`${name} [+ZEILE] DATEI...`],
  description: [
    'Dasselbe wie *nano*: öffnet jede DATEI im Editor der Seite, die diesen Pi zeigt, und wartet, bis man ihn dort verlässt.',
    'Niemand muss wissen, wie man vi verlässt: Strg-C im Terminal beendet es, und die Seite behält, was getippt wurde.',
  ],
  examples: ['zu Zeile 12 gehen'],
  exitStatus: [
    'der Editor wurde verlassen',
    'eine Datei lässt sich nicht bearbeiten, oder keine Seite zeigt diesen Pi',
  ],
  differences: ['Das echte zeichnet sich ins Terminal und hat Modi und Befehle wie *:wq*. Die gibt es hier nicht.'],
});

export const screen: Readonly<Record<string, TranslatedPage>> = {
  man: {
    summary: 'eine Seite des Handbuchs zeigen',
    synopsis: ['man [OPTION]... [ABSCHNITT] NAME...', 'man -k WORT...', 'man -f NAME...'],
    description: [
      'Zeigt die Handbuchseite eines Befehls, einer Datei oder eines Protokolls im Seitenanzeiger *less*. Dort beendet *q*, die Leertaste blättert, */wort* sucht, *h* zeigt alle Tasten.',
      'Die Seiten beschreiben diesen simulierten Raspberry Pi: was die Befehle hier können. Was die echten darüber hinaus können, steht unter UNTERSCHIEDE.',
      'Abschnitte: 1 Befehle, 5 Dateien, 7 Protokolle und Ähnliches, 8 Befehle der Systemverwaltung. Ohne Zahl gilt der niedrigste Abschnitt, der die Seite hat.',
    ],
    options: [
      'die Seiten aller Abschnitte zeigen, eine nach der anderen',
      'die Zeile über jeden NAMEN ausgeben, wie *whatis*',
      'die Zeilen ausgeben, in denen ein WORT vorkommt, wie *apropos*',
      'die Seite in dieser Sprache zeigen: *de* oder *en*',
      'mit diesem Programm zeigen statt mit less',
      'nur in diesen Abschnitten suchen: 1,8',
      'dasselbe',
      'Groß- und Kleinschreibung zählt nicht (so ist es auch ohne)',
      'Groß- und Kleinschreibung zählt',
      'der rechte Rand bleibt ausgefranst (so ist es auch ohne)',
    ],
    sections: [
      [
        'UMGEBUNG',
        [
          'MANOPT enthält Optionen, die zuerst gelesen werden: *export MANOPT="-L de"*. Ohne sie sagen LC_ALL, LC_MESSAGES und LANG die Sprache.',
          'MANPAGER oder PAGER ist das Programm, das die Seite zeigt. MANWIDTH ist die Breite der Seite in Spalten.',
        ],
      ],
    ],
    examples: [
      'wie man abonniert',
      'was in der Datei dieses Namens stehen kann',
      'welche Befehle etwas mit Kopieren zu tun haben (das Wort ist englisch, solange die Seiten es sind)',
      'auf Deutsch',
      'der Anfang, als reiner Text',
    ],
    exitStatus: ['alle Seiten wurden gefunden', 'die Befehlszeile war falsch', 'eine Seite wurde nicht gefunden'],
    differences: [
      'Die Seiten sind keine Dateien: In /usr/share/man liegt nichts, und so gibt es kein -l, -w, -M und kein Verzeichnis, das zu erneuern wäre.',
    ],
  },
  whatis: {
    summary: 'in einer Zeile ausgeben, was ein Befehl ist',
    description: ['Gibt Name, Abschnitt und eine Zeile Beschreibung jeder Handbuchseite dieses NAMENs aus.'],
    options: [
      'Zeilen am Rand des Terminals nicht abschneiden',
      'NAME ist ein regulärer Ausdruck',
      'NAME hat Platzhalter wie in der Shell',
      'nur in diesen Abschnitten suchen: 1,8',
      'in dieser Sprache: *de* oder *en*',
    ],
    examples: ['zwei Zeilen'],
    exitStatus: ['etwas wurde gefunden', 'die Befehlszeile war falsch', 'nichts wurde gefunden'],
  },
  apropos: {
    summary: 'Handbuchseiten nach Wörtern ihrer Beschreibung finden',
    synopsis: ['apropos [OPTION]... WORT...'],
    description: [
      'Gibt Name, Abschnitt und Beschreibung jeder Handbuchseite aus, in deren Name oder Beschreibung ein WORT vorkommt. Ein WORT ist ein regulärer Ausdruck.',
    ],
    options: [
      'alle WÖRTER müssen vorkommen',
      'ein WORT ist ein ganzes Wort, nicht ein Teil davon',
      'Zeilen am Rand des Terminals nicht abschneiden',
      'nur in diesen Abschnitten suchen: 1,8',
      'in dieser Sprache: *de* oder *en*',
    ],
    examples: ['welche Befehle etwas kopieren', 'beide Wörter'],
    exitStatus: ['etwas wurde gefunden', 'die Befehlszeile war falsch', 'nichts wurde gefunden'],
  },
  clear: {
    summary: 'den Bildschirm leeren',
    synopsis: ['clear [-T TERMINAL] [-x]'],
    description: ['Leert den Bildschirm, vergisst die hinausgelaufenen Zeilen und stellt die Schreibmarke nach oben.'],
    options: ['die Art des Terminals, statt TERM', 'die Version ausgeben', 'die hinausgelaufenen Zeilen behalten'],
    exitStatus: ['Erfolg', 'das Terminal ist nicht bekannt'],
  },
  editor: {
    summary: 'Dateien mit dem Editor dieses Rechners bearbeiten',
    synopsis: ['editor [+ZEILE] DATEI...'],
    description: [
      'Ein anderer Name von *nano*: öffnet jede DATEI im Editor der Seite, die diesen Pi zeigt, und wartet, bis man ihn dort verlässt.',
    ],
    examples: ['ein Programm ändern'],
    exitStatus: [
      'der Editor wurde verlassen',
      'eine Datei lässt sich nicht bearbeiten, oder keine Seite zeigt diesen Pi',
    ],
  },
  less: {
    summary: 'einen Text lesen, vorwärts und rückwärts',
    synopsis: ['less [OPTION]... [+TASTEN] [DATEI]...', 'BEFEHL | less [OPTION]...'],
    description: [
      'Zeigt Dateien, oder was auf der Standardeingabe kommt, Bildschirm für Bildschirm. Es liest nicht weiter, als man schaut: Eine endlose Eingabe schadet ihm nicht.',
      '*q* beendet, *h* zeigt alle Tasten.',
    ],
    options: [
      'beenden, wenn es am Ende zum zweiten Mal weitergehen soll',
      'beenden, sobald das Ende erreicht ist',
      'auch öffnen, was kein Text ist',
      'passt alles auf einen Bildschirm, es ausgeben und beenden',
      'Gefundenes nicht hervorheben',
      'wie ohne: alles Gefundene wird hervorgehoben',
      'bei der Suche zählt Groß- und Kleinschreibung nur, wenn das Muster einen Großbuchstaben hat',
      'bei der Suche zählt Groß- und Kleinschreibung nicht',
      '^C beendet, mit Status 2',
      'unten steht, wie weit man ist, in Prozent',
      'unten stehen Datei, Zeilen und Prozent',
      'keine Zeilennummern (so ist es auch ohne)',
      'eine Nummer vor jeder Zeile',
      'bei der ersten Zeile beginnen, auf die das Muster passt',
      'eine eigene Zeile unten; siehe EINGABEZEILE',
      'kein Klingeln',
      'kein Klingeln',
      'Farben werden durchgelassen',
      'Farben werden durchgelassen',
      'von mehreren leeren Zeilen nur eine zeigen',
      'lange Zeilen abschneiden; die Pfeiltasten verschieben den Text',
      'die Version ausgeben',
      'Tabulatoren alle N Spalten statt 8',
      'auf dem gewöhnlichen Bildschirm bleiben: Das Gezeigte bleibt stehen',
      'keine ~ hinter dem Ende',
      'die Tasten ausgeben',
    ],
    sections: [
      [
        'TASTEN',
        [
          '  Leertaste f b  einen Bildschirm vor, zurück\n  Enter j k      eine Zeile vor, zurück\n  d u            einen halben Bildschirm\n  g G            zum Anfang, zum Ende\n  /wort ?wort    vorwärts, rückwärts suchen; n und N noch einmal\n  &wort          nur Zeilen zeigen, auf die es passt\n  :n :p          nächste Datei, vorige Datei\n  F              auf mehr warten, wie tail -f\n  = h q          wo bin ich, Hilfe, beenden',
          'Eine Zahl vor einer Taste wiederholt sie oder nennt eine Zeile: *5j*, *20g*.',
          'Tasten können hinter einem + auf der Befehlszeile stehen: *less +G log* beginnt am Ende, *less +F log* wartet dort auf mehr. Zwei Plus gelten für jede Datei.',
        ],
      ],
      [
        'EINGABEZEILE',
        [
          'In der Zeile unten ist %f die Datei, %lt und %lb die Zeilen oben und unten, %L ihre Anzahl, %pB der Prozentsatz, %i und %m zählen Dateien. *?eENDE.* steht dort nur am Ende, *?eENDE:mehr.* hat eine zweite Wahl.',
        ],
      ],
      ['UMGEBUNG', ['LESS enthält Optionen, die vor denen der Befehlszeile gelesen werden: *export LESS=-R*.']],
    ],
    examples: [
      'die Konfiguration lesen',
      'Nachrichten durchsehen, wie sie kommen',
      'zusehen, wie ein Protokoll wächst',
    ],
    exitStatus: ['alles ging gut', 'eine Datei ließ sich nicht öffnen', '^C, mit -K'],
    differences: [
      'Es gibt keinen Editor (v), keine Tags, keine Tastendateien, kein Protokoll und keine Maus. 32 MiB oder vier Millionen Zeilen einer Eingabe werden gehalten: Dann heißt es „Cannot allocate memory“. Eine Zeile von mehr als 256 KiB geht in der nächsten weiter.',
    ],
  },
  more: {
    summary: 'einen Text lesen, Bildschirm für Bildschirm',
    synopsis: ['more [OPTION]... DATEI...'],
    description: [
      'Zeigt Dateien oder die Standardeingabe, Bildschirm für Bildschirm. Die Leertaste geht weiter, Enter um eine Zeile, *q* beendet, *h* zeigt alle Tasten. *less* kann mehr: zum Beispiel zurück.',
    ],
    options: [
      'ein Wort zu den Tasten in der Zeile unten',
      'am Ende ohne Frage beenden',
      'bewirkt nichts: Gezählt werden Zeilen des Bildschirms',
      'übermalen statt weiterrollen',
      'dasselbe',
      'von mehreren leeren Zeilen nur eine zeigen',
      'so viele Zeilen auf einmal',
      'bewirkt nichts: Fett und unterstrichen wird gezeigt',
      'diese Hilfe ausgeben',
      'die Version ausgeben',
    ],
    sections: [
      [
        'TASTEN',
        [
          '  Leertaste z f  ein Bildschirm (N Zeilen)\n  Enter          eine Zeile (N Zeilen)\n  d  ^D          ein halber Bildschirm, 11 Zeilen\n  b  ^B          ein Bildschirm zurück, in Dateien\n  /muster  n     vorwärts zu einer passenden Zeile; noch einmal\n  =              die Nummer der Zeile\n  :n :p :f       nächste Datei, vorige Datei, wo bin ich\n  h  ?           Hilfe\n  q  Q           beenden',
        ],
      ],
    ],
    examples: ['die Konfiguration lesen'],
    differences: ['Es gibt darin keinen Editor (v) und keine Shell (!).'],
  },
  nano: {
    summary: 'Dateien bearbeiten, im Editor dieser Seite',
    synopsis: ['nano [OPTION]... [+ZEILE] DATEI...'],
    description: [
      'Öffnet jede DATEI im Editor der Seite, die diesen Pi zeigt, und wartet, bis man ihn dort verlässt. Eine DATEI, die es noch nicht gibt, entsteht beim Sichern.',
      'Strg-S sichert; nach Ungesichertem fragt die Seite. Strg-C im Terminal beendet nano, und die Seite behält, was getippt wurde.',
      'Lesen und Sichern haben die Rechte dessen, der nano aufrief. Für eine Datei von root: *sudo nano DATEI*.',
    ],
    options: [
      'Zeile und Spalte zeigen: Das tut die Seite immer',
      'die Zeilen nummerieren: Das tut die Seite immer',
      'lange Zeilen nicht umbrechen: Das tut die Seite nie',
    ],
    examples: ['ein Programm ändern', 'zu Zeile 12 gehen', 'eine Datei von root ändern'],
    exitStatus: [
      'der Editor wurde verlassen',
      'eine Datei lässt sich nicht bearbeiten, oder keine Seite zeigt diesen Pi',
    ],
    differences: [
      'Das echte nano zeichnet sich ins Terminal und hat eigene Tasten. Hier ist jeder Editor der der Seite, und dort stehen seine Tasten.',
      'Dateien von mehr als 2 MiB werden abgelehnt.',
    ],
  },
  reset: {
    summary: 'ein verwirrtes Terminal in Ordnung bringen',
    description: [
      'Lässt das Terminal wieder zeigen, was getippt wird, und stellt es her, wie es beim Öffnen war: nach einem Programm, das abgebrochen wurde, oder einer binären Datei, die ausgegeben wurde. Wirkt Enter nicht mehr, hilft ^J reset ^J.',
    ],
    options: ['die Art des Terminals ausgeben, sonst nichts', 'die Version ausgeben'],
  },
  script: {
    summary: 'eine Sitzung am Terminal aufzeichnen',
    synopsis: ['script [OPTION]... [DATEI]'],
    description: [
      'Startet eine Shell und schreibt alles, was auf dem Bildschirm erscheint, in DATEI, bis die Shell endet (*exit* oder ^D). Ohne DATEI heißt die Aufzeichnung typescript.',
    ],
    options: [
      'am Ende der Datei fortfahren',
      'diese Zeile ausführen statt einer Shell',
      'mit dem Status enden, mit dem der Befehl endete',
      'bewirkt nichts: Aufgezeichnet wird ohnehin sofort',
      'kein Wort über Anfang und Ende',
    ],
    examples: ['einen Befehl aufzeichnen', 'ein Tagebuch fortsetzen'],
    exitStatus: ['Erfolg; mit -e, womit der Befehl endete', 'die Aufzeichnung ließ sich nicht schreiben'],
    differences: ['Es gibt keine Zeitdateien und darum kein scriptreplay.'],
  },
  'sensible-editor': {
    summary: 'Dateien mit dem Editor der eigenen Wahl bearbeiten',
    synopsis: ['sensible-editor [ARGUMENT]...'],
    description: [
      'Startet das Programm, das VISUAL nennt, sonst das, das EDITOR nennt, sonst *nano*. Ein Programm, das es nicht gibt, wird übergangen.',
    ],
    sections: [
      ['UMGEBUNG', ['VISUAL und EDITOR enthalten einen Befehl, vielleicht mit Optionen: *export EDITOR="nano -w"*.']],
    ],
    examples: ['mit nano, wenn nichts anderes gewählt wurde'],
    exitStatus: ['der Status des Editors'],
  },
  stty: {
    summary: 'die Einstellungen des Terminals zeigen oder ändern',
    synopsis: ['stty [-F GERÄT] [-a|-g]', 'stty [-F GERÄT] EINSTELLUNG...'],
    description: [
      'Zeigt die Einstellungen des Terminals, von dem die Standardeingabe kommt: jene, die vom Üblichen abweichen, oder mit *-a* alle. Mit EINSTELLUNGEN ändert es sie; ein - vor einem Namen schaltet ab.',
    ],
    options: [
      'alle Einstellungen zeigen',
      'sie so zeigen, dass stty sie wieder annimmt',
      'von diesem Terminal statt der Standardeingabe',
    ],
    sections: [
      [
        'EINSTELLUNGEN',
        [
          '  echo        Getipptes wird gezeigt\n  icanon      Zeilen werden bearbeitet und mit Enter übergeben\n  isig        ^C, ^Z und ^\\ senden Signale\n  opost       ein Zeilenende geht mit Wagenrücklauf hinaus\n  tostop      Programme im Hintergrund dürfen nicht schreiben\n  raw cbreak  Tasten einzeln; raw ohne Signale\n  cooked sane wie es war\n  rows N cols N   die Größe des Bildschirms\n  size speed  sie ausgeben',
        ],
      ],
    ],
    examples: ['ein Passwort lesen', 'Zeilen und Spalten', 'nach einem Programm, das abgebrochen wurde'],
    differences: [
      'Dahinter steht keine serielle Leitung: Andere Einstellungen werden gezeigt, wie sie sind, und lassen sich nicht ändern.',
    ],
  },
  top: {
    summary: 'immer wieder zeigen, was läuft und was es braucht',
    description: [
      'Zeigt, wie es der Maschine geht und welche Prozesse laufen, die fleißigsten zuerst, und erneuert das alle drei Sekunden. *q* beendet.',
    ],
    options: [
      'mit einer Zeile für jeden Prozessor beginnen',
      'eine Tabelle nach der anderen ausgeben, für eine Pipe oder Datei',
      'ganze Befehlszeilen',
      'so oft erneuern',
      'diese Hilfe ausgeben',
      'Prozesse weglassen, die nichts tun',
      'nach so vielen Tabellen beenden',
      'nach %CPU, %MEM, TIME+ oder PID ordnen',
      'nur diese Prozesse',
      'nur Prozesse dieses Benutzers',
      'dasselbe',
      'die Version ausgeben',
    ],
    sections: [
      [
        'TASTEN',
        [
          '  Leertaste     jetzt erneuern; Enter ebenso\n  P M T N       nach Prozessor, Speicher, Zeit, Nummer ordnen\n  R             andersherum\n  c             ganze Befehlszeilen\n  1             eine Zeile für jeden Prozessor\n  i             ohne die, die nichts tun\n  u             nur ein Benutzer\n  d s           wie oft erneuert wird\n  k             einem Prozess ein Signal senden\n  h ?           Hilfe\n  q             beenden',
        ],
      ],
    ],
    examples: ['ein Blick, als Text', 'nur der Broker'],
    exitStatus: ['Erfolg', 'die Befehlszeile war falsch'],
    differences: [
      'Prozessorzeit und Speicher sind Preise: Der simulierte Pi zählt Systemaufrufe und gibt jedem Programm ungefähr den Speicher des echten. VIRT und SHR sind aus RES abgeleitet.',
      'Felder lassen sich nicht wählen; es gibt keine Farben und keine Fenster.',
    ],
  },
  tput: {
    summary: 'ausgeben, was das Terminal versteht oder was es ist',
    synopsis: ['tput [-T TERMINAL] FÄHIGKEIT [PARAMETER]...', 'tput -S'],
    description: [
      'Gibt die Steuerfolge aus, die am Terminal etwas bewirkt, oder eine Zahl darüber. Skripte benutzen es für Farben und um die Schreibmarke zu bewegen.',
    ],
    options: [
      'Fähigkeiten von der Standardeingabe lesen, eine je Zeile',
      'die Art des Terminals, statt TERM',
      'die Version ausgeben',
      'mit clear: die hinausgelaufenen Zeilen behalten',
    ],
    sections: [
      [
        'FÄHIGKEITEN',
        [
          '  cols lines colors     Größe des Bildschirms, Anzahl der Farben\n  clear el ed           Bildschirm, Rest der Zeile, Rest leeren\n  cup ZEILE SPALTE home Schreibmarke bewegen; ab 0 gezählt\n  civis cnorm           Schreibmarke verbergen, zeigen\n  bold dim smul rmul    fett, blass, unterstrichen, nicht mehr\n  rev smso rmso blink   umgekehrt, hervorgehoben, nicht mehr, blinkend\n  setaf N setab N       Farbe der Schrift, des Grundes: 0 bis 255\n  sgr0                  all das aus\n  smcup rmcup           zum zweiten Bildschirm und zurück\n  sc rc bel             Stelle merken, dorthin zurück, klingeln',
        ],
      ],
    ],
    examples: ['wie breit der Bildschirm ist', 'fett und rot'],
    exitStatus: [
      'es wurde ausgegeben, oder die Eigenschaft ist da',
      'die Eigenschaft ist nicht da',
      'die Befehlszeile war falsch, oder TERM fehlt',
      'das Terminal ist nicht bekannt',
      'die Fähigkeit ist nicht bekannt',
    ],
    differences: [
      'Jedes Terminal ist hier ein xterm mit 256 Farben, was TERM auch sagt; nur gebräuchliche Fähigkeiten sind bekannt.',
    ],
  },
  tty: {
    summary: 'den Namen des Terminals ausgeben',
    description: ['Gibt den Dateinamen des Terminals aus, von dem die Standardeingabe kommt.'],
    options: ['nichts ausgeben; der Rückgabewert sagt es', 'dasselbe'],
    exitStatus: ['die Standardeingabe ist ein Terminal', 'sie ist keines', 'die Befehlszeile war falsch'],
  },
  vi: viPage('vi'),
  vim: viPage('vim'),
  watch: {
    summary: 'einen Befehl immer wieder ausführen und seine Ausgabe zeigen',
    synopsis: ['watch [OPTION]... BEFEHL'],
    description: [
      'Führt den Befehl alle zwei Sekunden aus und zeigt den Anfang seiner Ausgabe auf dem ganzen Bildschirm, bis ^C. Die Shell führt ihn aus: Anführungszeichen schützen Pipes und Platzhalter vor der ersten Shell.',
    ],
    options: [
      'klingeln, wenn der Befehl fehlschlägt',
      'Farben durchlassen',
      'hervorheben, was sich seit dem letzten Mal geändert hat, oder mit *permanent* je',
      'schlägt der Befehl fehl, auf eine Taste warten und beenden',
      'beenden, wenn die Ausgabe sich ändert',
      'so oft, ab 0.1 Sekunden',
      'von Beginn zu Beginn zählen',
      'beenden, wenn die Ausgabe N-mal gleich blieb',
      'ohne die Zeile oben',
      'lange Zeilen abschneiden',
      'den Befehl ohne Shell ausführen',
      'die Version ausgeben',
    ],
    examples: ['jede Sekunde', 'was sich dort ändert'],
    exitStatus: [
      'die Ausgabe hat sich geändert (-g) oder nicht (-q)',
      'die Befehlszeile war falsch',
      'der Befehl schlug fehl, mit -e',
    ],
  },
};
