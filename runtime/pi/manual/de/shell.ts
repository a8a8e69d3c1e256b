import type { TranslatedPage } from '../page.ts';

export const shell: Readonly<Record<string, TranslatedPage>> = {
  bash: {
    summary: 'die Shell: liest Befehlszeilen und führt sie aus',
    synopsis: ['bash [OPTION]... [DATEI [ARGUMENT]...]', 'bash [OPTION]... -c ZEILEN [NAME [ARGUMENT]...]'],
    description: [
      'Liest Zeilen, ersetzt darin, was eine Bedeutung hat, und führt die Befehle aus, die sich ergeben. Am Terminal zeigt sie eine Eingabeaufforderung und lässt Zeilen bearbeiten; mit DATEI oder *-c* führt sie ein Skript aus.',
      'Was bash selbst tut, ohne Programm, zählt *help* auf; *help cd* erklärt einen dieser Befehle.',
    ],
    options: [
      'diese Zeilen ausführen; die Wörter danach sind $0, $1 und so weiter',
      'eine Anmelde-Shell sein: zuerst /etc/profile und ~/.profile lesen',
      'interaktiv sein',
      'Befehle von der Standardeingabe lesen',
      'beenden, sobald ein Befehl fehlschlägt',
      'eine nicht gesetzte Variable ist ein Fehler',
      'jeden Befehl zeigen, bevor er läuft',
      'die Befehle lesen und keinen ausführen',
      'Zeilen zeigen, wie sie gelesen werden',
      'eine Option von *set -o*, wie pipefail',
      'eine Option von *shopt*, wie extglob',
      '~/.bashrc nicht lesen',
      'eine Anmelde-Shell liest kein Profil',
    ],
    sections: [
      [
        'ANFÜHRUNGSZEICHEN',
        [
          '  \'text\'     alles, wie es dasteht\n  "text"     $, ` und \\ behalten ihre Bedeutung\n  \\x         das Zeichen x, wie es dasteht',
          "Ein #, das ein Wort beginnt, beginnt einen Kommentar. Darum *mosquitto_sub -t '#'*.",
        ],
      ],
      [
        'ERSETZUNG',
        [
          '  $name ${name}     eine Variable; ${name:-x} oder x, wenn sie leer ist\n  $(befehl)         was der Befehl ausgibt\n  $((1 + 2))        Rechnen\n  {a,b} {1..5}      mehrere Wörter\n  * ? [abc]         Namen von Dateien\n  ~                 das eigene Verzeichnis',
          'Was eine Variable oder ein Befehl bringt, wird an Leerzeichen getrennt, wenn es nicht in doppelten Anführungszeichen steht.',
        ],
      ],
      [
        'UMLENKUNG',
        [
          '  befehl > datei    Ausgabe in eine Datei; >> hängt an\n  befehl < datei    Eingabe aus einer Datei\n  befehl 2> datei   Fehler in eine Datei; 2>&1 dorthin, wohin die Ausgabe geht\n  a | b             die Ausgabe von a ist die Eingabe von b\n  befehl <<ENDE     die Zeilen bis ENDE sind die Eingabe',
        ],
      ],
      [
        'LISTEN UND SCHLEIFEN',
        [
          '  a; b     a && b     a || b     ! a     a &\n  if a; then b; else c; fi\n  for x in 1 2 3; do a; done\n  while a; do b; done\n  case $x in a*) b ;; esac\n  name() { a; b; }',
        ],
      ],
      [
        'JOBS',
        [
          '*^C* beendet das Programm im Vordergrund, *^Z* hält es an. *jobs* zählt auf, *fg* und *bg* setzen fort, *kill %1* beendet. Eine Zeile, die mit & endet, läuft im Hintergrund.',
        ],
      ],
      [
        'TASTEN',
        [
          '  TAB            Befehl, Datei oder Option ergänzen\n  auf, ab        frühere Zeilen; ^R sucht darin\n  ^A ^E          zum Anfang, zum Ende\n  ^W ^U ^K ^Y    Wort, Zeile, Rest ausschneiden; wieder einsetzen\n  ^L ^D          Bildschirm leeren; beenden',
        ],
      ],
    ],
    examples: ['gibt value aus', 'zeigt, was ein Skript tut'],
    exitStatus: [
      'Erfolg',
      'was der letzte Befehl zurückgab',
      'der Befehl wurde gefunden und lässt sich nicht ausführen',
      'der Befehl wurde nicht gefunden',
      'das Signal N hat ihn beendet',
    ],
    differences: [
      'Es ist bash 5.2, soweit Skripte und Lektionen reichen; programmierbare Ergänzung, Koprozesse und einige Optionen von *shopt* fehlen.',
    ],
  },
};
