import type { TranslatedPage } from '../page.ts';

const OF_OTHERS: readonly string[] = [
  'COMMAND ließ sich nicht ausführen',
  'COMMAND gibt es nicht',
  'der Status von COMMAND',
];

const SELECTION: readonly string[] = [
  'ausgeben, wie viele es sind',
  'PATTERN in der ganzen Befehlszeile suchen',
  'nur aus diesen Prozessgruppen; 0 ist die eigene',
  'nur von Benutzern dieser Gruppen',
  'Großbuchstaben zählen wie kleine',
  'nur den zuletzt gestarteten',
  'nur den zuerst gestarteten',
  'nur, was älter ist',
  'nur Kinder von diesen',
  'nur aus diesen Sitzungen; 0 ist die eigene',
  'nur von diesen Terminals: pts/0',
  'nur von diesen Benutzern',
  'dasselbe',
  'der ganze Name muss PATTERN sein',
  'nur die, deren PIDs in FILE stehen',
  'nur in diesen Zuständen: R, S, T, Z',
  'nicht die, von denen dies gestartet wurde',
];

const PATTERN =
  'PATTERN, ein erweiterter regulärer Ausdruck, wird in den Namen der Programme gesucht, von denen die ersten 15 Zeichen zählen.';
const FOUND: readonly string[] = ['es gibt solche Prozesse', 'es gibt keine', 'die Befehlszeile ist falsch'];

