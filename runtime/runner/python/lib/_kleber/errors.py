"""Errors by Linux's numbers: Emscripten has its own, see linux-errors.ts."""

import errno
import gc
import os

# WASI does not have it: nobody has acknowledged on an I2C bus.
_FURTHER_TEXTS = {121: "Remote I/O error"}


def put_right(linux):
    """`linux`: numbers by name. To be called once, in a memory that is then kept."""
    _classes(linux)
    for name in dir(errno):
        if name.startswith("E") and name in linux:
            setattr(errno, name, linux[name])
    names = {number: name for name, number in linux.items() if hasattr(errno, name)}
    errno.errorcode.clear()
    errno.errorcode.update(names)
    os.strerror = _strerror_with(_FURTHER_TEXTS, os.strerror)


def _strerror_with(texts, of_musl):
    def strerror(code, /):
        """Translate an error code to a message string."""
        return texts.get(code) or of_musl(code)

    return strerror


def _classes(linux):
    """Which class OSError(number) is of: a dict that the interpreter keeps."""
    known = {errno.ENOENT: FileNotFoundError, errno.EPIPE: BrokenPipeError, errno.EACCES: PermissionError}
    tables = [
        each
        for each in gc.get_objects()
        if type(each) is dict and all(each.get(number) is kind for number, kind in known.items())
    ]
    for table in tables:
        if len(table) > 100:
            continue
        classes = {errno.errorcode[number]: kind for number, kind in table.items()}
        table.clear()
        table.update({linux[name]: kind for name, kind in classes.items()})
