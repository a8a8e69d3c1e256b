/** Which Node this is like, in the words of `node --version` and process.versions. */
export const NODE_VERSION = 'v24.21.0';

export const VERSIONS: Readonly<Record<string, string>> = {
  node: '24.21.0',
  modules: '137',
  napi: '10',
};
