/** What jq defines in its own language, as its manual describes it. */
import type { Definition } from './ast.ts';
import { parseDefinitions } from './parse.ts';

const TEXT = String.raw`
def select(f): if f then . else empty end;
def map(f): [.[] | f];
def map_values(f): .[] |= f;
def recurse(f): def r: ., (f | r); r;
def recurse(f; c): def r: ., (f | select(c) | r); r;
def recurse_down: recurse;
def values: select(. != null);
def nulls: select(. == null);
def scalars: select(type | . != "array" and . != "object");
def iterables: select(type | . == "array" or . == "object");
def booleans: select(type == "boolean");
def numbers: select(type == "number");
def strings: select(type == "string");
def arrays: select(type == "array");
def objects: select(type == "object");
def add: reduce .[] as $x (null; . + $x);
def to_entries: [keys_unsorted[] as $k | {key: $k, value: .[$k]}];
def from_entries: map({(.key // .k // .name // .Name // .K // .Key | if type == "string" then . else tojson end):
  (if has("value") then .value else .Value end)}) | add + {} // {};
def with_entries(f): to_entries | map(f) | from_entries;
def del(f): delpaths([path(f)]);
def paths: path(..) | select(length > 0);
def paths(f): path(.. | select(f)) | select(length > 0);
def leaf_paths: paths(scalars);
def any: reduce .[] as $x (false; . or $x);
def all: reduce .[] as $x (true; . and $x);
def any(g; c): isvalid_any(g | c);
def all(g; c): isvalid_all(g | c);
def any(f): any(.[]; f);
def all(f): all(.[]; f);
def isvalid(f): try (f | true) catch false;
def flatten: flatten(1e9);
def range($x): range(0; $x);
def todate: strftime("%Y-%m-%dT%H:%M:%SZ");
def fromdateiso8601: strptime("%Y-%m-%dT%H:%M:%SZ") | mktime;
def fromdate: fromdateiso8601;
def todateiso8601: todate;
def dateadd(u; n): . + n;
def datesub(u; n): . - n;
def date: todate;
def match($re): match($re; null);
def test($re): test($re; null);
def capture($re): capture($re; null);
def capture($re; $flags): match($re; $flags) | [.captures | .[] | select(.name != null) | {key: .name, value: .string}] | from_entries;
def scan($re): scan($re; null);
def scan($re; $flags): match($re; "g" + $flags) | if (.captures | length) > 0 then [.captures | .[] | .string] else .string end;
def split($re; $flags): . as $s | [foreach (match($re; $flags + "g") | [.offset, .length], null) as $m
  ([0, null]; if $m == null then [.[0], $s[.[0]:]] else [$m[0] + $m[1], $s[.[0]:$m[0]]] end; .[1])];
def splits($re): splits($re; null);
def splits($re; $flags): split($re; $flags) | .[];
def ascii: [.] | implode;
def sub($re; s): sub($re; s; "");
def gsub($re; s): sub($re; s; "g");
def gsub($re; s; $flags): sub($re; s; $flags + "g");
def while(c; u): def w: if c then ., (u | w) else empty end; w;
def until(c; u): def w: if c then . else (u | w) end; w;
def repeat(f): def r: ., (f | r); r;
def repeat(f; u): def r: ., (f | r); r;
def inputs: def r: try_input | if . == null then empty else .[0], r end; r;
def first: .[0];
def last: .[-1];
def last(f): reduce f as $x (null; $x);
def nth($n): .[$n];
def nth($n; f): if $n < 0 then error("Out of bounds negative array index") else last(limit($n + 1; f)) end;
def isempty(g): first((g | false), true);
def in(xs): . as $x | xs | has($x);
def inside(xs): . as $x | xs | contains($x);
def combinations: if length == 0 then [] else .[0][] as $x | (.[1:] | combinations) as $w | [$x] + $w end;
def combinations(n): . as $dot | [range(n)] | map($dot) | combinations;
def walk(f): def w: if type == "object" then map_values(w) elif type == "array" then map(w) else . end | f; w;
def env: $ENV;
def finites: select(isinfinite or isnan | not);
def normals: select(isnormal);
def tostream: path(def r: (.[]? | r), .; r) as $p | getpath($p) | reduce path(.[]?) as $q ([$p, .]; [$p + $q]);
def fromstream(f): {x: null, e: false} as $init | foreach f as $i ($init;
  if .e then $init else . end | if $i | length == 2
  then setpath(["e"]; $i[0] | length == 0) | setpath(["x"] + $i[0]; $i[1])
  else setpath(["e"]; $i[0] | length == 1) end; if .e then .x else empty end);
def truncate_stream(stream): . as $n | null | stream | . as $input | if (.[0] | length) > $n then setpath([0]; .[0][$n:]) else empty end;
def index($i): indices($i) | .[0];
def rindex($i): indices($i) | .[-1:][0];
def ascii_downcase: explode | map(if 65 <= . and . <= 90 then . + 32 else . end) | implode;
def ascii_upcase: explode | map(if 97 <= . and . <= 122 then . - 32 else . end) | implode;
def halt_error: halt_error(5);
def group_by(f): grouped([.[] | [., [f]]]);
def unique: unique_by(.);
def unique_by(f): [group_by(f)[] | .[0]];
def sort_by(f): [sorted([.[] | [., [f]]])[] ];
def min_by(f): if length == 0 then null else reduce .[1:][] as $x (.[0]; if ([$x | f] < [f]) then $x else . end) end;
def max_by(f): if length == 0 then null else reduce .[1:][] as $x (.[0]; if ([$x | f] >= [f]) then $x else . end) end;
def min: min_by(.);
def max: max_by(.);
def join($x): reduce .[] as $i (null; (if . == null then "" else . + $x end) + ($i | if . == null then "" elif type == "boolean" or type == "number" then tojson else . end)) // "";
def debug(f): (f | debug | empty), .;
def input_line_number: line_number;
`;

let known: readonly Definition[] | undefined;

/** Read when it is first needed. */
export const prelude = (): readonly Definition[] => (known ??= parseDefinitions(TEXT));
