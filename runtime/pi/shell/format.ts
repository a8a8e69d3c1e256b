/** Commands written out again in one line, as `jobs` and job notices show them. */
import type { AndOr, Command, List, Pipeline, Redirection } from './ast.ts';

export const formatList = (list: List): string =>
  list
    .map(({ andOr, background }, index) => {
      const last = index === list.length - 1;
      return formatAndOr(andOr) + (background ? (last ? ' &' : ' & ') : last ? '' : '; ');
    })
    .join('');

export const formatAndOr = ({ first, rest }: AndOr): string =>
  [formatPipeline(first), ...rest.map(({ operator, pipeline }) => `${operator} ${formatPipeline(pipeline)}`)].join(' ');

export const formatPipeline = ({ negated, commands }: Pipeline): string =>
  (negated ? '! ' : '') + commands.map(formatCommand).join(' | ');

/** A list inside a compound command: ended by `;` unless `&` ends it already. */
const closed = (list: List): string => {
  const text = formatList(list);
  return text.endsWith('&') ? text : `${text};`;
};

export const formatCommand = (command: Command): string =>
  [formatBody(command), ...command.redirections.map(formatRedirection)].filter((text) => text !== '').join(' ');

const formatBody = (command: Command): string => {
  switch (command.kind) {
    case 'simple': {
      const assignments = command.assignments.map((a) => `${a.name}${a.append ? '+' : ''}=${a.value.source}`);
      return [...assignments, ...command.words.map((word) => word.source)].join(' ');
    }
    case 'subshell':
      return `( ${formatList(command.body)} )`;
    case 'group':
      return `{ ${closed(command.body)} }`;
    case 'while':
    case 'until':
      return `${command.kind} ${closed(command.condition)} do ${closed(command.body)} done`;
    case 'for': {
      const words = (command.words ?? [{ source: '"$@"' }]).map((word) => word.source);
      return `for ${command.name} in ${words.join(' ')}; do ${closed(command.body)} done`;
    }
    case 'if': {
      const branches = command.branches.map(({ condition, body }) => `if ${closed(condition)} then ${closed(body)}`);
      const otherwise = command.otherwise === undefined ? '' : ` else ${closed(command.otherwise)}`;
      return `${branches.join(' el')}${otherwise} fi`;
    }
  }
};

const formatRedirection = ({ fd, operator, target }: Redirection): string => {
  const space = operator === '>&' || operator === '<&' || operator.startsWith('<<') ? '' : ' ';
  const shown = operator === '>&' && fd === undefined ? '1' : operator === '<&' && fd === undefined ? '0' : '';
  return `${fd ?? shown}${operator}${space}${target.source}`;
};
