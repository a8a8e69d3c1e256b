/** The command `kleber lesson`. */
import { checkLesson } from './check.ts';
import { findLesson, findLessons, UnknownLesson } from './find-lessons.ts';
import { listLessons } from './list.ts';
import { inWords } from './problem.ts';

const HELP = `Usage: kleber lesson check [NAME …]   prove lessons; without a name, all of them
       kleber lesson list             name them

NAME is a folder's name (01-hello-world), its number (1), or the path of a folder.
`;

/**
 * @param argv what follows `kleber lesson`
 * @returns the exit code: 0 all is well, 1 a lesson has problems, 2 the command makes no sense
 */
export async function lessonCommand(argv: string[]): Promise<number> {
  const [command, ...names] = argv;
  switch (command) {
    case 'check':
      return check(names);
    case 'list':
      for (const line of await listLessons()) process.stdout.write(`${line}\n`);
      return 0;
    case undefined:
    case '--help':
    case 'help':
      process.stdout.write(HELP);
      return command === undefined ? 2 : 0;
    default:
      process.stderr.write(`kleber lesson: there is no "${command}".\n${HELP}`);
      return 2;
  }
}

async function check(names: readonly string[]): Promise<number> {
  try {
    const lessons = names.length === 0 ? findLessons() : names.map((name) => findLesson(name));
    let problems = 0;
    for (const lesson of lessons) {
      const found = await checkLesson(lesson);
      problems += found.length;
      for (const problem of found) process.stderr.write(`${inWords(problem)}\n`);
      if (found.length === 0) process.stdout.write(`${lesson.name}: proven\n`);
    }
    return problems === 0 ? 0 : 1;
  } catch (error) {
    if (!(error instanceof UnknownLesson)) throw error;
    process.stderr.write(`${error.message}\n`);
    return 2;
  }
}