/** The pages of the group `process`. */
export const process: Readonly<Record<string, TranslatedPage>> = {
  env: {
    summary: 'die Umgebung ausgeben, oder ein Programm in einer anderen ausführen',
    description: [
      'Setzt jeden NAME auf VALUE und führt COMMAND aus; ohne COMMAND wird die Umgebung ausgegeben, die sich ergibt.',
    ],
    options: [
      'mit einer leeren Umgebung beginnen; ein bloßes - tut das auch',
      'jede Zeile mit einem NUL-Byte beenden',
      'NAME herausnehmen',
      'es in DIR ausführen',
      'STRING in Argumente zerlegen: für die erste Zeile von Skripten',
      'sagen, was geschieht',
    ],
    examples: ['eine Shell, die nichts von ihrer Umgebung weiß', 'die Uhrzeit in einer anderen Zone'],
    exitStatus: ['env selbst ging schief', ...OF_OTHERS],
  },
  false: {
    summary: 'nichts tun, und scheitern',
    description: ['Tut nichts und scheitert: Sein Status ist 1.'],
    differences: ['bash macht *false* selbst; dies ist /usr/bin/false.'],
  },
  true: {
    summary: 'nichts tun, und gelingen',
    description: ['Tut nichts und gelingt: Sein Status ist 0.'],
    differences: ['bash macht *true* selbst; dies ist /usr/bin/true.'],
  },
  kill: {
    summary: 'Prozessen ein Signal senden',
    description: [
      'Sendet jedem Prozess ein Signal: TERM, das ihn bittet zu enden, wenn keines genannt ist. Eine negative PID ist eine Prozessgruppe, 0 die eigene, -1 alles, was zu haben ist.',
      'Ein Signal ist ein Name mit oder ohne SIG, oder eine Nummer. INT ist, was Strg-C sendet; KILL beendet einen Prozess, ohne zu fragen; STOP hält ihn an, CONT lässt ihn weiterlaufen; 0 fragt nur, ob es ihn gibt.',
    ],
    options: [
      'dieses Signal; -SIGNAL auch',
      'die Signale auflisten, oder zwischen Name und Nummer übersetzen',
      'sie mit ihren Nummern auflisten',
    ],
    examples: ['lässt einen Broker mit dieser PID seine Konfiguration neu lesen', 'beendet, was nicht hört'],
    exitStatus: ['es wurde an alle gesendet', 'es wurde nicht gesendet'],
    differences: [
      'bash hat ein eigenes *kill*, das Jobs kennt (%1); dies ist /usr/bin/kill. Signale kaputter Programme (SEGV, ILL, …) lassen sich hier nicht senden.',
    ],
  },
  killall: {
    summary: 'Prozessen nach Namen ein Signal senden',
    description: [
      'Sendet TERM oder ein anderes Signal an jeden Prozess, der ein Programm dieses NAMEns ausführt; ein NAME mit Schrägstrich ist die Datei des Programms.',
    ],
    options: [
      'Namen mit mehr als 15 Zeichen müssen bis zum Ende gleich sein; so ist es ohnehin',
      'Großbuchstaben zählen wie kleine',
      'an die Prozessgruppe eines jeden',
      'nur, was vor weniger als TIME gestartet wurde: 30s, 5m, 2h',
      'nur, was vor mehr als TIME gestartet wurde',
      'vor jedem fragen',
      'die Signale auflisten',
      'nicht klagen, dass es keine gibt',
      'NAME ist ein erweiterter regulärer Ausdruck',
      'dieses Signal; -SIGNAL auch',
      'nur Prozesse von USER',
      'sagen, wem es gesendet wurde',
      'warten, bis alle geendet haben',
    ],
    examples: ['beendet jedes mosquitto_sub, das einem gehört'],
  },
  nice: {
    summary: 'ein Programm ausführen, das anderen den Vortritt lässt',
    description: [
      'Führt COMMAND mit einer um 10 höheren Niceness aus: von -20 (zuerst) bis 19 (zuletzt). Ohne COMMAND wird die jetzige ausgegeben. Nur root macht sie kleiner.',
    ],
    options: ['um N höher statt um 10; -N ist dasselbe'],
    exitStatus: ['nice selbst ging schief', ...OF_OTHERS],
    differences: ['Die Niceness wird geführt und gezeigt; der Prozessor dieses Pi ist nie knapp.'],
  },
  nohup: {
    summary: 'ein Programm ausführen, das das Fenster überlebt',
    description: [
      'Führt COMMAND so aus, dass es SIGHUP ignoriert, das kommt, wenn das Fenster geschlossen wird. Ginge seine Ausgabe auf das Terminal, so geht sie stattdessen ans Ende von nohup.out (oder $HOME/nohup.out), und seine Eingabe ist leer. In den Hintergrund geht es nicht von selbst: Dafür setzt man & dahinter.',
    ],
    examples: ['läuft weiter, wenn man sich abmeldet'],
    exitStatus: ['nohup selbst ging schief', ...OF_OTHERS],
  },
  pgrep: {
    summary: 'Prozesse suchen',
    description: ['Gibt die PIDs von Prozessen aus.', PATTERN],
    options: [
      'STRING zwischen die PIDs setzen statt eines Zeilenendes',
      'mit dem Namen',
      'mit der ganzen Befehlszeile',
      'die, für die es nicht zutrifft',
      ...SELECTION,
    ],
    examples: ['alles, was mit dem Broker zu tun hat, mit seinen Optionen'],
    exitStatus: FOUND,
  },
  pkill: {
    summary: 'Prozessen nach einem Muster ein Signal senden',
    description: ['Sendet Prozessen ein Signal, TERM, wenn keines genannt ist.', PATTERN],
    options: ['dieses Signal; -SIGNAL auch', 'sagen, was beendet wird', ...SELECTION],
    examples: ['beendet einen Abonnenten nach dem, was er abonniert hat'],
    exitStatus: FOUND,
  },
  printenv: {
    summary: 'Variablen der Umgebung ausgeben',
    description: ['Gibt den Wert jeder VARIABLE aus; ohne eine alle Variablen mit ihren Werten.'],
    options: ['jede Zeile mit einem NUL-Byte beenden'],
    exitStatus: ['alle sind gesetzt', 'eine nicht', 'die Befehlszeile ist falsch'],
  },
  ps: {
    summary: 'Prozesse auflisten',
    description: [
      'Listet Prozesse auf: ohne Option die eigenen in diesem Terminal. Optionen mit Strich sind die von System V, Buchstaben ohne Strich die von BSD; beide lassen sich mischen.',
    ],
    sections: [
      [
        'WELCHE',
        [
          '  -e, -A            alle',
          '  -a, -d            alle außer den Anführern von Sitzungen (-a: mit Terminal)',
          '  a                 alle mit Terminal;  x: auch die eigenen ohne;  ax: alle',
          '  -p, p, --pid PID  diese;  -q auch',
          '  -u, U, --user USER, -U USER, -g SITZUNG, -G GRUPPE, -s SID, --ppid PID',
          '  -C NAME           die, die NAME ausführen',
          '  -t, t, --tty TTY  von diesen Terminals;  T: von diesem;  r: die gerade laufen',
          '  -N, --deselect    alle anderen',
        ],
      ],
      [
        'WAS VON IHNEN',
        [
          '  -f, -F            ausführlich: Benutzer, Elternprozess, Start, Befehlszeile',
          '  -l, -j            lang; Jobs: Gruppen und Sitzungen',
          '  u, j, l, v        dasselbe nach Art von BSD: u ist Benutzer, Prozessor, Speicher',
          '  -o, o, --format   diese Spalten: pid,user,%cpu,args; pid= ist ohne Überschrift',
          '  f, --forest, -H   als Baum',
          '  --sort SPALTE, k  sortiert: -%mem,pid;  - ist von oben',
          '  -w, ww            Zeilen, so lang sie sind;  h, --no-headers: keine Überschriften',
          '  c                 Namen ohne Argumente',
        ],
      ],
      [
        'ZUSTAND',
        [
          'R läuft, S wartet, T ist angehalten, Z hat geendet und sein Elternprozess hat nicht gefragt; dann < oder N für seine Niceness, s Anführer einer Sitzung, + im Vordergrund.',
        ],
      ],
    ],
    examples: ['alles, mit Prozessor und Speicher', 'alles, mit Eltern', 'alles, als Baum', 'diese Spalten'],
    exitStatus: ['es gibt welche', 'es gibt keine, oder die Befehlszeile ist falsch'],
    differences: [
      'Prozessorzeit und Speicher sind das, was dieser Pi für jedes Programm ansetzt. Threads, WCHAN und Adressen hat er nicht.',
    ],
  },
  setsid: {
    summary: 'ein Programm in einer eigenen Sitzung ausführen',
    description: [
      'Führt PROGRAM in einer neuen Sitzung aus, ohne Terminal: Strg-C und das Schließen des Fensters erreichen es nicht. Vom Prompt aus gestartet, wartet es nicht auf PROGRAM.',
    ],
    options: ['nie auf PROGRAM warten', 'auf PROGRAM warten und mit seinem Status enden'],
  },
  sleep: {
    summary: 'warten',
    description: [
      'Wartet so viele Sekunden, Minuten (m), Stunden (h) oder Tage (d), auch Bruchteile. Mehrere werden zusammengezählt.',
    ],
    examples: ['wartet eine halbe Sekunde'],
  },
  stdbuf: {
    summary: 'ein Programm ausführen, das seine Ausgabe weniger oder mehr zurückhält',
    description: [
      'Führt COMMAND mit anderen Puffern aus. Ein Programm, das in eine Pipe oder Datei schreibt, hält seine Ausgabe zurück, bis es einen Block von 4096 Bytes hat; mit -oL schreibt es jede Zeile sofort.',
      'MODE ist L (Zeile für Zeile), 0 (nichts wird zurückgehalten) oder eine Größe: 1K, 64K.',
    ],
    options: ['die Standardeingabe; nicht L', 'die Standardausgabe', 'die Standardfehlerausgabe'],
    examples: ['jede Zeile kommt sofort'],
    exitStatus: ['stdbuf selbst ging schief', ...OF_OTHERS],
    differences: [
      'Was Eingaben liest, liest hier nie voraus, und Fehler werden nie zurückgehalten: -i und -e ändern nichts. Eine Größe zählt wie der übliche Block.',
    ],
  },
  timeout: {
    summary: 'ein Programm so lange ausführen und nicht länger',
    description: [
      'Führt COMMAND aus und sendet ihm TERM, wenn es nach DURATION noch läuft: 2, 0.5, 1m, 2h, 1d. 0 ist für immer.',
    ],
    options: [
      'mit dem Status von COMMAND enden, auch wenn seine Zeit um ist',
      'COMMAND darf vom Terminal lesen; was es gestartet hat, bleibt in Ruhe',
      'und KILL, wenn es so lange danach noch läuft',
      'dieses Signal statt TERM senden',
      'sagen, was gesendet wird',
    ],
    examples: ['hört zehn Sekunden zu'],
    exitStatus: [
      'die Zeit war um',
      'timeout selbst ging schief',
      'COMMAND ließ sich nicht ausführen',
      'COMMAND gibt es nicht',
      'es wurde von KILL beendet',
      'der Status von COMMAND',
    ],
  },
  unbuffer: {
    summary: 'ein Programm ausführen, das glaubt, auf ein Terminal zu schreiben',
    description: [
      'Führt COMMAND auf einem eigenen Terminal aus und gibt aus, was es dort schreibt. So wird nicht zurückgehalten, was in eine Pipe geht, und es kommt in Farbe.',
      'COMMAND bekommt keine Eingabe; mit -p, als Teil einer Pipeline, bekommt es, was unbuffer liest.',
    ],
    examples: ['jede Zeile kommt sofort'],
    exitStatus: ['der Status von COMMAND'],
  },
  yes: {
    summary: 'immer wieder dasselbe sagen',
    description: [
      'Gibt eine Zeile mit allen STRINGs, oder „y“, immer wieder aus, bis niemand mehr liest oder Strg-C es beendet.',
    ],
    examples: ['gibt drei Zeilen aus'],
  },
};
