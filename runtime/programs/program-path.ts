/** Where Debian's packages put a program. */
export const programPath = (name: string): string => `/usr/${name === 'mosquitto' ? 'sbin' : 'bin'}/${name}`;
