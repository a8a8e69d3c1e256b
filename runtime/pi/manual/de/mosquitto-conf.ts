import { OPTION_TEXTS_DE, REFUSALS_DE } from '#runtime/config/option-texts.de.ts';
import { configOptionTexts, type ConfigWords } from '../config-options.ts';
import type { TranslatedPages } from '../library.ts';

/** What is said of every option: here, and in an editor beside its line. */
export const configWordsDe: ConfigWords = {
  default: 'Standard',
  range: 'Erlaubt',
  atLeast: 'Erlaubt mindestens',
  choices: 'Eines von',
  deprecated: 'Mosquitto wird es einmal nicht mehr haben.',
  refused: 'Zurückgewiesen',
  refusedValue: 'Zurückgewiesen mit',
  notReloaded: 'Zählt nur beim Start.',
  scopes: {
    global: '',
    security: 'Für alle Listener oder, mit *per_listener_settings*, für einen.',
    listener: 'Für einen Listener.',
    bridge: 'Für eine Brücke.',
  },
  units: { seconds: 'Sekunden', bytes: 'Byte', messages: 'Nachrichten', clients: 'Clients', aliases: 'Aliase' },
  texts: OPTION_TEXTS_DE,
  refusals: REFUSALS_DE,
};

export const mosquittoConf: TranslatedPages = {
  'mosquitto.conf': {
    summary: 'die Konfiguration des Brokers mosquitto',
    description: [
      'Der Broker liest diese Datei beim Start: *mosquitto -c DATEI*. Jede Zeile ist der Name einer Option, ein Leerzeichen und ihr Wert. Leere Zeilen und Zeilen, die mit # beginnen, zählen nicht; ein #, das nicht das erste Zeichen seiner Zeile ist, beginnt keinen Kommentar.',
      'Eine falsche Zeile beendet den Start, und der Broker sagt, welche es war. Nach einer Änderung ist er neu zu starten, oder er bekommt SIGHUP: Dann liest er die Datei noch einmal, und alles außer Listenern und Brücken ändert sich sofort.',
      'Optionen eines Listeners gehören zur letzten Zeile *listener* vor ihnen, die einer Brücke zur letzten Zeile *connection*.',
    ],
    options: configOptionTexts(configWordsDe),
    sections: [
      [
        'ZUGRIFFSLISTEN',
        [
          'Eine Zeile von *acl_file* ist *topic*, dann *read*, *write*, *readwrite* oder *deny*, dann ein Topic, das Platzhalter haben darf; ohne das zweite Wort gilt *readwrite*. Was keine Zeile erlaubt, ist verboten, und *deny* zählt vor allen anderen.',
          'Zeilen vor dem ersten *user NAME* gelten für Clients ohne Benutzernamen, die danach für diesen Benutzer. Zeilen *pattern* gelten für alle; *%c* darin ist die ID des Clients und *%u* sein Benutzername:',
          '  topic read $SYS/#\n  user ada\n  topic readwrite house/#\n  topic deny house/safe\n  pattern write sensor/%u/data',
        ],
      ],
      [
        'BRÜCKEN',
        [
          'Eine Brücke ist ein Client zweier Broker und trägt Nachrichten von einem zum anderen. Sie braucht einen Namen, eine Adresse und mindestens ein Topic:',
          '  connection garden\n  address 192.168.1.4:1883\n  topic sensor/# in 1 garden/ ""',
        ],
      ],
    ],
    examples: [
      'Clients dürfen von überall kommen, wenn sie einen Benutzernamen haben',
      'und auch ohne',
      'das sind die Benutzer',
      'mit *persistence true*: Was bleiben soll, liegt dort',
    ],
    differences: [
      'Was Mosquitto hat und dieser Broker nicht kann, wird mit Namen und Grund zurückgewiesen: Eine halbe Konfiguration wäre schlimmer als keine.',
    ],
  },
};
