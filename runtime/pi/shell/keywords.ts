/** Reserved words (bash(1), RESERVED WORDS): what `type` calls a keyword, and Tab offers. */
export const KEYWORDS: readonly string[] =
  'if then else elif fi case esac for select while until do done in function time { } ! [[ ]] coproc'.split(' ');
