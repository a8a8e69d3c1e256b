"""Errors by Linux's numbers: Emscripten has its own, see linux-errors.ts."""

import errno
import gc


def put_right(linux):
    """`linux`: numbers by name. To be called once, in a memory that is then kept."""
    _classes(linux)
    for name in dir(errno):
        if name.startswith("E") and name in linux:
            setattr(errno, name, linux[name])
    names = {number: name for name, number in linux.items() if hasattr(errno, name)}
    errno.errorcode.clear()
    errno.errorcode.update(names)


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
