/** What `h` shows in less. */
export const LESS_KEYS = `
                          THE KEYS OF LESS

  A number N may be typed before a key; where it says something else
  than "so many times", that is said.

  h  H                 This help.
  q  :q  Q             Leave.

                             MOVING

  e  j  ENTER  down    Forward one line (N lines).
  y  k  up             Backward one line (N lines).
  f  SPACE  PageDown   Forward one screen (N lines).
  b  PageUp            Backward one screen (N lines).
  z  w                 The same; N is the size of the screen from then on.
  d  u                 Forward, backward half a screen; N is kept.
  right  left          To the right, to the left half a screen; N is kept.
  g  <  Home           To the first line (to line N).
  G  >  End            To the last line (to line N).
  p  %                 To N percent of the text.
  F                    Wait for more at the end, as tail -f does; ^C ends it.
  r  ^L                Paint the screen anew.

                           SEARCHING

  /pattern             Forward to a line with a match (the N-th).
  ?pattern             Backward.
                       A pattern that begins with ! finds lines without it.
  n  N                 The same search again; in the other direction.
  &pattern             Show only the lines that match; & alone shows all.
  ESC u                Marks of what was found: away, and back.

                      FILES AND PLACES

  :n  :p               The next file, the one before (the N-th).
  :x                   The first file (the N-th).
  =  :f                Where am I? File, lines, bytes.
  mx  'x               Mark this place with a letter x; go back to it.

                           THE REST

  -S -N -i -I -R       Switch an option: cut long lines, line numbers,
  -s -G -m -M -e       ignore case, colours, and so on.
  !command             Run a command of the shell.
`;
