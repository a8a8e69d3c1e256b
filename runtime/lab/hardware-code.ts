/** What boards, buses and lines are made of: a page fetches it before the first command runs. */
export { KernelHardware } from '#runtime/pi/kernel/kernel-hardware.ts';
export { BoardWatch } from './board-watch.ts';
export { actOnBoards, hardwareOf } from './wiring.ts';
