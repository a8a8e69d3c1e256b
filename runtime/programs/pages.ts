/**
 * Manual pages of the programs. The options of mosquitto_pub, _sub and _rr are those of the one table
 * that their command lines are read with (options.ts): what is accepted is described.
 */
import type { ManualPage, OptionText } from '#runtime/pi/manual/page.ts';
import { OPTIONS } from './options.ts';

type Tool = 'mosquitto_pub' | 'mosquitto_sub' | 'mosquitto_rr';

/** By an option's first name: what stands for its value, and what it does. */
const TEXTS: Readonly<Record<string, readonly [value: string, text: string]>> = {
  '-A': ['ADDRESS', 'use this address of this machine'],
  '-c': ['', 'keep the session: subscriptions and waiting messages outlive the connection'],
  '-C': ['COUNT', 'leave after so many messages'],
  '-d': ['', 'say what goes over the wire'],
  '-D': ['COMMAND PROPERTY VALUE', 'a property of MQTT 5, for example *-D publish content-type text/plain*'],
  '-e': ['TOPIC', 'await the answer on this topic'],
  '-E': ['', 'leave as soon as the broker has acknowledged the subscriptions'],
  '-f': ['FILE', 'the message is what the file holds'],
  '-F': ['FORMAT', 'how a message is printed: %t topic, %p payload, %q QoS, %r retained, %I time, %j JSON'],
  '-h': ['HOST', 'the broker’s name or address; without it, localhost'],
  '-i': ['ID', 'the client id'],
  '-I': ['PREFIX', 'the client id is this and the process id'],
  '-k': ['SECONDS', 'the keep alive; without it, 60'],
  '-l': ['', 'each line of standard input is a message'],
  '-L': ['URL', 'user, host, port and topic in one: *mqtt://host/topic*'],
  '-m': ['TEXT', 'the message'],
  '-M': ['COUNT', 'how many messages may be under way at once'],
  '-n': ['', 'an empty message: it deletes a retained one'],
  '-N': ['', 'no newline behind a message'],
  '-p': ['PORT', 'the broker’s port; without it, 1883, and 8883 with TLS'],
  '-P': ['PASSWORD', 'the password'],
  '-q': ['QOS', 'quality of service: 0, 1 or 2'],
  '-r': ['', 'the broker keeps the message for later subscribers'],
  '-R': ['', 'leave out messages that were retained'],
  '-s': ['', 'the whole standard input is one message'],
  '-t': ['TOPIC', 'the topic; mosquitto_sub takes several, with wildcards'],
  '-T': ['FILTER', 'leave out messages on these topics'],
  '-u': ['NAME', 'the user name'],
  '-U': ['TOPIC', 'unsubscribe from this topic'],
  '-v': ['', 'print the topic before each message'],
  '-V': ['VERSION', 'of the protocol: mqttv31, mqttv311 or mqttv5'],
  '-W': ['SECONDS', 'leave after so many seconds'],
  '-x': ['SECONDS', 'MQTT 5: how long the session outlives the connection; -1 for ever'],
  '--help': ['', 'print all options'],
  '--version': ['', 'print the version'],
  '--nodelay': ['', 'send at once'],
  '--pretty': ['', 'JSON over several lines'],
  '--quiet': ['', 'no error messages'],
  '--random-filter': ['PERCENT', 'print only so many of the messages, chosen by chance'],
  '--repeat': ['COUNT', 'publish so many times'],
  '--repeat-delay': ['SECONDS', 'wait so long in between'],
  '--retain-as-published': ['', 'MQTT 5: show the retain mark as it was published'],
  '--retained-only': ['', 'print only messages that were retained, and leave'],
  '--remove-retained': ['', 'delete retained messages that come in'],
  '--will-payload': ['TEXT', 'the will: its message'],
  '--will-qos': ['QOS', 'the will: its quality of service'],
  '--will-retain': ['', 'the will: it is retained'],
  '--will-topic': ['TOPIC', 'the will: its topic'],
  '--unix': ['PATH', 'connect to a Unix socket'],
  '--proxy': ['URL', 'go through a SOCKS5 proxy'],
  '--cafile': ['FILE', 'TLS: certificates that are trusted'],
  '--capath': ['DIRECTORY', 'TLS: a directory of such certificates'],
  '--cert': ['FILE', 'TLS: the client’s own certificate'],
  '--key': ['FILE', 'TLS: the key to it'],
  '--keyform': ['FORM', 'TLS: what the key is, pem or engine'],
  '--ciphers': ['LIST', 'TLS: which ciphers may be used'],
  '--tls-version': ['VERSION', 'TLS: tlsv1.1, tlsv1.2 or tlsv1.3'],
  '--tls-alpn': ['PROTOCOL', 'TLS: the protocol to be named'],
  '--insecure': ['', 'TLS: the name in the certificate may be another'],
  '--tls-engine': ['ENGINE', 'TLS: a device with keys'],
  '--tls-engine-kpass-sha1': ['SHA1', 'TLS: the password of its key'],
  '--tls-use-os-certs': ['', 'TLS: trust what the system trusts'],
  '--psk': ['KEY', 'TLS with a common key, in hexadecimal'],
  '--psk-identity': ['NAME', 'TLS: the name of that key'],
};

