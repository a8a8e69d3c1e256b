/** What Node prints of an error that nobody has caught: the place, the line with a mark, the error, its version. */
import { faultOf, shownFault } from '../load/module-error.ts';
import type { Sources } from '../load/sources.ts';
import { inspect } from '../modules/inspect.ts';
import { NODE_VERSION } from '../version.ts';
import { placeOf } from './stack.ts';

/** @param ofPromise it was rejected, and not thrown where somebody could have caught it */
export function fatalText(error: unknown, ofPromise: boolean, sources: Sources, colors: boolean): string {
  return `${headOf(error, ofPromise, sources)}${shown(error, colors)}\n\nNode.js ${NODE_VERSION}\n`;
}

function headOf(error: unknown, ofPromise: boolean, sources: Sources): string {
  const fault = faultOf(error);
  if (fault !== undefined) return `${shownFault(fault)}${fault.isTight === true ? '' : '\n'}`;
  if (!(error instanceof Error)) return 'Uncaught:\n';
  const place = placeOf(error.stack ?? '', sources);
  const source = place && sources.named(place.name);
  if (place === undefined || source === undefined) return '';
  const { name, line, column } = place;
  const before = sources.line(name, line).slice(0, column - 1);
  const thrown = ofPromise ? null : /\bthrow\s+$/.exec(before);
  return `${shownFault({ name, line, column: thrown === null ? column : thrown.index + 1, length: 1, code: source.code })}\n`;
}

function shown(error: unknown, colors: boolean): string {
  const text = inspect(error, { colors });
  // An error that no frame of the program stands in is shown in brackets elsewhere; not here, where it is the news.
  if (error instanceof Error)
    return text.startsWith(`[${error.stack}]`) ? `${error.stack}${text.slice((error.stack ?? '').length + 2)}` : text;
  return `${text}\n(Use \`node --trace-uncaught ...\` to show where the exception was thrown)`;
}

/** A promise was rejected with something that is no error. */
export const unhandledReason = (reason: unknown): Error =>
  Object.defineProperty(
    Object.assign(
      new Error(
        `This error originated either by throwing inside of an async function without a catch block, or by rejecting a promise which was not handled with .catch(). The promise rejected with the reason "${inspect(reason)}".`,
      ),
      { code: 'ERR_UNHANDLED_REJECTION' },
    ),
    'name',
    { value: 'UnhandledPromiseRejection', enumerable: false },
  );
