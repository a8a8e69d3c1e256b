import type { TranslatedPage } from '../page.ts';
import { diff, hexdump, od, sort, xxd } from './text-long.ts';

const NUL_LINES = 'Zeilen enden mit einem NUL-Byte statt mit einem Zeilenende';
const SIZES = 'NUM kann einen Faktor haben: b 512, kB 1000, K 1024, MB 1000*1000, M 1024*1024 und so weiter.';
const BYTES_NOT_LETTERS =
  'Wie beim echten Programm besteht ein Buchstabe wie ä aus zwei Bytes, die einzeln betrachtet werden.';
const TRUTH = ['wahr', 'falsch', 'nicht zu verstehen'];

const test: TranslatedPage = {
  summary: 'nach Dateien, Texten und Zahlen fragen',
  description: [
    'Sagt durch den Exit-Status, ob EXPRESSION wahr ist. Eine Shell hat ein eigenes test und ein eigenes [, die zuerst kommen und etwas mehr können.',
  ],
  sections: [
    [
      'AUSDRÜCKE',
      [
        '  ! A   A -a B   A -o B   ( A )    nicht, und, oder',
        '  -n TEXT, TEXT   er ist nicht leer      -z TEXT   er ist leer',
        '  A = B   A != B   Texte',
        '  A -eq B   -ne   -lt   -le   -gt   -ge   ganze Zahlen; -l TEXT ist seine Länge',
        '  -e FILE   es gibt sie         -f   eine gewöhnliche Datei   -d   ein Verzeichnis',
        '  -h, -L    ein Link            -p   eine Pipe                -c   ein zeichenweises Gerät',
        '  -b, -S    ein blockweises Gerät, ein Socket: gibt es auf diesem Pi nicht',
        '  -s        sie ist nicht leer  -r, -w, -x   man darf sie lesen, schreiben, ausführen',
        '  -u, -g, -k   das set-user-ID-, set-group-ID-, sticky-Bit ist gesetzt',
        '  -O, -G    sie gehört einem selbst, der eigenen Gruppe   -N   sie wurde beschrieben, seit sie gelesen wurde',
        '  A -nt B   A -ot B   A -ef B   neuer, älter, dieselbe Datei',
        '  -t FD     der Deskriptor ist ein Terminal',
      ],
    ],
  ],
  examples: ['gibt es eine Konfiguration?'],
  exitStatus: TRUTH,
  differences: ['-N ist nie wahr: Dieser Pi merkt sich nicht, wann eine Datei gelesen wurde.'],
};

const checksum = (label: string): TranslatedPage => ({
  summary: `${label}-Summen ausgeben oder prüfen`,
  description: [
    `Gibt die ${label}-Summe jeder FILE und ihren Namen aus. Ohne FILE, oder für -, die der Standardeingabe.`,
  ],
  options: [
    'die Datei mit einem * als binär kennzeichnen (sonst macht es keinen Unterschied)',
    'Summen aus den FILEs lesen und vergleichen',
    'in der Form von BSD: VERFAHREN (DATEI) = SUMME',
    'die Datei als Text kennzeichnen (so ist es ohnehin)',
    'Zeilen enden mit einem NUL-Byte, und Namen bleiben, wie sie sind',
    'mit -c: Dateien übergehen, die es nicht gibt',
    'mit -c: von richtigen Dateien nichts sagen',
    'mit -c: gar nichts sagen, der Exit-Status sagt es',
    'mit -c: eine Zeile, die keine Summe ist, ist ein Fehler',
    'mit -c: jede Zeile melden, die keine Summe ist',
  ],
  examples: ['die Summen von Dateien notieren', 'sind sie noch dieselben?'],
  exitStatus: ['eine Datei war nicht zu lesen, oder eine Summe war nicht richtig'],
});

