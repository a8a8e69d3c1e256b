import { basename } from 'node:path';
import { runProgram } from './run.ts';

/** `node main.ts mosquitto_pub …`: one of the mosquitto_* programs as a command. */
const [name = '', ...argv] = process.argv.slice(2);
await runProgram(basename(name), argv);
