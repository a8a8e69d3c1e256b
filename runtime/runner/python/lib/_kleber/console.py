"""The prompt: `>>> `, and `... ` for what is not complete."""

import code
import sys

from . import tracebacks

BANNER = 'Python {version} on linux\nType "help", "copyright", "credits" or "license" for more information.'


class Console(code.InteractiveConsole):
    def showtraceback(self):
        error = sys.exc_info()[1]
        tracebacks.clean(error)
        error.__traceback__ = error.__traceback__ and _without_console(error.__traceback__)
        sys.last_exc = error
        sys.__excepthook__(type(error), error, error.__traceback__)


def _without_console(traceback):
    while traceback is not None and traceback.tb_frame.f_code.co_filename.endswith("/code.py"):
        traceback = traceback.tb_next
    return traceback


def run(names, banner):
    sys.ps1, sys.ps2 = ">>> ", "... "
    text = BANNER.format(version=sys.version.split(" (")[0]) if banner else ""
    Console(names, filename="<stdin>").interact(text, exitmsg="")
