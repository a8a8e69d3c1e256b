/**
 * What of the kernel a page fetches before the first command runs: a prompt needs none of it. The rest of the
 * kernel knows these by type only, and has them from `KernelOptions.parts`.
 */
export { InitRequests } from './init-requests.ts';
export { KernelHardware } from './kernel-hardware.ts';
export { Mirror } from './mirror.ts';
export { mountProc } from './proc.ts';
export { PseudoTerminal } from '../tty/pseudo-terminal.ts';
