import { basename } from 'node:path';
import { keepCompiled } from './compile-cache.ts';

/** `node main.ts mosquitto_pub …`: one of the mosquitto_* programs as a command. */
keepCompiled();
const { runProgram } = await import('./run.ts');
const [name = '', ...argv] = process.argv.slice(2);
await runProgram(basename(name), argv);
