/**
 * What of the shell a page fetches with the learner's first key: a prompt needs none of it. The rest of the
 * shell knows these by type only, and asks `ShellSetting.late` for them.
 */
export { evaluateArithmetic } from './arithmetic.ts';
export { builtins } from './builtins/index.ts';
export { CommandReader } from './command-reader.ts';
export { formatAndOr, formatCommand, formatFunction, formatHead } from './format.ts';
export { evaluateConditional } from './conditional.ts';
export * as expansions from './expansions.ts';
export { helpText } from './builtins/help.ts';
export { matcher } from './pattern.ts';
export { measure } from './measure.ts';
export { expandedPrompt } from './prompt.ts';
export { written } from './prompt-time.ts';
export { select } from './select.ts';
export { historyOf } from './shell-history.ts';
export { startPipeline } from './pipeline.ts';
export { runStandardInput } from './stdin-script.ts';
export { substitute, substituteProcess } from './substitute.ts';
