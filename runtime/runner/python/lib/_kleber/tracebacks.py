"""Tracebacks as the program's author knows them: true paths and lines, and nothing of what lies beneath."""

import sys

OURS = ("<kleber>", "/lib/python3.14/site-packages/_kleber/", "/lib/python314.zip/pyodide/", "/lib/python314.zip/_pyodide/")
OUR_MODULES = tuple(
    f"/lib/python3.14/site-packages/{name}" for name in ("paho/", "smbus", "RPi/", "gpiozero/")
)


def is_ours(filename):
    return filename.startswith(OURS) or filename.startswith(OUR_MODULES)


def clean(error, _seen=None):
    """Takes frames of ours out of its traceback and of those of the errors behind it."""
    seen = set() if _seen is None else _seen
    if error is None or id(error) in seen:
        return error
    seen.add(id(error))
    error.__traceback__ = _without_ours(error.__traceback__)
    clean(error.__cause__, seen)
    clean(error.__context__, seen)
    for each in getattr(error, "exceptions", ()):
        clean(each, seen)
    return error


def _without_ours(traceback):
    kept = []
    while traceback is not None:
        if not is_ours(traceback.tb_frame.f_code.co_filename):
            kept.append(traceback)
        traceback = traceback.tb_next
    for one, following in zip(kept, kept[1:] + [None]):
        one.tb_next = following
    return kept[0] if kept else None


def show(error):
    """As the interpreter shows what nobody has caught: by sys.excepthook."""
    clean(error)
    try:
        sys.excepthook(type(error), error, error.__traceback__)
    except SystemExit:
        raise
    except BaseException as worse:
        print("Error in sys.excepthook:", file=sys.stderr)
        sys.__excepthook__(type(worse), clean(worse), worse.__traceback__)
        print("\nOriginal exception was:", file=sys.stderr)
        sys.__excepthook__(type(error), error, error.__traceback__)


def show_in_thread(error, name):
    """As threading.excepthook does for what nobody has caught in a thread."""
    if isinstance(error, SystemExit):
        return
    import traceback

    clean(error)
    print(f"Exception in thread {name}:", file=sys.stderr)
    traceback.print_exception(error)
