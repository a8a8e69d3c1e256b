import type { OptionName } from './option-texts.en.ts';

export const OPTION_TEXTS_DE: Readonly<Record<OptionName, string>> = {
  acl_file:
    'Eine Datei mit Regeln über Topics: wer was lesen und schreiben darf. Zeilen *topic*, *user* und *pattern*; was keine Regel erlaubt, ist verboten.',
  address:
    'Wo der andere Broker ist; ohne Angabe ist der Port 1883, und bei einer IPv6-Adresse ist er anzugeben. Nach einem Fehlschlag kommt die nächste daran.',
  allow_anonymous:
    'Ob Clients ohne Benutzernamen hereindürfen. Wo kein Listener genannt ist, kann nur diese Maschine verbinden, und dann darf sie.',
  allow_duplicate_messages:
    'Ob ein Client mit Abonnements, die sich überschneiden, eine Nachricht für jedes einmal bekommt.',
  allow_zero_length_clientid: 'Ob ein Client seine ID leer lassen darf und eine bekommt.',
  'auth_opt_*': 'Etwas, das der vorher genannten Erweiterung übergeben wird.',
  auth_plugin: 'Eine Bibliothek, die entscheidet, wer hereindarf.',
  auth_plugin_deny_special_chars: 'Ob Namen mit + oder # der vorher genannten Erweiterung vorenthalten werden.',
  auto_id_prefix: 'Wie die IDs beginnen, die der Broker vergibt.',
  autosave_interval:
    'Alle so viele Sekunden wird gespeichert, mit *autosave_on_changes* nach so vielen Änderungen. 0: nur am Ende.',
  autosave_on_changes: 'Ob *autosave_interval* Änderungen zählt statt Sekunden.',
  bind_address: 'Die Adresse des einen Listeners, der keinen Namen braucht. Besser: *listener*.',
  bind_interface: 'Die Netzwerkschnittstelle, an die dieser Listener gebunden ist.',
  bridge_alpn: 'Das Protokoll, das beim TLS-Handschlag genannt wird.',
  bridge_attempt_unsubscribe:
    'Ob die Brücke auf der anderen Seite Abonnements von Topics zurücknimmt, die nur hinausgehen.',
  bridge_bind_address: 'Die Adresse dieser Maschine, von der die Brücke kommt.',
  bridge_cafile: 'Zertifikate derer, denen die Brücke vertraut, PEM. Damit verschlüsselt sie.',
  bridge_capath: 'Ein Verzeichnis solcher Zertifikate.',
  bridge_certfile: 'Das Zertifikat, mit dem sich die Brücke ausweist, PEM.',
  bridge_identity: 'Der Name des Schlüssels, den beide Broker kennen.',
  bridge_insecure:
    'Ob im Zertifikat des anderen Brokers ein anderer Name stehen darf. Nicht für den wirklichen Betrieb.',
  bridge_keyfile: 'Der Schlüssel zu *bridge_certfile*, PEM.',
  bridge_max_packet_size: 'Größere Pakete gehen nicht zum anderen Broker. 0: jede Größe.',
  bridge_outgoing_retain: 'Ob das, was hinausgeht, sein Retain-Zeichen behält; manche Broker kennen keines.',
  bridge_protocol_version: 'Welches MQTT die Brücke spricht: 3.1, 3.1.1 oder 5.0.',
  bridge_psk: 'Der Schlüssel, den beide Broker kennen, hexadezimal.',
  bridge_require_ocsp: 'Ob der Zustand des anderen Zertifikats durch OCSP zu belegen ist.',
  bridge_tls_version: 'Die TLS-Version, die die Brücke spricht.',
  cafile: 'Zertifikate derer, deren Clients vertraut wird, PEM.',
  capath: 'Ein Verzeichnis solcher Zertifikate.',
  certfile:
    'Das Zertifikat dieses Listeners, PEM. Damit und mit *keyfile* verschlüsselt er. Wird bei SIGHUP neu gelesen.',
  check_retain_source:
    'Ob eine gemerkte Nachricht nur so lange ausgegeben wird, wie der, der sie veröffentlicht hat, auf ihr Topic schreiben darf.',
  ciphers: 'Die Chiffren, die bis TLS 1.2 erlaubt sind, so wie *openssl ciphers* sie aufzählt.',
  'ciphers_tls1.3': 'Die Chiffren, die mit TLS 1.3 erlaubt sind.',
  cleansession: 'Ob der andere Broker die Brücke vergisst, wenn die Verbindung endet.',
  clientid_prefixes: 'Nur Clients, deren ID so beginnt, dürfen herein.',
  connection:
    'Beginnt eine Brücke zu einem anderen Broker und benennt sie. Was danach von einer Brücke spricht, gilt dieser.',
  connection_messages: 'Ob das Protokoll sagt, wer kommt und geht.',
  crlfile: 'Zertifikate, denen nicht mehr vertraut wird, PEM; mit *require_certificate*.',
  dhparamfile: 'Parameter für Diffie-Hellman, von *openssl dhparam* gemacht.',
  http_dir: 'Ein Verzeichnis, dessen Dateien ein Listener für WebSockets über http ausliefert.',
  idle_timeout: 'So lange ohne Nachricht, dann trennt eine Brücke mit *start_type lazy* die Verbindung.',
  include_dir:
    'Alle Dateien dieses Verzeichnisses, die auf *.conf* enden, werden an dieser Stelle gelesen, nach ihren Namen geordnet. In einer solchen Datei zählt es nicht.',
  keepalive_interval: 'So lange ohne Paket, dann schickt die Brücke dem anderen Broker ein PING.',
  keyfile: 'Der Schlüssel zu *certfile*, PEM. Wird bei SIGHUP neu gelesen.',
  listener:
    'Ein Port, an dem Clients erwartet werden, und die Adresse dazu; Port 0 und ein Pfad: ein Unix-Socket. Mehrere Zeilen machen mehrere Listener. Was danach von einem Listener spricht, gilt diesem.',
  local_cleansession:
    'Ob dieser Broker vergisst, was auf die Brücke wartet, wenn die Verbindung endet. Ohne Angabe wie *cleansession*.',
  local_clientid: 'Die Client-ID der Brücke bei diesem Broker. Ohne Angabe *local.* und die der anderen Seite.',
  local_password: 'Das Passwort der Brücke bei diesem Broker.',
  local_username: 'Der Benutzername der Brücke bei diesem Broker; *acl_file* richtet sich danach.',
  log_dest: 'Wohin das Protokoll geht; mehrere Zeilen addieren sich. Hinter *file* steht ein Pfad.',
  log_facility: 'Mit *log_dest syslog*: local0 bis local7. Ohne Angabe daemon.',
  log_timestamp: 'Ob eine Zeile des Protokolls mit der Zeit beginnt.',
  log_timestamp_format:
    'Wie diese Zeit geschrieben wird, so wie *date* es tut: *%H:%M:%S*. Ohne Angabe Sekunden seit 1970.',
  log_type: 'Was protokolliert wird; mehrere Zeilen addieren sich.',
  max_connections: 'Wie viele Clients mit diesem Listener verbunden sein dürfen. -1: beliebig viele.',
  max_inflight_bytes: 'Wie viele Byte mit QoS 1 und 2 zu einem Client unterwegs sein dürfen. 0: beliebig viele.',
  max_inflight_messages:
    'Wie viele Nachrichten mit QoS 1 oder 2 zu einem Client unterwegs sein dürfen. 0: beliebig viele.',
  max_keepalive: 'Der längste Keep-alive, den ein Client haben darf.',
  max_packet_size: 'Größere Pakete werden abgewiesen, und ihr Client wird weggeschickt. Ohne Angabe jede Größe.',
  max_qos: 'Die höchste Dienstgüte dieses Listeners.',
  max_queued_bytes: 'Wie viele Byte auf einen Client warten dürfen. 0: beliebig viele.',
  max_queued_messages:
    'Wie viele Nachrichten auf einen Client warten dürfen, der weg oder langsam ist. 0: beliebig viele.',
  max_topic_alias: 'Wie viele Topic-Aliase ein Client von MQTT 5 benutzen darf. 0: keinen.',
  memory_limit: 'Mehr Speicher nimmt sich der Broker nicht. 0: so viel, wie da ist.',
  message_size_limit: 'Größere Nutzlasten werden nicht weitergegeben. 0: jede Größe. Besser: *max_packet_size*.',
  mount_point:
    'Steht vor jedem Topic der Clients dieses Listeners, und sie sehen es nicht: So kann jeder Listener seinen eigenen Baum haben.',
  notification_topic:
    'Wo der Zustand der Brücke gemeldet wird, 1 oder 0. Ohne Angabe *$SYS/broker/connection/CLIENTID/state*.',
  notifications: 'Ob der Zustand der Brücke auf beiden Brokern gemeldet wird.',
  notifications_local_only: 'Ob er nur auf diesem Broker gemeldet wird.',
  password_file: 'Eine Datei mit Benutzern und den Prüfsummen ihrer Passwörter, von *mosquitto_passwd* gemacht.',
  per_listener_settings:
    'Ob jeder Listener seine eigenen *acl_file*, *allow_anonymous*, *allow_zero_length_clientid*, *auto_id_prefix*, *password_file* und *psk_file* hat. Muss vor ihnen allen stehen.',
  persistence: 'Ob Sitzungen, gemerkte und wartende Nachrichten den Broker überdauern.',
  persistence_file: 'Der Name der Datei, in der sie stehen.',
  persistence_location: 'Das Verzeichnis dieser Datei, mit / am Ende. Ohne Angabe das Arbeitsverzeichnis.',
  persistent_client_expiration:
    'Nach so langer Zeit wird eine Sitzung vergessen, deren Client wegbleibt: *2h*, *7d*, *1w*, *1m*, *1y*. Ohne Angabe nie.',
  pid_file: 'In diese Datei schreibt der Broker seine Prozessnummer.',
  port: 'Der Port des einen Listeners, der keinen Namen braucht. Besser: *listener*.',
  protocol: 'Was an diesem Listener gesprochen wird: MQTT über TCP oder MQTT über WebSockets.',
  psk_file: 'Eine Datei mit Schlüsseln, die beide Enden kennen: je Zeile *Name:Schlüssel*, der Schlüssel hexadezimal.',
  psk_hint: 'Dieser Listener verschlüsselt mit Schlüsseln aus *psk_file* und sagt das hier dem, der verbindet.',
  queue_qos0_messages: 'Ob auch Nachrichten mit QoS 0 auf einen Client warten, der weg ist.',
  remote_clientid:
    'Die Client-ID der Brücke beim anderen Broker. Ohne Angabe der Name des Rechners, ein Punkt und der der Brücke.',
  remote_password: 'Das Passwort der Brücke beim anderen Broker.',
  remote_username: 'Der Benutzername der Brücke beim anderen Broker.',
  require_certificate: 'Ob ein Client ein Zertifikat vorzeigen muss, dem *cafile* oder *capath* vertraut.',
  restart_timeout:
    'Wie lange die Brücke wartet, bis sie wieder verbindet: zwischen der ersten Zahl und der zweiten, jedes Mal länger, ein wenig nach Zufall; bei einer Zahl immer so lange.',
  retain_available: 'Ob Nachrichten gemerkt werden können.',
  retry_interval: 'Es hat keine Wirkung mehr.',
  round_robin: 'Ob alle Adressen einer Brücke gleich viel gelten. Sonst kehrt sie zur ersten zurück, sobald es geht.',
  set_tcp_nodelay: 'Ob TCP sofort sendet, statt Kleines zu sammeln.',
  socket_domain: 'Ob dieser Listener nur IPv4 oder nur IPv6 annimmt. Ohne Angabe beides.',
  start_type:
    'Wann die Brücke verbindet: *automatic*, beim Start und nach einem Fehlschlag wieder; *lazy*, wenn *threshold* Nachrichten warten; *once*, nur beim Start.',
  sys_interval: 'Alle so viele Sekunden werden die Topics unter $SYS erneuert. 0: nie.',
  threshold: 'Wenn so viele Nachrichten warten, verbindet eine Brücke mit *start_type lazy*.',
  tls_engine: 'Das Gerät von OpenSSL, das den Schlüssel hat.',
  tls_engine_kpass_sha1: 'Das Passwort für den Schlüssel dieses Geräts.',
  tls_keyform: 'Ob der Schlüssel in einer Datei oder in einem Gerät ist.',
  tls_version: 'Die niedrigste TLS-Version, die dieser Listener spricht. Ohne Angabe 1.2 und 1.3.',
  topic:
    'Was die Brücke trägt: hinaus zum anderen Broker (out), herein von ihm (in) oder beides (both). Ein Präfix wird auf der einen Seite abgenommen und auf der anderen vor das Topic gesetzt; *""* ist keines.',
  try_private: 'Ob die Brücke dem anderen Broker sagt, dass sie eine ist, damit Nachrichten nicht im Kreis laufen.',
  upgrade_outgoing_qos:
    'Ob eine Nachricht immer mit der Dienstgüte des Abonnements kommt, auch wenn sie mit einer niedrigeren veröffentlicht wurde.',
  use_identity_as_username:
    'Ob der Name im Zertifikat eines Clients, oder der seines Schlüssels, sein Benutzername ist.',
  use_subject_as_username: 'Ob der ganze Inhaber des Zertifikats eines Clients sein Benutzername ist.',
  use_username_as_clientid: 'Ob der Benutzername eines Clients auch seine ID ist; wer keinen hat, darf nicht herein.',
  user: 'Der Benutzer, der der Broker wird, wenn root ihn startet.',
  websockets_headers_size: 'Wie viele Byte die Kopfzeilen der Anfrage eines WebSockets haben dürfen. 0: der Standard.',
  websockets_log_level: 'Wie viel die Bibliothek für WebSockets protokolliert.',
};

