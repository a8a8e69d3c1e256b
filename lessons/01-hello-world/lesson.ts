import {
  all,
  answered,
  defineLesson,
  delivered,
  during,
  inOrder,
  mistake,
  printed,
  published,
  question,
  quiet,
  sameClient,
  after,
  subscribed,
  task,
  unless,
} from 'kleber/lesson';

const topic = 'piandmore/test';
const subscribe = `mosquitto_sub -h 127.0.0.1 -t ${topic}`;
const publish = `mosquitto_pub -h 127.0.0.1 -t ${topic} -m "Hello World"`;

export const lesson = defineLesson({
  lab: { terminals: ['rpi-broker', 'rpi-broker'] },
  teaches: ['mosquitto_sub -h -t', 'mosquitto_pub -h -t -m'],
  steps: [
    task('subscribe', {
      goal: subscribed({ filter: topic }),
      solution: { 'rpi-broker#1': subscribe },
      mistakes: [
        mistake('refused', {
          seen: printed({ program: 'mosquitto_sub', text: 'Error: Connection refused' }),
          example: { 'rpi-broker#1': `mosquitto_sub -h 127.0.0.1 -p 1884 -t ${topic}` },
        }),
        mistake('no-topic', {
          seen: printed({
            program: 'mosquitto_sub',
            text: /Unknown option '|You must specify a topic|no topic specified/,
          }),
          example: { 'rpi-broker#1': `mosquitto_sub -h 127.0.0.1 ${topic}` },
        }),
        mistake('another-topic', {
          seen: subscribed({ filter: (filter) => filter !== topic }),
          example: { 'rpi-broker#1': 'mosquitto_sub -h 127.0.0.1 -t piandmore/tset' },
        }),
        mistake('nobody-yet', {
          seen: unless(subscribed({ covers: topic }), published({ topic })),
          example: { 'rpi-broker#2': publish },
        }),
      ],
    }),

    task('publish', {
      goal: inOrder(published({ topic, payload: 'Hello World' }), delivered({ topic, payload: 'Hello World' })),
      solution: { 'rpi-broker#1': subscribe, 'rpi-broker#2': publish },
      mistakes: [
        mistake('refused', {
          seen: printed({ program: 'mosquitto_pub', text: 'Error: Connection refused' }),
          example: { 'rpi-broker#2': `mosquitto_pub -h 127.0.0.1 -p 1884 -t ${topic} -m "Hello World"` },
        }),
        mistake('no-quotes', {
          seen: printed({ program: 'mosquitto_pub', text: /Unknown option '[Ww]orld/ }),
          example: { 'rpi-broker#2': `mosquitto_pub -h 127.0.0.1 -t ${topic} -m Hello World` },
        }),
        mistake('half-a-command', {
          seen: printed({ program: 'mosquitto_pub', text: /Both topic and message must be supplied|Unknown option '/ }),
          example: { 'rpi-broker#2': `mosquitto_pub -h 127.0.0.1 -t ${topic}` },
        }),
        mistake('another-topic', {
          seen: published({ where: (packet) => packet.topic !== topic }),
          example: { 'rpi-broker#2': 'mosquitto_pub -h 127.0.0.1 -t piandmore/Test -m "Hello World"' },
        }),
        mistake('nobody-listens', {
          seen: unless(subscribed({ covers: topic }), published({ topic })),
          example: [{ 'rpi-broker#1': '^C' }, { 'rpi-broker#2': publish }],
        }),
        mistake('other-words', {
          seen: published({ topic, payload: (text) => text !== 'Hello World' }),
          example: { 'rpi-broker#2': `mosquitto_pub -h 127.0.0.1 -t ${topic} -m "Hello"` },
        }),
      ],
    }),

    question('latecomer', {
      choices: ['everything', 'last', 'nothing'],
      right: 'nothing',
      experiment: inOrder(
        published({ topic, retain: false }),
        sameClient(quiet({ for: 3, after: subscribed({ filter: topic }), of: delivered({ topic }) })),
      ),
      solution: { 'rpi-broker#2': [publish, subscribe], answer: 'nothing' },
      mistakes: [
        mistake('kept', {
          seen: published({ topic, retain: true }),
          example: { 'rpi-broker#2': `mosquitto_pub -h 127.0.0.1 -t ${topic} -m "Hello World" -r` },
        }),
        mistake('not-late', {
          seen: sameClient(after(subscribed({ filter: topic }), delivered({ topic, retain: false }))),
          example: [{ 'rpi-broker#2': subscribe }, { 'rpi-broker#1': ['^C', publish] }],
        }),
        mistake('not-everything', { seen: answered('everything'), example: { answer: 'everything' } }),
        mistake('not-the-last', { seen: answered('last'), example: { answer: 'last' } }),
      ],
    }),

    question('letter-for-letter', {
      choices: ['yes', 'no'],
      right: 'no',
      experiment: all(
        subscribed({ filter: topic }),
        quiet({
          for: 3,
          after: during(subscribed({ filter: topic }), published({ topic: 'PiAndMore/Test' })),
          of: delivered({ topic: 'PiAndMore/Test' }),
        }),
      ),
      solution: {
        'rpi-broker#1': subscribe,
        'rpi-broker#2': 'mosquitto_pub -h 127.0.0.1 -t PiAndMore/Test -m "Hello World"',
        answer: 'no',
      },
      mistakes: [
        mistake('nobody-there', {
          seen: unless(subscribed({ filter: topic }), published({ topic: 'PiAndMore/Test' })),
          example: [
            { 'rpi-broker#1': '^C', 'rpi-broker#2': '^C' },
            { 'rpi-broker#2': 'mosquitto_pub -h 127.0.0.1 -t PiAndMore/Test -m "Hello World"' },
          ],
        }),
        mistake('small-letters', {
          seen: published({ topic }),
          example: { 'rpi-broker#2': publish },
        }),
        mistake('a-guess', { seen: answered('yes'), example: { answer: 'yes' } }),
      ],
    }),
  ],
});
