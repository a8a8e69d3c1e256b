import { codeOf } from './shell.ts';
import type { Shell } from './shell.ts';

/**
 * bash(1), INVOCATION: a login shell reads /etc/profile and the first of its own profiles, any other
 * /etc/bash.bashrc (as Debian builds it) and ~/.bashrc.
 * @returns those that are there, in order
 */
export const startUpFiles = (shell: Shell): readonly string[] => {
  const home = shell.variables.get('HOME') ?? '';
  const isFile = (path: string): boolean => {
    try {
      return shell.process.fs.stat(path).kind === 'file' && shell.process.fs.access(path, 'read');
    } catch (error) {
      codeOf(error);
      return false;
    }
  };
  if (!shell.login) return ['/etc/bash.bashrc', `${home}/.bashrc`].filter(isFile);
  const own = ['.bash_profile', '.bash_login', '.profile'].map((name) => `${home}/${name}`).find(isFile);
  return ['/etc/profile', ...(own === undefined ? [] : [own])].filter(isFile);
};
