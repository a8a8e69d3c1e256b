/** The command line of node(1). */
export type CommandLine =
  | {
      readonly kind: 'file';
      readonly file: string;
      readonly rest: readonly string[];
      readonly options: readonly string[];
    }
  | {
      readonly kind: 'text';
      /** Absent: it comes from standard input. */
      readonly text?: string;
      readonly prints: boolean;
      readonly isModule: boolean;
      readonly rest: readonly string[];
      readonly options: readonly string[];
    }
  | { readonly kind: 'check'; readonly file: string }
  | { readonly kind: 'version' | 'help' | 'interactive' }
  | { readonly kind: 'refused'; readonly message: string; readonly status: number };

/** Options that change nothing here, or nothing that can be seen. */
const QUIET =
  /^--(?:(?:no-)?(?:warnings|deprecation|experimental-\S+)|trace-\S+|enable-source-maps|unhandled-rejections=\S+|stack-trace-limit=\d+)$/;

/** @param argv `node` and what follows it */
export function readCommandLine(argv: readonly string[], inputIsTerminal: boolean): CommandLine {
  const queue = argv.slice(1);
  const options: string[] = [];
  let text: string | undefined;
  let prints = false;
  let checks = false;
  let isModule = false;
  for (let next = queue[0]; next?.startsWith('-') === true && next !== '-'; next = queue[0]) {
    queue.shift();
    if (next === '--') break;
    const [, name = '', given] = /^([^=]+)(?:=(.*))?$/s.exec(next) ?? [];
    if (/^(?:-v|--version)$/.test(next)) return { kind: 'version' };
    if (/^(?:-h|--help)$/.test(next)) return { kind: 'help' };
    if (/^(?:-i|--interactive)$/.test(next)) return { kind: 'interactive' };
    if (/^(?:-c|--check)$/.test(next)) checks = true;
    else if (/^(?:-e|-p|-pe|--eval|--print)$/.test(name)) {
      prints ||= name !== '-e' && name !== '--eval';
      text = given ?? queue.shift();
      if (text === undefined) return refused(`${name} requires an argument`);
    } else if (name === '--input-type') isModule = (given ?? queue.shift())?.startsWith('module') === true;
    else if (!QUIET.test(next)) return refused(`bad option: ${next}`);
    options.push(next);
  }
  if (text !== undefined) return { kind: 'text', text, prints, isModule, rest: queue, options };
  const [file, ...rest] = queue;
  if (file === '-' || (file === undefined && !inputIsTerminal))
    return { kind: 'text', prints, isModule, rest, options };
  if (file === undefined) return { kind: 'interactive' };
  return checks ? { kind: 'check', file } : { kind: 'file', file, rest, options };
}

/** Exit status 9: "Invalid Argument". */
const refused = (message: string): CommandLine => ({ kind: 'refused', message: `node: ${message}`, status: 9 });
