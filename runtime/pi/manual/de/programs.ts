import type { TranslatedPage } from '../page.ts';

/** By an option's first name; each tool has some of them, in the order of its English page. */
const OPTIONS: Readonly<Record<string, string>> = {
  '-A': 'diese Adresse dieser Maschine benutzen',
  '-c': 'die Sitzung behalten: Abonnements und wartende Nachrichten überleben die Verbindung',
  '-C': 'nach so vielen Nachrichten beenden',
  '-d': 'sagen, was über die Leitung geht',
  '-D': 'eine Eigenschaft von MQTT 5, zum Beispiel *-D publish content-type text/plain*',
  '-e': 'die Antwort auf diesem Topic erwarten',
  '-E': 'beenden, sobald der Broker die Abonnements bestätigt hat',
  '-f': 'die Nachricht ist, was die Datei enthält',
  '-F': 'wie eine Nachricht ausgegeben wird: %t Topic, %p Nutzlast, %q QoS, %r gemerkt, %I Zeit, %j JSON',
  '-h': 'Name oder Adresse des Brokers; ohne: localhost',
  '-i': 'die Client-ID',
  '-I': 'die Client-ID ist dies und die Prozessnummer',
  '-k': 'der Keep-alive; ohne: 60',
  '-l': 'jede Zeile der Standardeingabe ist eine Nachricht',
  '-L': 'Benutzer, Host, Port und Topic in einem: *mqtt://host/topic*',
  '-m': 'die Nachricht',
  '-M': 'wie viele Nachrichten zugleich unterwegs sein dürfen',
  '-n': 'eine leere Nachricht: Sie löscht eine gemerkte',
  '-N': 'kein Zeilenende hinter einer Nachricht',
  '-p': 'der Port des Brokers; ohne: 1883, mit TLS 8883',
  '-P': 'das Passwort',
  '-q': 'Dienstgüte (QoS): 0, 1 oder 2',
  '-r': 'der Broker merkt sich die Nachricht für spätere Abonnenten',
  '-R': 'gemerkte Nachrichten weglassen',
  '-s': 'die ganze Standardeingabe ist eine Nachricht',
  '-t': 'das Topic; mosquitto_sub nimmt mehrere, mit Platzhaltern',
  '-T': 'Nachrichten auf diesen Topics weglassen',
  '-u': 'der Benutzername',
  '-U': 'dieses Topic abbestellen',
  '-v': 'das Topic vor jeder Nachricht ausgeben',
  '-V': 'des Protokolls: mqttv31, mqttv311 oder mqttv5',
  '-W': 'nach so vielen Sekunden beenden',
  '-x': 'MQTT 5: wie lange die Sitzung die Verbindung überlebt; -1 für immer',
  '--help': 'alle Optionen ausgeben',
  '--version': 'die Version ausgeben',
  '--nodelay': 'sofort senden',
  '--pretty': 'JSON über mehrere Zeilen',
  '--quiet': 'keine Fehlermeldungen',
  '--random-filter': 'nur so viele der Nachrichten ausgeben, zufällig gewählt',
  '--repeat': 'so oft veröffentlichen',
  '--repeat-delay': 'dazwischen so lange warten',
  '--retain-as-published': 'MQTT 5: die Marke „gemerkt“ zeigen, wie sie veröffentlicht wurde',
  '--retained-only': 'nur gemerkte Nachrichten ausgeben, dann beenden',
  '--remove-retained': 'gemerkte Nachrichten löschen, die hereinkommen',
  '--will-payload': 'der letzte Wille: seine Nachricht',
  '--will-qos': 'der letzte Wille: seine Dienstgüte',
  '--will-retain': 'der letzte Wille: Er wird gemerkt',
  '--will-topic': 'der letzte Wille: sein Topic',
  '--unix': 'mit einem Unix-Socket verbinden',
  '--proxy': 'über einen SOCKS5-Proxy gehen',
  '--cafile': 'TLS: Zertifikate, denen vertraut wird',
  '--capath': 'TLS: ein Verzeichnis solcher Zertifikate',
  '--cert': 'TLS: das eigene Zertifikat des Clients',
  '--key': 'TLS: der Schlüssel dazu',
  '--keyform': 'TLS: was der Schlüssel ist, pem oder engine',
  '--ciphers': 'TLS: welche Verfahren benutzt werden dürfen',
  '--tls-version': 'TLS: tlsv1.1, tlsv1.2 oder tlsv1.3',
  '--tls-alpn': 'TLS: das Protokoll, das genannt wird',
  '--insecure': 'TLS: der Name im Zertifikat darf ein anderer sein',
  '--tls-engine': 'TLS: ein Gerät mit Schlüsseln',
  '--tls-engine-kpass-sha1': 'TLS: das Passwort seines Schlüssels',
  '--tls-use-os-certs': 'TLS: vertrauen, wem das System vertraut',
  '--psk': 'TLS mit gemeinsamem Schlüssel, hexadezimal',
  '--psk-identity': 'TLS: der Name dieses Schlüssels',
};

