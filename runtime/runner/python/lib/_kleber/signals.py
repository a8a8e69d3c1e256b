"""signal(7): handlers run on the main stack, where it waits."""

import signal

from . import world

#: What ends a program or is told to it; by number.
NAMES = {
    number.value: number.name
    for number in signal.Signals
    if number.name
    in ("SIGHUP", "SIGINT", "SIGQUIT", "SIGUSR1", "SIGUSR2", "SIGPIPE", "SIGALRM", "SIGTERM", "SIGCHLD", "SIGCONT")
}
UNCHANGED = (signal.SIGKILL, signal.SIGSTOP)

_handlers = {signal.SIGINT: signal.default_int_handler, signal.SIGPIPE: signal.SIG_IGN}
_woken = []


def handle(numbers):
    for number in numbers:
        _woken.append(number)
        handler = _handlers.get(number)
        if callable(handler):
            handler(number, _frame_of_program())


def _frame_of_program():
    import sys

    from .tracebacks import is_ours

    frame = sys._getframe()
    while frame is not None and is_ours(frame.f_code.co_filename):
        frame = frame.f_back
    return frame


def _signal(number, handler):
    number = signal.Signals(number)
    if not callable(handler) and handler not in (signal.SIG_IGN, signal.SIG_DFL):
        raise TypeError("signal handler must be signal.SIG_IGN, signal.SIG_DFL, or a callable object")
    if number in UNCHANGED:
        raise world.error_of("EINVAL")
    if not world.on_main_stack():
        raise ValueError("signal only works in main thread of the main interpreter")
    before = _getsignal(number)
    if number in NAMES:
        if handler == signal.SIG_IGN:
            world.host.unhandle(number.name, "ignore")
        elif handler == signal.SIG_DFL:
            world.host.unhandle(number.name, "default")
        else:
            world.host.handle(number.name)
    _handlers[number] = handler
    return before


def _getsignal(number):
    return _handlers.get(signal.Signals(number), signal.SIG_DFL)


def _pause():
    _woken.clear()
    while not _woken:
        world.wait(world.host.sleep(3600))
        # An hour without a signal is not the end of it.


def _raise_signal(number):
    import os

    os.kill(os.getpid(), number)


def install():
    signal.signal = _signal
    signal.getsignal = _getsignal
    signal.pause = _pause
    signal.raise_signal = _raise_signal
