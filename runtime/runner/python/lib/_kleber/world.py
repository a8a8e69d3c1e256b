"""The process that this program is, and waiting.

Python runs in a worker, which hears nothing while Python computes. Whatever waits on a Pi waits here for a promise of
JavaScript, and meanwhile messages come in. A *stack* is what a thread would be: the program's own, and one for
each that was begun beside it; one of them runs until it waits.
"""

from pyodide.ffi import JsException, run_sync

#: PythonHost, in JavaScript; None: no program has begun.
host = None
MAIN = "main"

_stack = MAIN
_on_signals = None


def begin(its_host, on_signals):
    """From now on. `on_signals` is called on the main stack with numbers of signals; what it raises ends the waiting."""
    global host, _on_signals
    host = its_host
    _on_signals = on_signals


def on_main_stack():
    return _stack == MAIN


def wait(waiting):
    """Waits until it is done, and returns its value. Raises OSError, and whatever a handler of a signal raises."""
    global _stack
    stack = _stack
    is_main = stack == MAIN
    while True:
        if is_main:
            take_signals()
        if waiting.done:
            break
        try:
            run_sync(host.until(waiting, is_main))
        finally:
            _stack = stack
    if waiting.error is not None:
        raise error_of(waiting.error)
    return waiting.value


def take_signals():
    numbers = host.takeSignals()
    if numbers.length:
        _on_signals(numbers.to_py())


def breathe():
    """Lets messages in, if the program has computed for long: to be called by what a loop may do without end."""
    if host.isBreathless:
        wait(host.breathe())


def begin_stack(run, name):
    """Runs `run` on a stack of its own, beginning when this one waits."""
    def on_its_own():
        global _stack
        _stack = name
        run()

    host.beginStack(on_its_own)


def call(function, *args):
    """Calls JavaScript. Raises OSError for its SystemError."""
    try:
        return function(*args)
    except JsException as error:
        code = getattr(error, "code", None)
        if code is None:
            raise
        raise error_of(code) from None


def error_of(code, *more):
    """The OSError for the name of an errno, or of an answer of getaddrinfo(3)."""
    import errno
    import os

    if code == "ENOTFOUND":
        import socket

        return socket.gaierror(-2, "Name or service not known")
    number = getattr(errno, code)
    return OSError(number, os.strerror(number), *more)
