"""python3's options, as its manual page has them."""

from dataclasses import dataclass, field

USAGE = "usage: python3 [option] ... [-c cmd | -m mod | file | -] [arg] ...\n"
HINT = "Try `python3 -h' for more information.\n"
HELP = (
    USAGE
    + """What this Python understands:
-c cmd : the program is the argument
-h     : this text (also -?, --help)
-i     : after the program, ask for more at the prompt
-m mod : run a module of the library as a program
-u     : no buffer in front of standard output and standard error
-V     : the version (also --version)
file   : the program is in this file
-      : the program comes by standard input
arg ...: for the program, as sys.argv[1:]
-b -B -d -E -I -O -OO -P -q -s -S -v -x -X opt -W arg: taken, without effect
"""
)
_WITHOUT_EFFECT = "bBdEIOPqsSvx"


class UsageError(Exception):
    """What python3 says about options that it does not know."""


@dataclass
class CommandLine:
    #: file, command, module, stdin or version, help
    kind: str = "stdin"
    what: str = ""
    args: list = field(default_factory=list)
    unbuffered: bool = False
    interactive: bool = False


def parse(argv):
    line = CommandLine()
    rest = list(argv)
    while rest:
        word = rest.pop(0)
        if word == "-" or not word.startswith("-"):
            line.kind, line.what = ("stdin", "-") if word == "-" else ("file", word)
            line.args = rest
            return line
        if word in ("--help", "--version"):
            line.kind = word[2:]
            return line
        if word.startswith("--"):
            raise UsageError(f"unknown option {word}\n")
        letters = word[1:]
        while letters:
            letter, letters = letters[0], letters[1:]
            if letter in "cm":
                if not letters and not rest:
                    raise UsageError(f"Argument expected for the -{letter} option\n")
                line.kind = "command" if letter == "c" else "module"
                line.what = letters or rest.pop(0)
                line.args = rest
                return line
            if letter in "WX":
                if not letters and not rest:
                    raise UsageError(f"Argument expected for the -{letter} option\n")
                if not letters:
                    rest.pop(0)
                letters = ""
            elif letter in "h?":
                line.kind = "help"
                return line
            elif letter == "V":
                line.kind = "version"
                return line
            elif letter == "u":
                line.unbuffered = True
            elif letter == "i":
                line.interactive = True
            elif letter not in _WITHOUT_EFFECT:
                raise UsageError(f"Unknown option: -{letter}\n")
    return line