/** The group `text`. */
export const text: Readonly<Record<string, TranslatedPage>> = {
  '[': test,
  base64: {
    summary: 'Bytes als Buchstaben und Ziffern schreiben, oder zurück',
    description: [
      'Schreibt FILE oder die Standardeingabe in Base64 (RFC 4648): Aus je drei Bytes werden vier Zeichen.',
    ],
    options: [
      'zurückverwandeln',
      'beim Zurückverwandeln übergehen, was kein Zeichen von Base64 ist',
      'Zeilen nach COLS Zeichen umbrechen statt nach 76; 0: nie',
    ],
    examples: ['eine Datei als Text veröffentlichen', 'Hallo'],
  },
  cat: {
    summary: 'Dateien nacheinander ausgeben',
    description: ['Gibt die Dateien nacheinander aus. Ohne FILE, oder für -, das, was auf der Standardeingabe kommt.'],
    options: [
      'die Zeilen nummerieren, die nicht leer sind; geht vor -n',
      'die Zeilen nummerieren',
      'von mehreren leeren Zeilen hintereinander nur eine',
      'Steuerzeichen als ^X zeigen und Bytes über 127 als M-X',
      'das Ende jeder Zeile als $ zeigen',
      'Tabulatoren als ^I zeigen',
      'dasselbe wie -vET',
      'dasselbe wie -vE',
      'dasselbe wie -vT',
      'bewirkt nichts: Es wird ohnehin nichts zurückgehalten',
    ],
    examples: [
      'eine Datei zeigen',
      'zeigen, was man nicht sieht: Tabulatoren, Wagenrückläufe, Leerzeichen am Ende einer Zeile',
      'eine Datei von Hand schreiben; Strg-D beendet sie',
    ],
  },
  cmp: {
    summary: 'zwei Dateien Byte für Byte vergleichen',
    description: [
      'Sagt, wo zwei Dateien sich zuerst unterscheiden, und nichts, wenn sie es nicht tun. FILE2 ist die Standardeingabe, wenn sie fehlt oder - ist. SKIP1 und SKIP2 sagen, wie viele Bytes in jeder zu übergehen sind.',
    ],
    options: [
      'die Bytes zeigen, die sich unterscheiden',
      'so viele Bytes in beiden übergehen; SKIP1:SKIP2 in jeder',
      'alle Bytes zeigen, die sich unterscheiden: wo sie stehen, und ihre Werte oktal',
      'höchstens so viele Bytes vergleichen',
      'nichts sagen, der Exit-Status sagt es',
      'dasselbe wie -s',
    ],
    exitStatus: ['die Dateien sind gleich', 'sie unterscheiden sich', 'es ging etwas schief'],
  },
  comm: {
    summary: 'zwei sortierte Dateien Zeile für Zeile vergleichen',
    description: [
      'Gibt drei Spalten aus: Zeilen, die nur FILE1 hat, Zeilen, die nur FILE2 hat, Zeilen, die beide haben. Die Dateien müssen sortiert sein; - ist die Standardeingabe.',
    ],
    options: [
      'ohne die erste Spalte',
      'ohne die zweite Spalte',
      'ohne die dritte Spalte',
      'melden, wenn eine Datei nicht sortiert ist, auch wenn es nichts ausmacht',
      'nicht darauf achten, ob die Dateien sortiert sind',
      'STRING zwischen die Spalten setzen statt eines Tabulators',
      'ausgeben, wie viele Zeilen jede Spalte hat',
      NUL_LINES,
    ],
    examples: ['die Zeilen, die beide haben'],
  },
  cut: {
    summary: 'Teile von Zeilen ausgeben',
    description: ['Gibt Teile jeder Zeile aus: Felder, Zeichen oder Bytes. Eines von -b, -c, -f ist nötig.'],
    options: [
      'nur diese Bytes',
      'nur diese Zeichen, das sind Bytes',
      'Felder sind durch DELIM getrennt, ein Byte, statt durch einen Tabulator',
      'nur diese Felder; Zeilen ohne Trennzeichen werden ganz ausgegeben, außer mit -s',
      'bewirkt nichts',
      'alle außer diesen',
      'nicht die Zeilen ohne Trennzeichen',
      'STRING zwischen die Teile setzen',
      NUL_LINES,
    ],
    sections: [
      [
        'LIST',
        [
          'Zahlen und Bereiche, durch Kommas getrennt: *2* das zweite, *2-4* das zweite bis vierte, *2-* vom zweiten an, *-3* bis zum dritten. Die Teile werden in der Reihenfolge der Zeile ausgegeben, jedes einmal.',
        ],
      ],
    ],
    examples: ['Benutzer und ihre Shells', 'Nutzlasten ohne ihre Topics'],
  },
  diff,
  echo: {
    summary: 'Wörter ausgeben',
    description: [
      'Gibt die TEXTe mit einem Leerzeichen dazwischen und einem Zeilenende aus. Eine Shell hat ein eigenes echo, das zuerst kommt.',
    ],
    options: [
      'kein Zeilenende am Schluss',
      '\\n, \\t, \\\\, \\0101, \\x41 und ihresgleichen bedeuten etwas; \\c beendet die Ausgabe',
      'sie bedeuten nichts (so ist es ohne Optionen)',
    ],
    examples: ['a und b mit einem Tabulator dazwischen'],
  },
  expr: {
    summary: 'einen Ausdruck auswerten',
    description: [
      'Gibt aus, was EXPRESSION ergibt. Seine Teile sind eigene Wörter; für eine Shell müssen * ( ) < > | & in Anführungszeichen stehen. Zahlen sind ganz und so lang, wie man will.',
    ],
    sections: [
      [
        'AUSDRÜCKE, vom schwächsten Operator zum stärksten',
        [
          '  A | B        A, außer es ist leer oder 0; dann B',
          '  A & B        A, außer eines ist leer oder 0; dann 0',
          '  A < B   A <= B   A = B   A != B   A >= B   A > B',
          '               1 oder 0: als Zahlen, wenn beide welche sind, sonst als Text',
          '  A + B   A - B',
          '  A * B   A / B   A % B',
          '  TEXT : BRE   wie viele Zeichen der reguläre Ausdruck vom Anfang an trifft, oder was sein erstes \\(…\\) trifft',
          '  match TEXT BRE   dasselbe',
          '  substr TEXT POSITION LENGTH   von 1 an gezählt',
          '  index TEXT CHARACTERS   wo das erste davon steht, oder 0',
          '  length TEXT',
          '  + WORD       das Wort als Text, auch wenn es ein Operator ist',
          '  ( EXPRESSION )',
        ],
      ],
    ],
    examples: ['7', '3'],
    exitStatus: ['es ist weder leer noch 0', 'es ist leer oder 0', 'nicht zu verstehen'],
  },
  fold: {
    summary: 'zu lange Zeilen umbrechen',
    description: [
      'Gibt die Dateien mit Zeilen von höchstens 80 Spalten aus: Längere werden umgebrochen. Eine Spalte ist ein Byte.',
    ],
    options: [
      'Tabulatoren und Rückschritte zählen als eines, wie jedes Byte',
      'an Leerzeichen umbrechen',
      'so viele Spalten statt 80',
    ],
    examples: ['höchstens 60 Spalten, die Wörter ganz'],
    differences: ['Wie beim echten Programm zählt ein Buchstabe wie ä als zwei Spalten, weil er zwei Bytes hat.'],
  },
  hd: hexdump,
  head: {
    summary: 'die ersten Zeilen von Dateien ausgeben',
    description: [
      'Gibt die ersten 10 Zeilen jeder FILE aus; bei mehreren mit einer Überschrift, die sie nennt. Ohne FILE, oder für -, die der Standardeingabe.',
      'Von einer Datei auf der Standardeingabe nimmt es nicht mehr, als es ausgibt: Der nächste Befehl macht dahinter weiter.',
    ],
    options: [
      'die ersten NUM Bytes; mit -: alle bis auf die letzten NUM',
      'die ersten NUM Zeilen statt 10; mit -: alle bis auf die letzten NUM',
      'keine Überschriften',
      'dasselbe wie -q',
      'immer Überschriften',
      NUL_LINES,
    ],
    sections: [['ZAHLEN', [`${SIZES} *-5* ist kurz für *-n 5*.`]]],
    examples: ['auf eine Nachricht warten, dann aufhören', 'alle Zeilen bis auf die letzte'],
  },
  hexdump,
  md5sum: checksum('MD5'),
  nl: {
    summary: 'Zeilen nummerieren',
    description: [
      'Gibt die Dateien mit Nummern vor den Zeilen aus, die nicht leer sind.',
      'Eine Seite hat Kopf, Rumpf und Fuß; Zeilen, die nur \\:\\:\\:, \\:\\: oder \\: sind, fangen sie an. Jeder zählt von vorn.',
    ],
    options: [
      'welche Zeilen eines Rumpfs nummeriert werden',
      'zwei Zeichen statt \\:',
      'welche Zeilen eines Fußes nummeriert werden',
      'welche Zeilen eines Kopfes nummeriert werden',
      'in Schritten von NUMBER zählen',
      'so viele leere Zeilen zählen als eine',
      'ln: links; rn: rechts; rz: rechts, mit Nullen davor',
      'nicht mit jedem Teil von vorn anfangen',
      'STRING hinter die Nummer setzen statt eines Tabulators',
      'mit NUMBER anfangen',
      'so viele Spalten für eine Nummer statt 6',
    ],
    sections: [
      [
        'STYLE',
        [
          '*a* alle Zeilen, *t* die nicht leeren (so ist es für einen Rumpf), *n* keine, *pBRE* die, auf die der reguläre Ausdruck passt.',
        ],
      ],
    ],
    examples: ['alle Zeilen mit ihren Nummern'],
  },
  od,
  paste: {
    summary: 'Zeilen von Dateien nebeneinander setzen',
    description: [
      'Gibt Zeilen aus, die aus den ersten Zeilen aller FILEs bestehen, aus ihren zweiten und so weiter, mit einem Tabulator dazwischen. - ist die Standardeingabe; mehrere davon nehmen reihum ihre Zeilen.',
    ],
    options: [
      'zwischen den Spalten reihum die Zeichen von LIST statt eines Tabulators; bekannt sind \\n, \\t, \\\\, \\0 (nichts)',
      'alle Zeilen einer Datei in eine Zeile',
      NUL_LINES,
    ],
    examples: ['die Zahlen einer Datei als eine Summe', 'in drei Spalten'],
  },
  printf: {
    summary: 'Wörter und Zahlen in einer Form ausgeben',
    description: [
      'Gibt die ARGUMENTe aus, wie FORMAT es sagt; solange Argumente übrig sind, wird es von vorn verwendet. Eine Shell hat ein eigenes printf, das zuerst kommt und sich wenig unterscheidet.',
    ],
    sections: [
      [
        'FORMAT',
        [
          '  \\n \\t \\\\ \\a \\b \\e \\f \\r \\v   Steuerzeichen',
          '  \\NNN \\xHH \\uHHHH \\UHHHHHHHH   ein Byte durch seine oktale oder hexadezimale Nummer, ein Zeichen durch die seine',
          '  \\c        nichts weiter ausgeben',
          '  %s %c      Text, sein erstes Byte',
          '  %b         Text, in dem Backslashes etwas bedeuten',
          '  %q         Text in den Anführungszeichen, die eine Shell braucht',
          '  %d %i %u   eine ganze Zahl',
          '  %o %x %X   dasselbe oktal oder hexadezimal',
          '  %f %e %g %a   eine Zahl mit Bruchteil',
          '  %%         ein Prozentzeichen',
          "Zwischen % und dem Buchstaben können Zeichen stehen (- linksbündig, 0 mit Nullen, + mit Vorzeichen, ein Leerzeichen, #), die Breite und hinter einem Punkt die Genauigkeit; * nimmt Breite oder Genauigkeit aus den Argumenten. Zahlen können 0x1f, 017 oder 'A sein, das ist die Nummer eines Zeichens.",
        ],
      ],
    ],
    examples: ['20.50', 'zwei Zeilen', 'Bytes'],
  },
  rev: {
    summary: 'Zeilen umdrehen',
    description: ['Gibt jede Zeile mit ihren Zeichen in umgekehrter Reihenfolge aus.'],
    options: [NUL_LINES],
  },
  seq: {
    summary: 'eine Folge von Zahlen ausgeben',
    description: [
      'Gibt die Zahlen von FIRST bis LAST in Schritten von INCREMENT aus; beide sind 1, wenn sie fehlen. Sie können Bruchteile haben, und INCREMENT kann negativ sein.',
    ],
    options: [
      'wie printf eine Zahl mit Bruchteil ausgäbe: %g, %.2f, %05.1f',
      'STRING zwischen die Zahlen setzen statt eines Zeilenendes',
      'mit Nullen auffüllen, damit alle gleich breit sind',
    ],
    examples: ['1, 2, 3 veröffentlichen', 'halbe Grade', '08 bis 12'],
  },
  sha256sum: checksum('SHA256'),
  sort,
  tac: {
    summary: 'Dateien ausgeben, die letzte Zeile zuerst',
    description: ['Gibt die Zeilen jeder FILE in umgekehrter Reihenfolge aus.'],
    options: [
      'das Trennzeichen steht vor dem, wozu es gehört, nicht dahinter',
      'das Trennzeichen ist ein regulärer Ausdruck',
      'Teile enden mit STRING statt mit einem Zeilenende',
    ],
  },
  tail: {
    summary: 'die letzten Zeilen von Dateien ausgeben, und was in sie geschrieben wird',
    description: [
      'Gibt die letzten 10 Zeilen jeder FILE aus; bei mehreren mit einer Überschrift, die sie nennt. Ohne FILE, oder für -, die der Standardeingabe.',
      'Mit -f bleibt es und gibt aus, was von da an in die Dateien geschrieben wird, bis Strg-C.',
    ],
    options: [
      'die letzten NUM Bytes; mit +: von Byte NUM an',
      'auch ausgeben, was angehängt wird; dasselbe wie --follow=descriptor',
      'dasselbe; HOW: descriptor (es bleibt bei der Datei, wie immer sie heißt) oder name (bei dem, was gerade so heißt)',
      'dasselbe wie --follow=name --retry: für ein Log, das beiseitegelegt und neu begonnen wird',
      'die letzten NUM Zeilen statt 10; mit +: von Zeile NUM an',
      'bewirkt nichts: Nach Namen wird jedes Mal gesehen',
      'mit -f: aufhören, wenn dieser Prozess geendet hat',
      'keine Überschriften',
      'dasselbe wie -q',
      'mit -f: weiter versuchen, eine Datei zu öffnen, die es nicht gibt',
      'mit -f: alle N Sekunden nachsehen',
      'immer Überschriften',
      NUL_LINES,
    ],
    sections: [['ZAHLEN', [`${SIZES} *-5* ist kurz für *-n 5*, *-5f* für *-n 5 -f*, *+5* für *-n +5*.`]]],
    examples: ['zusehen, was der Broker in sein Log schreibt', 'alle Zeilen bis auf die erste'],
    differences: [
      'Ohne -s wird zehnmal in der Sekunde nach den Dateien gesehen, wo das echte tail vom Kernel geweckt wird.',
    ],
  },
  tee: {
    summary: 'die Standardeingabe auf die Standardausgabe und in Dateien kopieren',
    description: ['Kopiert, was auf der Standardeingabe kommt, in jede FILE und auf die Standardausgabe.'],
    options: [
      'an die Dateien anhängen, statt sie neu zu beginnen',
      'nach Strg-C weitermachen',
      'es sagen, wenn eine Ausgabe, die keine Pipe ist, nicht zu beschreiben ist, und nicht mit einer Pipe enden, die niemand liest',
      'was zu tun ist, wenn eine Ausgabe nicht zu beschreiben ist: warn, warn-nopipe, exit, exit-nopipe',
    ],
    examples: ['die Nachrichten sehen und behalten', 'an eine Datei anhängen, die nur root beschreiben darf'],
  },
  test,
  tr: {
    summary: 'Zeichen ersetzen oder löschen',
    description: [
      'Kopiert die Standardeingabe auf die Standardausgabe und ersetzt dabei die Zeichen von STRING1 durch die von STRING2 an derselben Stelle, oder löscht sie, oder fasst Wiederholungen zusammen. Ist STRING2 kürzer, steht sein letztes Zeichen für den Rest.',
    ],
    options: [
      'alle Zeichen, die STRING1 nicht hat',
      'dasselbe wie -c',
      'die Zeichen von STRING1 löschen',
      'von einem wiederholten Zeichen nur eines: bei denen des letzten STRING',
      'STRING1 so kurz machen wie STRING2',
    ],
    sections: [
      [
        'ZEICHENKETTEN',
        [
          'Ein Zeichen steht für sich. *a-z* ist ein Bereich, *[:alpha:]* eine Klasse (alnum, alpha, blank, cntrl, digit, graph, lower, print, punct, space, upper, xdigit), *[=c=]* ist c, *[c*5]* in STRING2 fünfmal c, *[c*]* so oft wie nötig. Bekannt sind \\n, \\t, \\r, \\a, \\b, \\f, \\v, \\\\ und \\NNN (oktal).',
        ],
      ],
    ],
    examples: ['in Großbuchstaben', 'ohne Wagenrückläufe', 'ein Wort je Zeile'],
    differences: [BYTES_NOT_LETTERS],
  },
  uniq: {
    summary: 'Zeilen weglassen, die die vorige wiederholen',
    description: [
      'Kopiert INPUT (oder die Standardeingabe) nach OUTPUT (oder auf die Standardausgabe), von mehreren gleichen Zeilen hintereinander aber nur die erste. Gleiche Zeilen, die nicht nebeneinander stehen, bleiben: *sort* bringt sie zusammen.',
    ],
    options: [
      'vor jede Zeile schreiben, wie oft sie kam',
      'nur Zeilen, die wiederholt wurden, je eine',
      'nur Zeilen, die wiederholt wurden, alle',
      'wie -D, mit leeren Zeilen zwischen den Gruppen: none, prepend, separate',
      'die ersten N Felder nicht vergleichen',
      'alle Zeilen, mit leeren Zeilen zwischen den Gruppen: separate, prepend, append, both',
      'Groß- und Kleinbuchstaben sind gleich',
      'die ersten N Zeichen nicht vergleichen',
      'nur Zeilen, die nicht wiederholt wurden',
      NUL_LINES,
      'höchstens N Zeichen vergleichen',
    ],
    examples: ['welche Topics am häufigsten kommen'],
  },
  wc: {
    summary: 'Zeilen, Wörter und Bytes zählen',
    description: [
      'Zählt die Zeilenenden, Wörter und Bytes jeder FILE, und aller zusammen, wenn es mehrere sind. Ohne FILE, oder für -, die der Standardeingabe.',
    ],
    options: [
      'Bytes zählen',
      'Zeichen zählen',
      'Zeilenenden zählen',
      'wie breit die breiteste Zeile ist',
      'Wörter zählen',
    ],
    examples: [
      'wie viele Nachrichten in zehn Sekunden kommen',
      'ein Buchstabe kann mehr als ein Byte brauchen: 5 Zeichen, 7 Bytes',
    ],
  },
  xxd,
};
