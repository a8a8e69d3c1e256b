"""`python3`: from its command line to its exit status."""

import os
import sys

from . import command_line, signals, streams, system, tracebacks, world

#: What a Python that was ended by a signal says to its host, beside the status.
INTERRUPTED = (130, "SIGINT")


def main(host):
    """Returns its exit status and, for one that a signal has ended, that signal's name."""
    world.begin(host, signals.handle)
    start = host.start
    argv = [str(each) for each in start.argv]
    system.begin(start)
    kinds = [str(each.kind) for each in start.streams]
    try:
        line = command_line.parse(argv[1:])
    except command_line.UsageError as error:
        streams.install(kinds, False)
        sys.stderr.write(f"{error}{command_line.USAGE}{command_line.HINT}")
        return _end((2, None))
    streams.install(kinds, line.unbuffered or bool(os.environ.get("PYTHONUNBUFFERED")))
    sys.orig_argv = argv
    if line.kind in ("help", "version"):
        sys.stdout.write(command_line.HELP if line.kind == "help" else f"Python {sys.version.split()[0]}\n")
        return _end((0, None))
    status = _guarded(lambda: _run(line))
    if line.interactive and line.kind != "stdin":
        from . import console

        status = _guarded(lambda: console.run(_main_module().__dict__, banner=False))
    return _end(status)


def _guarded(run):
    """Runs it; what it raises and nobody has caught is shown. Returns status and signal."""
    try:
        run()
        return (0, None)
    except SystemExit as error:
        return (_status_of(error), None)
    except BaseException as error:
        try:
            tracebacks.show(error)
        except SystemExit as worse:
            return (_status_of(worse), None)
        return INTERRUPTED if isinstance(error, KeyboardInterrupt) else (1, None)


def _status_of(error):
    """exit(3) takes a number; anything else is printed."""
    code = error.code
    if code is None:
        return 0
    if isinstance(code, int):
        return code & 255
    if sys.stderr is not None:
        sys.stderr.write(f"{code}\n")
    return 1


def _end(status):
    """atexit(3), and what is still in buffers."""
    import atexit

    def last():
        atexit._run_exitfuncs()

    try:
        last()
    except BaseException as error:
        tracebacks.show(error)
    for fd, stream in ((1, sys.stdout), (2, sys.stderr)):
        if stream is None or getattr(stream, "closed", False):
            continue
        try:
            stream.flush()
            world.wait(world.host.drained(fd))
        except KeyboardInterrupt:
            return INTERRUPTED
        except (OSError, ValueError) as error:
            if fd == 1:
                _say(f"Exception ignored while flushing sys.stdout:\n{type(error).__name__}: {error}\n")
                # The interpreter's own, for output that was lost.
                status = (120, None)
    return status


def _say(text):
    try:
        sys.stderr.write(text)
        sys.stderr.flush()
    except OSError:
        pass  # Nobody is left to be told.


def _run(line):
    from types import ModuleType

    module = ModuleType("__main__")
    module.__builtins__ = __builtins__
    sys.modules["__main__"] = module
    name = {"command": "-c", "module": "-m", "file": line.what, "stdin": line.what}[line.kind]
    sys.argv = [name, *line.args]
    sys.path[0] = ""
    if line.kind == "command":
        _execute(line.what, "<string>", module)
    elif line.kind == "module":
        import runpy

        world.host.loaded()
        runpy._run_module_as_main(line.what)
    elif line.kind == "file":
        _run_file(line.what, module)
    elif line.what == "-" or not sys.stdin.isatty():
        _execute(sys.stdin.buffer.read(), "<stdin>", module)
    else:
        from . import console

        world.host.loaded()
        console.run(module.__dict__, banner=True)


def _main_module():
    return sys.modules["__main__"]


def _run_file(path, module):
    try:
        with open(path, "rb") as file:
            source = file.read()
    except OSError as error:
        full = os.path.join(os.getcwd(), path)
        sys.stderr.write(f"{world.host.start.argv[0]}: can't open file {full!r}: [Errno {error.errno}] {error.strerror}\n")
        raise SystemExit(2) from None
    full = os.path.normpath(os.path.join(os.getcwd(), path))
    sys.path[0] = os.path.dirname(os.path.realpath(full))
    module.__file__ = full
    module.__cached__ = None
    _execute(source, full, module)


def _execute(source, filename, module):
    program = compile(source, filename, "exec", dont_inherit=True)
    world.host.loaded()
    exec(program, module.__dict__)
