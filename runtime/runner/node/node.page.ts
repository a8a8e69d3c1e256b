import type { ManualPage } from '#runtime/pi/manual/page.ts';

/** node(1) */
export const nodePage: ManualPage = {
  name: 'node',
  section: 1,
  summary: 'run programs in TypeScript and JavaScript',
  synopsis: [
    'node [OPTION]... FILE [ARGUMENT]...',
    'node [OPTION]... -e SCRIPT [ARGUMENT]...',
    'node [OPTION]... - [ARGUMENT]... < FILE',
  ],
  description: [
    'Runs the program in FILE, or the one that standard input holds, as Node.js 24 does. Of TypeScript the types are taken out and nothing is checked: what an editor underlines runs nevertheless. What would have to be translated (*enum*, parameter properties, namespaces) is refused.',
    'A file is an ES module if it is called .mjs or .mts, if "type" in the nearest package.json says so, or if it has *import* or *export* in it; otherwise it is CommonJS.',
    'A program ends when nothing is left that could call it again: no timer, no connection, nobody who reads standard input. Its exit status is 0 then, or *process.exitCode*.',
  ],
  options: [
    ['-c, --check', 'say whether FILE is JavaScript, and do not run it'],
    ['-e, --eval=SCRIPT', 'run SCRIPT; modules of node are there by their names: fs, path'],
    ['-p, --print=SCRIPT', 'the same, and print what its last expression gives'],
    ['--input-type=TYPE', 'SCRIPT, or standard input, is *module* or *commonjs*'],
    ['-v, --version', 'print the version of Node.js that this one is like'],
  ],
  sections: [
    [
      'MODULES',
      [
        'Of node: assert, buffer, console, events, fs, fs/promises, os, path, perf_hooks, process, readline, readline/promises, stream, stream/promises, string_decoder, timers, timers/promises, url, util.',
        '*mqtt*: the client for MQTT, as its package has it: *mqtt.connect*("mqtt://192.168.1.3"), or ws:// where the broker has a listener for WebSockets.',
        '*i2c-bus*: chips on the I2C bus: *openSync*(1).*readWordSync*(0x48, 0), and all of it with callbacks and promises.',
        '*onoff*: GPIO lines by the numbers of /sys/class/gpio, which begin at 512: GPIO17 is new *Gpio*(529, "out").',
      ],
    ],
    [
      'FILES',
      [
        'What is read at once is as it is on this Pi at that moment; what is written is there at once, for this program and for every other.',
      ],
    ],
  ],
  examples: [
    ['node controller.ts', 'run a program'],
    ['node -p "0x6019 >> 8"', 'calculate'],
    ['./lm75b.py | node average.ts', 'give a program the output of another one'],
  ],
  exitStatus: [
    ['0', 'the program came to its end'],
    ['1', 'an error that nobody has caught; a file that cannot be found or compiled'],
    ['9', 'an option that does not exist'],
    ['13', 'an *await* at the top of a module that waits for nothing'],
    ['N', 'what *process.exit*(N) or *process.exitCode* says'],
  ],
  differences: [
    'Programs cannot start others (*node:child_process*), open connections of their own (*node:net*, *node:http*, *fetch*) or speak TLS: each of these says so when it is called.',
    'It reads no lines one by one: *node* alone at a terminal says what to do instead. npm is not there, and nothing can be installed.',
    'Stacks name the files of the program only. Messages about TypeScript that cannot be read are worded differently.',
  ],
  seeAlso: ['python3(1)', 'mosquitto_pub(1)', 'i2cget(1)', 'gpioset(1)'],
};