const PLUGIN =
  'Erweiterungen sind C-Bibliotheken für Mosquitto selbst, und dieser Broker kann sie nicht laden. Wer hereindarf und was er darf, sagen password_file und acl_file.';
const ENGINE =
  'Dieser Broker kann kein Gerät von OpenSSL nach seinem Schlüssel fragen. Der Schlüssel gehört in eine PEM-Datei, die keyfile nennt.';

/** Why this broker cannot do it: what the table says in English. */
export const REFUSALS_DE: Readonly<Partial<Record<OptionName, string>>> = {
  allow_duplicate_messages:
    'Dieser Broker schickt einem Client mit Abonnements, die sich überschneiden, jede Nachricht einmal.',
  'auth_opt_*': PLUGIN,
  auth_plugin: PLUGIN,
  auth_plugin_deny_special_chars: PLUGIN,
  bind_interface:
    'Dieser Broker kann sich nicht an eine Schnittstelle binden, die mit Namen genannt ist. Statt dessen die Adresse: listener PORT ADRESSE.',
  bridge_require_ocsp: 'Dieser Broker kann nicht über OCSP nach dem Zustand eines Zertifikats fragen.',
  log_dest: 'Dieser Broker schreibt nicht ins Diagnoseprotokoll von Autos.',
  memory_limit:
    'Dieser Broker kann seinen Speicher nicht begrenzen. Was Clients kosten dürfen, sagen max_connections, max_packet_size, max_queued_bytes und max_queued_messages.',
  set_tcp_nodelay: 'Dieser Broker sammelt selbst, was er sendet, und lässt TCP das sofort senden.',
  tls_engine: ENGINE,
  tls_engine_kpass_sha1: ENGINE,
  tls_keyform: ENGINE,
  websockets_log_level:
    'WebSockets haben in diesem Broker kein eigenes Protokoll; log_type debug zeigt, was kommt und geht.',
};
