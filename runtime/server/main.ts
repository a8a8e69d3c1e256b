#!/usr/bin/env node
/** The `kleber` command. */
import { keepCompiled } from '#runtime/programs/node/compile-cache.ts';
import { announcement } from './announce.ts';
import { ensureBuilt, siteFolder } from './build.ts';
import { parseServeOptions, SERVE_HELP } from './options.ts';
import { Refusal } from './refusal.ts';

const HELP = `Usage: npx kleber COMMAND

  serve [options]             the lessons and a broker (kleber serve --help)
  build                       the static site, into dist/site
  sh [-c LINES | FILE]        a simulated Pi's shell in this terminal (kleber sh --help)
  lesson check [NAME ...]     prove lessons
  lesson list                 name them
  mosquitto [options]         a broker, as a program of its own (mosquitto -h)
  mosquitto_passwd [options]  users and passwords for it (mosquitto_passwd --help)
  mosquitto_pub [options]     publish a message (mosquitto_pub --help)
  mosquitto_sub [options]     subscribe to topics (mosquitto_sub --help)
  mosquitto_rr [options]      ask, and wait for the answer (mosquitto_rr --help)
`;

const say = (line: string): void => void process.stdout.write(`${line}\n`);

async function serveCommand(args: readonly string[]): Promise<number> {
  const options = parseServeOptions(args);
  if (options.help) {
    process.stdout.write(SERVE_HELP);
    return 0;
  }
  ensureBuilt({ say });
  const { serve } = await import('./serve.ts');
  const configured =
    options.config === undefined
      ? undefined
      : await (await import('./configured-broker.ts')).configuredBroker(options.config);
  const broker = configured && { configured: { broker: configured.service.broker, port: configured.port } };
  const server = await serve({ folder: siteFolder, ...options, ...broker }).catch(async (error: unknown) => {
    await configured?.close();
    throw error;
  });
  say(await announcement({ ...server, lan: options.lan, colours: process.stdout.isTTY }));
  await new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
    if (configured === undefined) process.once('SIGHUP', () => resolve());
    else
      for (const signal of ['SIGHUP', 'SIGUSR1', 'SIGUSR2'] as const)
        process.on(signal, () => void configured.signal(signal));
  });
  await configured?.close();
  await server.close();
  return 0;
}

async function kleber(command: string | undefined, args: readonly string[]): Promise<number> {
  switch (command) {
    case 'serve':
      return serveCommand(args);
    case 'build':
      ensureBuilt({ say, force: true });
      say(`The static site is in ${siteFolder}.`);
      return 0;
    case 'sh': {
      const { parseShOptions, sh, SH_HELP } = await import('./sh.ts');
      const options = parseShOptions(args);
      if (!options.help) return sh(options);
      process.stdout.write(SH_HELP);
      return 0;
    }
    case 'lesson': {
      const { lessonCommand } = await import('#runtime/authoring/cli.ts');
      return lessonCommand([...args]);
    }
    case 'mosquitto':
    case 'mosquitto_passwd':
    case 'mosquitto_pub':
    case 'mosquitto_sub':
    case 'mosquitto_rr': {
      const { runProgram } = await import('#runtime/programs/node/run.ts');
      return runProgram(command, [...args]);
    }
    case '--help':
    case 'help':
      process.stdout.write(HELP);
      return 0;
    default:
      throw new Refusal(
        command === undefined
          ? `a command is missing; npx kleber --help lists them`
          : `no command "${command}"; npx kleber --help lists them`,
        2,
      );
  }
}

keepCompiled();
const [, , command, ...args] = process.argv;
try {
  process.exitCode = await kleber(command, args);
} catch (error) {
  if (!(error instanceof Refusal)) throw error;
  process.stderr.write(`kleber: ${error.message}\n`);
  process.exitCode = error.status;
}
