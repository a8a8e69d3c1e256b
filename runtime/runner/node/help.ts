/** `node --help`, as far as this Pi's node goes. */
export const HELP = `Usage: node [options] [ script.js ] [arguments]
       node [options] -e "script" [arguments]
       node [options] - < script

Options:
  -                           script read from stdin (default if no file name is
                              provided, interactive mode if a tty)
  --                          indicate the end of node options
  -c, --check                 syntax check script without executing
  -e, --eval=...              evaluate script
  -h, --help                  print node command line options (currently set)
  --input-type=...            set module type for string input
  -p, --print=...             evaluate script and print result
  -v, --version               print Node.js version

Documentation can be found at https://nodejs.org/
`;
