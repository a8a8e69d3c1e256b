import type { Command } from '../../system.ts';
import { base64 } from './base64.ts';
import { cat } from './cat.ts';
import { cmp } from './cmp.ts';
import { comm } from './comm.ts';
import { cut } from './cut.ts';
import { diff } from './diff/diff.ts';
import { echo } from './echo.ts';
import { expr } from './expr.ts';
import { fold } from './fold.ts';
import { head } from './head.ts';
import { hd, hexdump } from './hexdump/hexdump.ts';
import { nl } from './nl.ts';
import { od } from './od/od.ts';
import { paste } from './paste.ts';
import { printf } from './printf.ts';
import { rev } from './rev.ts';
import { seq } from './seq.ts';
import { sort } from './sort/sort.ts';
import { md5sum, sha256sum } from './sums.ts';
import { tac } from './tac.ts';
import { tail } from './tail.ts';
import { tee } from './tee.ts';
import { bracket, test } from './test.ts';
import { tr } from './tr.ts';
import { uniq } from './uniq.ts';
import { wc } from './wc.ts';
import { xxd } from './xxd.ts';

/** Commands of the group `text`. */
export const commands: readonly Command[] = [
  base64,
  bracket,
  cat,
  cmp,
  comm,
  cut,
  diff,
  echo,
  expr,
  fold,
  hd,
  head,
  hexdump,
  md5sum,
  nl,
  od,
  paste,
  printf,
  rev,
  seq,
  sha256sum,
  sort,
  tac,
  tail,
  tee,
  test,
  tr,
  uniq,
  wc,
  xxd,
];
