import type { TranslatedPage } from '../page.ts';

export const system: Readonly<Record<string, TranslatedPage>> = {
  arch: {
    summary: 'die Art der Maschine ausgeben',
    description: ['Gibt die Art der Maschine aus: dasselbe wie *uname -m*.'],
  },
  date: {
    summary: 'Datum und Uhrzeit ausgeben',
    description: [
      'Gibt Datum und Uhrzeit aus, wie FORMAT es sagt. Die Zeit ist die der Uhr des Labors, in UTC, solange TZ keine andere Zone nennt.',
    ],
    options: [
      'die Zeit, die TEXT beschreibt, nicht jetzt',
      'eine Zeit für jede Zeile der Datei',
      'nach ISO 8601; WHAT ist *date*, *hours*, *minutes*, *seconds* oder *ns*',
      'wie in E-Mails: Mon, 02 Jan 2006 15:04:05 +0000',
      'nach RFC 3339; WHAT ist *date*, *seconds* oder *ns*',
      'die Zeit der letzten Änderung der Datei',
      'die Uhr stellen, was hier niemand darf',
      'in UTC',
      'dasselbe',
    ],
    sections: [
      [
        'FORMAT',
        [
          '  %Y %m %d   Jahr, Monat, Tag        %F   2026-11-22\n  %H %M %S   Stunde, Minute, Sekunde %T   10:39:00\n  %a %A      Wochentag               %b %B   Monat\n  %s         Sekunden seit 1970      %N   Nanosekunden; %3N Millisekunden\n  %j %V      Tag, Woche des Jahres   %u   1 ist Montag\n  %I %p      zwölf Stunden, AM, PM   %z %:z %Z   Zeitzone\n  %e %k      Tag, Stunde mit Leerzeichen  %%   ein Prozentzeichen',
          'Zwischen % und dem Buchstaben dürfen stehen: - (nicht aufgefüllt), _ (mit Leerzeichen), 0, ^ (Großbuchstaben), # (umgekehrt) und eine Breite.',
        ],
      ],
      [
        'TEXT',
        [
          '  2026-11-22 10:39   22 Nov 2026   @1700000000   12:30   5pm\n  now   yesterday   tomorrow 8:00   next monday   last friday\n  +1 day   2 hours ago   next month   10:39 +0100',
        ],
      ],
    ],
    examples: [
      'Sekunden seit 1970',
      'mit Millisekunden',
      'welches Datum das ist',
      'was diese Sekunden bedeuten',
      'die Zeit in Berlin',
    ],
    exitStatus: ['Erfolg', 'TEXT ist kein Datum, oder die Uhr sollte gestellt werden'],
    differences: ['Die Uhr ist die des Labors und lässt sich nicht stellen, auch von root nicht. --debug fehlt.'],
  },
  free: {
    summary: 'ausgeben, wie viel Speicher belegt und frei ist',
    description: [
      'Gibt aus, wie viel Speicher es gibt, wie viel davon Programme belegen und wie viel gelesene Dateien vorhält (*buff/cache*), was Programme bekommen, sobald sie es brauchen. *available* ist, was sie haben können.',
    ],
    options: [
      'in Byte',
      'in KiB (so ist es auch ohne)',
      'in MiB',
      'in GiB',
      'in TiB',
      'in Einheiten von 1000 Byte',
      'in Einheiten von 1000000 Byte',
      'in Einheiten von 1000000000 Byte',
      'in Einheiten von 1000000000000 Byte',
      'mit der Einheit, die passt',
      'Potenzen von 1000 statt 1024',
      'auch niedriger und hoher Speicher',
      'auch Speicher und Auslagerung zusammen',
      'Puffer und Zwischenspeicher in eigenen Spalten',
      'immer wieder, alle N Sekunden',
      'N-mal',
      'die Version ausgeben',
    ],
    examples: ['leicht zu lesen', 'alle zwei Sekunden, bis ^C'],
    differences: [
      'Dieser Pi hat keine Auslagerung und keinen gemeinsamen Speicher. Was ein Programm belegt, ist hier sein Preis: ungefähr, was das echte belegt.',
    ],
  },
  groups: {
    summary: 'die Gruppen ausgeben, zu denen jemand gehört',
    synopsis: ['groups [BENUTZER]...'],
    description: ['Gibt die Namen der Gruppen aus: die eigenen, oder die jedes BENUTZERs.'],
    examples: ['die Gruppen dieses Benutzers'],
  },
  id: {
    summary: 'Nummern von Benutzer und Gruppen ausgeben',
    synopsis: ['id [OPTION]... [BENUTZER]...'],
    description: ['Gibt Nummern und Namen des Benutzers und seiner Gruppen aus: jedes BENUTZERs, oder die eigenen.'],
    options: [
      'bewirkt nichts: für ältere Skripte',
      'schlägt fehl: dieser Kern kennt keine Sicherheitskontexte',
      'nur die erste Gruppe',
      'nur die Gruppen, alle',
      'Namen statt Nummern, mit -u, -g oder -G',
      'der wirkliche Benutzer, nicht der angenommene, mit -u, -g oder -G',
      'nur der Benutzer',
      'ein NUL statt Leerzeichen und Zeilenende, mit -u, -g oder -G',
    ],
    examples: ['der eigene Name', 'die Gruppen des Benutzers pi'],
  },
  lscpu: {
    summary: 'ausgeben, was für ein Prozessor es ist',
    description: ['Gibt aus, was über den Prozessor bekannt ist, eine Zeile für jede Angabe.'],
    options: ['eine Zeile für jeden Prozessor, mit Kommas, für Programme'],
    differences: ['Der echte kann auch Tabellen und JSON ausgeben.'],
  },
  nproc: {
    summary: 'die Anzahl der Prozessoren ausgeben',
    description: ['Gibt aus, wie viele Prozessoren dieser Prozess benutzen darf.'],
    options: ['wie viele es gibt', 'N weniger, wenn dann noch einer bleibt'],
  },
  uname: {
    summary: 'ausgeben, was für ein System dies ist',
    description: ['Gibt aus, wonach gefragt wird; ohne Option den Namen des Kerns.'],
    options: [
      'alles, was bekannt ist',
      'der Kern: Linux',
      'der Name der Maschine im Netz',
      'die Ausgabe des Kerns',
      'seine Version',
      'die Art der Maschine: aarch64',
      'der Prozessor, der unbekannt ist',
      'die Hardware, die unbekannt ist',
      'das Betriebssystem',
    ],
    examples: ['alles in einer Zeile'],
  },
  uptime: {
    summary: 'ausgeben, wie lange die Maschine läuft',
    description: [
      'Gibt die Uhrzeit aus, wie lange die Maschine schon läuft, wie viele angemeldet sind, und die Last: wie viele Prozesse im Mittel der letzten 1, 5 und 15 Minuten zugleich rechneten.',
    ],
    options: ['nur wie lange, in Worten', 'nur seit wann', 'diese Hilfe ausgeben', 'die Version ausgeben'],
  },
  w: {
    summary: 'ausgeben, wer angemeldet ist und was er tut',
    synopsis: ['w [OPTION]... [BENUTZER]'],
    description: [
      'Gibt die Zeile von *uptime* aus, und für jede Anmeldung: Benutzer, Terminal, woher, seit wann, wie lange untätig, Prozessorzeit von allem, was dort läuft (JCPU), und vom neuesten Befehl (PCPU), und diesen Befehl.',
    ],
    options: [
      'ohne die ersten beiden Zeilen',
      'bewirkt hier nichts: niemand hat einen anderen Benutzer angenommen',
      'ohne Anmelde- und Prozessorzeiten',
      'ohne die Spalte FROM',
      'bewirkt hier nichts: Adressen stehen ohnehin da',
      'die Version ausgeben',
    ],
    differences: ['Untätig ist ein Terminal, seit dort zuletzt ein Befehl begann.'],
  },
  who: {
    summary: 'ausgeben, wer angemeldet ist',
    description: [
      'Gibt für jede Anmeldung Benutzer, Terminal, seit wann und woher aus. Mit zwei Wörtern, wie *who am i*, nur die eigene.',
    ],
    options: [
      'alles: -b, -r, -T und -u zusammen',
      'wann die Maschine gestartet wurde',
      'eine Zeile mit den Namen der Spalten',
      'nur die eigene Anmeldung',
      'nur die Namen und ihre Anzahl',
      'wofür die Maschine gestartet wurde',
      'Benutzer, Terminal und Zeit (so ist es auch ohne)',
      'ein + bei jedem, der Nachrichten annimmt',
      'dasselbe',
      'auch wie lange untätig, und der Prozess',
    ],
    differences: ['Untätig ist ein Terminal, seit dort zuletzt ein Befehl begann.'],
  },
  whoami: {
    summary: 'den Namen des Benutzers ausgeben, der man ist',
    description: ['Gibt den Namen des Benutzers aus, dessen Rechte man hat: dasselbe wie *id -un*.'],
    examples: ['gibt root aus'],
  },
};