const optionsOf = (tool: Tool): OptionText[] =>
  OPTIONS.filter(({ tools }) => tools === undefined || tools.includes(tool)).map(({ names }) => {
    const [value, text] = TEXTS[names[0] ?? ''] ?? [];
    if (value === undefined || text === undefined) throw new TypeError(`no words about ${names.join(', ')}`);
    return [`${names.join(', ')}${value === '' ? '' : ` ${value}`}`, text];
  });

const CONNECTION = 'Options may also stand, one a line, in ~/.config/NAME, where NAME is that of the program.';

const STATUS: ManualPage['exitStatus'] = [
  ['0', 'success'],
  ['1', 'the command line was wrong, or the connection failed'],
  ['27', 'the time of -W was over'],
];

const DIFFERENCES = [
  'TLS, Unix sockets and proxies work where this program runs as a command of a real machine; the network of the simulated Pis has none of them.',
];

const mosquittoPubPage: ManualPage = {
  name: 'mosquitto_pub',
  section: 1,
  summary: 'publish a message',
  synopsis: [
    'mosquitto_pub [-h HOST] [-q QOS] [-r] -t TOPIC -m TEXT',
    'mosquitto_pub [OPTION]... -t TOPIC {-f FILE|-l|-n|-s}',
  ],
  description: [
    'Connects to the broker, publishes one message to a topic, or one for each line of standard input, and leaves.',
    CONNECTION,
  ],
  options: optionsOf('mosquitto_pub'),
  exitStatus: STATUS.slice(0, 2),
  examples: [
    ['mosquitto_pub -h 192.168.1.3 -t hello -m world', 'one message'],
    ['mosquitto_pub -t lamp -m on -q 1 -r', 'one that later subscribers get, too'],
    ['mosquitto_pub -t lamp -n -r', 'deletes it'],
    ['date | mosquitto_pub -t now -l', 'each line is a message'],
  ],
  differences: DIFFERENCES,
  seeAlso: ['mosquitto_sub(1)', 'mosquitto_rr(1)', 'mosquitto(8)', 'mqtt(7)'],
};

const mosquittoSubPage: ManualPage = {
  name: 'mosquitto_sub',
  section: 1,
  summary: 'subscribe to topics and print the messages',
  synopsis: ['mosquitto_sub [-h HOST] [-v] [-q QOS] -t TOPIC...'],
  description: [
    'Connects to the broker, subscribes, and prints each message on a line, until ^C, -C or -W ends it.',
    CONNECTION,
  ],
  options: optionsOf('mosquitto_sub'),
  exitStatus: STATUS,
  examples: [
    ["mosquitto_sub -h 192.168.1.3 -v -t '#'", 'everything, with its topic'],
    ['mosquitto_sub -t sensor/+/temperature -C 1', 'the next temperature of any sensor'],
    ["mosquitto_sub -t '#' -F '%I %t %p'", 'with the time'],
    ['mosquitto_sub -c -i garden -q 1 -t lamp', 'messages wait while it is away'],
  ],
  differences: DIFFERENCES,
  seeAlso: ['mosquitto_pub(1)', 'mosquitto_rr(1)', 'mosquitto(8)', 'mqtt(7)'],
};

