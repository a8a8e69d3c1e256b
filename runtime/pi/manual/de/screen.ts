import type { TranslatedPage } from '../page.ts';

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
};
