/** What of the Pis and of their boards a page fetches before the first command runs: a prompt needs none of it. */
export * from '#runtime/pi/kernel/late-parts.ts';
export { BoardWatch } from './board-watch.ts';
export { actOnBoards, hardwareOf } from './wiring.ts';