const mosquittoRrPage: ManualPage = {
  name: 'mosquitto_rr',
  section: 1,
  summary: 'publish a request and print the response',
  synopsis: ['mosquitto_rr [-h HOST] -t TOPIC -e TOPIC -m TEXT'],
  description: [
    'Subscribes to the topic of -e, publishes a request that names it, prints the first response, and leaves. It speaks MQTT 5.',
    CONNECTION,
  ],
  options: optionsOf('mosquitto_rr'),
  exitStatus: STATUS,
  examples: [['mosquitto_rr -t heating/ask -e heating/answer -m status -W 5', 'asks, and waits five seconds']],
  differences: DIFFERENCES,
  seeAlso: ['mosquitto_pub(1)', 'mosquitto_sub(1)', 'mqtt(7)'],
};

const mosquittoPage: ManualPage = {
  name: 'mosquitto',
  section: 8,
  summary: 'the MQTT broker',
  synopsis: ['mosquitto [-c FILE] [-d] [-p PORT] [-v] [--durable]'],
  description: [
    'Takes connections of MQTT clients and hands messages on. Without a configuration it takes clients of this machine only, on port 1883.',
    'On this Pi it runs as a service: *sudo systemctl restart mosquitto* starts it anew.',
    'SIGHUP makes it read its configuration and the files that it names again, SIGUSR1 save what it has to keep, SIGUSR2 print all subscriptions.',
  ],
  options: [
    ['-c, --config-file FILE', 'read this configuration'],
    ['-d, --daemon', 'run in the background'],
    ['-h', 'print the options'],
    ['-p, --port PORT', 'listen at this port, if the configuration names no listener'],
    ['-v, --verbose', 'log everything'],
    ['--durable', 'what is acknowledged survives a loss of power, too; Mosquitto has no such option'],
  ],
  exitStatus: [
    ['0', 'it was ended in order'],
    ['1', 'it could not come up: an address, a certificate or its store cannot be used'],
    ['3', 'the command line or the configuration was wrong'],
    ['13', 'a password file, ACL file or file of keys cannot be read'],
  ],
  examples: [
    ['mosquitto -v -p 1884', 'a second broker, to watch'],
    ['sudo mosquitto -c /etc/mosquitto/mosquitto.conf', 'with this configuration'],
  ],
  differences: [
    'TLS, Unix sockets and -d work where this program runs as a command of a real machine; simulated Pis have none of them.',
    'Root becomes another user only if the configuration names one. When a password or ACL file is wrong at SIGHUP, the earlier one stays in force.',
    'With *persistence true* a real machine acknowledges messages of QoS 1 and 2 when they are on the disk. Simulated Pis acknowledge at once and store within a second: an orderly end loses nothing, a plug that is pulled may.',
  ],
  seeAlso: ['mosquitto.conf(5)', 'mosquitto_passwd(1)', 'mqtt(7)', 'mosquitto_sub(1)'],
};

const mosquittoPasswdPage: ManualPage = {
  name: 'mosquitto_passwd',
  section: 1,
  summary: 'make and change the password file of the broker',
  synopsis: [
    'mosquitto_passwd [-H HASH] [-c|-D] FILE USER',
    'mosquitto_passwd [-H HASH] [-c] -b FILE USER PASSWORD',
    'mosquitto_passwd -U FILE',
  ],
  description: [
    'Adds a user to the file, or gives one another password, which is asked for twice. The broker reads the file that *password_file* names in mosquitto.conf(5), and again at SIGHUP.',
    'A user name has no colon in it.',
  ],
  options: [
    ['-b', 'the password is on the command line, where others may see it'],
    ['-c', 'make the file anew; one that is there is overwritten'],
    ['-D', 'delete the user from the file'],
    ['-H HASH', 'how the password is kept: sha512-pbkdf2, which is the default, or sha512'],
    ['-U', 'the file has plain passwords: turn all of them into hashes'],
  ],
  exitStatus: [
    ['0', 'success'],
    ['1', 'the command line was wrong, or the file could not be used'],
    ['2', 'the two passwords were not the same'],
  ],
  examples: [
    ['sudo mosquitto_passwd -c /etc/mosquitto/passwd ada', 'a new file with one user'],
    ['sudo systemctl reload mosquitto', 'the broker reads it again'],
  ],
  seeAlso: ['mosquitto(8)', 'mosquitto.conf(5)'],
};

/** By the program's name. */
export const PAGES: Readonly<Record<string, ManualPage>> = {
  mosquitto: mosquittoPage,
  mosquitto_passwd: mosquittoPasswdPage,
  mosquitto_pub: mosquittoPubPage,
  mosquitto_sub: mosquittoSubPage,
  mosquitto_rr: mosquittoRrPage,
};