const of = (names: string): string[] => names.split(' ').map((name) => OPTIONS[name] ?? '');

const TLS =
  '--unix --proxy --cafile --capath --cert --key --keyform --ciphers --tls-version --tls-alpn --insecure --tls-engine --tls-engine-kpass-sha1 --tls-use-os-certs --psk --psk-identity';
const WILL = '--will-payload --will-qos --will-retain --will-topic';

const CONNECTION = 'Optionen können auch, eine je Zeile, in ~/.config/NAME stehen; NAME ist der des Programms.';
const STATUS = [
  'Erfolg',
  'die Befehlszeile war falsch, oder die Verbindung kam nicht zustande',
  'die Zeit von -W war um',
];
const DIFFERENCES = [
  'TLS, Unix-Sockets und Proxys gehen, wo dieses Programm als Befehl einer echten Maschine läuft; das Netz der simulierten Pis hat nichts davon.',
];

export const programs: Readonly<Record<string, TranslatedPage>> = {
  mosquitto_pub: {
    summary: 'eine Nachricht veröffentlichen',
    description: [
      'Verbindet sich mit dem Broker, veröffentlicht eine Nachricht auf einem Topic, oder eine für jede Zeile der Standardeingabe, und endet.',
      CONNECTION,
    ],
    options: of(
      `-A -c -d -D -f -h -i -I -k -l -L -m -M -n -p -P -q -r -s -t -u -V -x --help --version --nodelay --quiet --repeat --repeat-delay ${WILL} ${TLS}`,
    ),
    examples: [
      'eine Nachricht',
      'eine, die auch spätere Abonnenten bekommen',
      'löscht sie',
      'jede Zeile ist eine Nachricht',
    ],
    exitStatus: STATUS.slice(0, 2),
    differences: DIFFERENCES,
  },
  mosquitto_sub: {
    summary: 'Topics abonnieren und die Nachrichten ausgeben',
    description: [
      'Verbindet sich mit dem Broker, abonniert und gibt jede Nachricht auf einer Zeile aus, bis ^C, -C oder -W es beendet.',
      CONNECTION,
    ],
    options: of(
      `-A -c -C -d -D -E -F -h -i -I -k -L -M -N -p -P -q -R -t -T -u -U -v -V -W -x --help --version --nodelay --pretty --quiet --random-filter --retain-as-published --retained-only --remove-retained ${WILL} ${TLS}`,
    ),
    examples: [
      'alles, mit seinem Topic',
      'die nächste Temperatur irgendeines Sensors',
      'mit der Uhrzeit',
      'Nachrichten warten, während es weg ist',
    ],
    exitStatus: STATUS,
    differences: DIFFERENCES,
  },
  mosquitto_rr: {
    summary: 'eine Anfrage veröffentlichen und die Antwort ausgeben',
    description: [
      'Abonniert das Topic von -e, veröffentlicht eine Anfrage, die es nennt, gibt die erste Antwort aus und endet. Es spricht MQTT 5.',
      CONNECTION,
    ],
    options: of(
      `-A -c -d -D -e -f -F -h -i -I -k -L -m -M -n -N -p -P -q -R -s -t -u -v -V -W -x --help --version --nodelay --pretty --quiet --retain-as-published ${WILL} ${TLS}`,
    ),
    examples: ['fragt und wartet fünf Sekunden'],
    exitStatus: STATUS,
    differences: DIFFERENCES,
  },
  mosquitto: {
    summary: 'der MQTT-Broker',
    description: [
      'Nimmt Verbindungen von MQTT-Clients an und reicht Nachrichten weiter. Ohne Konfiguration nimmt er nur Clients dieser Maschine an, auf Port 1883.',
      'Auf diesem Pi läuft er als Dienst: *sudo systemctl restart mosquitto* startet ihn neu.',
      'Bei SIGHUP liest er seine Konfiguration und die Dateien, die sie nennt, noch einmal; bei SIGUSR1 sichert er, was er zu behalten hat; bei SIGUSR2 gibt er alle Abonnements aus.',
    ],
    options: [
      'diese Konfiguration lesen',
      'im Hintergrund laufen',
      'die Optionen ausgeben',
      'auf diesem Port lauschen, wenn die Konfiguration keinen Listener nennt',
      'alles protokollieren',
      'was bestätigt ist, überlebt auch einen Stromausfall; Mosquitto hat keine solche Option',
    ],
    examples: ['ein zweiter Broker, zum Zusehen', 'mit dieser Konfiguration'],
    exitStatus: [
      'er wurde ordentlich beendet',
      'er konnte nicht beginnen: Eine Adresse, ein Zertifikat oder sein Speicher ist nicht zu gebrauchen',
      'die Befehlszeile oder die Konfiguration war falsch',
      'eine Passwortdatei, ACL-Datei oder Datei mit Schlüsseln ist nicht zu lesen',
    ],
    differences: [
      'TLS, Unix-Sockets und -d gehen, wo dieses Programm als Befehl einer echten Maschine läuft; simulierte Pis haben nichts davon.',
      'Root wird nur dann ein anderer Benutzer, wenn die Konfiguration einen nennt. Ist bei SIGHUP eine Passwort- oder ACL-Datei falsch, so gilt die vorige weiter.',
      'Mit *persistence true* bestätigt eine echte Maschine Nachrichten mit QoS 1 und 2, sobald sie auf der Platte stehen. Simulierte Pis bestätigen sofort und speichern innerhalb einer Sekunde: Ein ordentliches Ende verliert nichts, ein gezogener Stecker vielleicht.',
    ],
  },
  mosquitto_passwd: {
    summary: 'die Passwortdatei des Brokers anlegen und ändern',
    description: [
      'Fügt der Datei einen Benutzer hinzu oder gibt einem ein anderes Passwort, nach dem zweimal gefragt wird. Der Broker liest die Datei, die *password_file* in mosquitto.conf(5) nennt, und bei SIGHUP noch einmal.',
      'Ein Benutzername enthält keinen Doppelpunkt.',
    ],
    options: [
      'das Passwort steht auf der Befehlszeile, wo andere es sehen können',
      'die Datei neu anlegen; eine, die da ist, wird überschrieben',
      'den Benutzer aus der Datei löschen',
      'wie das Passwort aufbewahrt wird: sha512-pbkdf2, wenn nichts gesagt ist, oder sha512',
      'in der Datei stehen Passwörter im Klartext: aus allen Hashwerte machen',
    ],
    examples: ['eine neue Datei mit einem Benutzer', 'der Broker liest sie neu'],
    exitStatus: [
      'Erfolg',
      'die Befehlszeile war falsch, oder die Datei war nicht zu gebrauchen',
      'die beiden Passwörter waren nicht gleich',
    ],
  },
  mqtt: {
    summary: 'das Protokoll: Topics, Abonnements, Dienstgüte',
    description: [
      'MQTT trägt kleine Nachrichten zwischen Programmen, die einander nicht kennen. Alle sind Clients eines Brokers: Wer eine Nachricht auf einem Topic veröffentlicht, muss nicht wissen, wer es abonniert hat.',
    ],
    sections: [
      [
        'TOPICS',
        [
          'Ein Topic ist ein Text mit Ebenen, getrennt durch Schrägstriche: *house/kitchen/temperature*. Es ist da, sobald jemand es benutzt. Groß- und Kleinschreibung zählt, und jeder Schrägstrich.',
        ],
      ],
      [
        'PLATZHALTER',
        [
          'Ein Abonnement darf Ebenen offen lassen. *+* steht für eine Ebene: *house/+/temperature*. *#* steht für alles, was folgt, und nur am Ende: *house/#*.',
          'In der Shell gehört # in Anführungszeichen: Ein Wort, das damit beginnt, ist ein Kommentar.',
          'Topics, die mit $ beginnen, wie *$SYS/#*, gehören dem Broker; ein Platzhalter auf der ersten Ebene passt nicht auf sie.',
        ],
      ],
      [
        'DIENSTGÜTE (QOS)',
        [
          '  0   höchstens einmal: gesendet und vergessen\n  1   mindestens einmal: wiederholt, bis es bestätigt ist\n  2   genau einmal: vier Pakete sorgen dafür',
          'Ein Abonnent bekommt eine Nachricht mit dem kleineren von zwei Werten: womit sie veröffentlicht und womit abonniert wurde.',
        ],
      ],
      [
        'GEMERKTE NACHRICHTEN',
        [
          'Der Broker behält die letzte gemerkte Nachricht (retained) jedes Topics. Wer später abonniert, bekommt sie sofort. Eine leere löscht sie.',
        ],
      ],
      [
        'SITZUNGEN UND LETZTER WILLE',
        [
          'Mit einer Client-ID und ohne saubere Sitzung merkt sich der Broker die Abonnements eines Clients und hält Nachrichten mit QoS 1 und 2 zurück, während er weg ist.',
          'Ein letzter Wille ist eine Nachricht, die der Broker für einen Client veröffentlicht, der ohne ein Wort verschwunden ist.',
        ],
      ],
    ],
    examples: ['alles im Haus, mit seinem Topic', 'ein Zustand, den auch spätere Abonnenten bekommen'],
  },
};
