"""Standard input, output and error of the process.

print() to a pipe is kept until 8 kB have gathered or the program ends, to a terminal until a line is full: that is
what `unbuffer`, `python3 -u` and flush=True are for.
"""

import io
import os
import sys

from pyodide.ffi import to_js

from . import world

NAMES = ("<stdin>", "<stdout>", "<stderr>")


class StandardInput(io.RawIOBase):
    name = NAMES[0]
    mode = "rb"

    def __init__(self, isatty):
        self._isatty = isatty

    def readable(self):
        return True

    def fileno(self):
        return 0

    def isatty(self):
        return self._isatty

    def readinto(self, buffer):
        data = read(len(buffer))
        buffer[: len(data)] = data
        return len(data)


_rest = b""


def read(length):
    """read(2) of descriptor 0: as soon as there is something; b"" at the end."""
    global _rest
    if not _rest:
        if length == 0:
            return b""
        answer = world.wait(world.host.read(max(length, 4096)))
        world.host.hasRead()
        if answer is None or not hasattr(answer, "to_bytes"):
            return b""
        _rest = answer.to_bytes()
    data, _rest = _rest[:length], _rest[length:]
    return data


class StandardOutput(io.RawIOBase):
    mode = "wb"

    def __init__(self, fd, isatty):
        self._fd = fd
        self.name = NAMES[fd]
        self._isatty = isatty

    def writable(self):
        return True

    def fileno(self):
        return self._fd

    def isatty(self):
        return self._isatty

    def write(self, data):
        view = memoryview(data).cast("B")
        write(self._fd, view)
        return len(view)


def write(fd, data):
    """write(2) of descriptor 1 or 2. Waits when much is under way. Raises BrokenPipeError."""
    if not world.host.write(fd, to_js(bytes(data))):
        world.wait(world.host.drained(fd))
    elif world.host.isBreathless:
        world.wait(world.host.breathe())


def install(kinds, unbuffered):
    """`kinds` of descriptors 0, 1 and 2: terminal, pipe, file, device or closed."""
    isatty = [kind == "terminal" for kind in kinds]
    sys.stdin = sys.__stdin__ = None
    if kinds[0] != "closed":
        buffer = io.BufferedReader(StandardInput(isatty[0]))
        sys.stdin = sys.__stdin__ = io.TextIOWrapper(buffer, encoding="utf-8", errors="strict")
        sys.stdin.mode = "r"
    sys.stdout = sys.__stdout__ = _output(1, kinds[1], unbuffered, "strict")
    sys.stderr = sys.__stderr__ = _output(2, kinds[2], unbuffered, "backslashreplace")


def _output(fd, kind, unbuffered, errors):
    if kind == "closed":
        return None
    raw = StandardOutput(fd, kind == "terminal")
    text = io.TextIOWrapper(
        raw if unbuffered else io.BufferedWriter(raw),
        encoding="utf-8",
        errors=errors,
        line_buffering=not unbuffered and (fd == 2 or kind == "terminal"),
        write_through=unbuffered,
    )
    text.mode = "w"
    return text


def _input(prompt="", /):
    """input(): the prompt goes to standard output."""
    if sys.stdin is None:
        raise RuntimeError("input(): lost sys.stdin")
    if sys.stdout is None:
        raise RuntimeError("input(): lost sys.stdout")
    if sys.stderr is not None:
        sys.stderr.flush()
    sys.stdout.write(str(prompt))
    sys.stdout.flush()
    line = sys.stdin.readline()
    if not line:
        raise EOFError("EOF when reading a line")
    return line[:-1] if line.endswith("\n") else line


_os_read = os.read


def _read(fd, length, /):
    return read(length) if fd == 0 else _os_read(fd, length)


_os_write = os.write


def _write(fd, data, /):
    if fd not in (1, 2):
        return _os_write(fd, data)
    write(fd, memoryview(data).cast("B"))
    return len(memoryview(data).cast("B"))


_open = io.open


def _open_stream(file, mode="r", *args, **kwargs):
    """open(): the streams of the process may have to wait, which files never do."""
    if file in (0, "/dev/stdin", "/proc/self/fd/0", "/dev/fd/0", "/dev/tty") and "r" in mode and "+" not in mode:
        raw = StandardInput(sys.stdin is not None and sys.stdin.isatty())
        buffered = io.BufferedReader(raw)
        if "b" in mode:
            return buffered
        return io.TextIOWrapper(buffered, encoding=kwargs.get("encoding") or "utf-8")
    return _open(file, mode, *args, **kwargs)


def patch():
    import builtins

    builtins.input = _input
    builtins.open = io.open = _open_stream
    os.read = _read
    os.write = _write
