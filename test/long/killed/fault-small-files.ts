/** Planted: a file that may not grow (prlimit --fsize) is an error of its write, as on a full disk, not the end of the process. */
process.on('SIGXFSZ', () => undefined);
