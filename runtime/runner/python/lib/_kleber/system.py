"""What os, time and their like ask of the machine: it is a Raspberry Pi, and the lab's clock is its clock."""

import os
import signal
import sys
import time

from . import world

_NO_PROGRAMS = (
    "this Python runs in a worker of its own and cannot start other programs of the Pi: "
    "start them in the shell, and join them by pipes or by MQTT"
)
_NO_THREADS = (
    "can't start new thread: this Python runs in a worker that has one thread. What waits beside your program here: "
    "loop_start() of paho.mqtt.client and blink() of gpiozero"
)


def _sleep(seconds, /):
    if isinstance(seconds, bool) or not hasattr(seconds, "__index__"):
        seconds = float(seconds)
    if seconds < 0:
        raise ValueError("sleep length must be non-negative")
    sys.stdout is not None and sys.stdout.line_buffering and sys.stdout.flush()
    world.wait(world.host.sleep(seconds))


def _kill(pid, number, /):
    name = signal.Signals(number).name if number else 0
    try:
        world.wait(world.host.kill(pid, name))
    except OSError:
        raise
    if pid == _start().pid:
        # Python looks for signals between two steps, so this one is not late.
        world.wait(world.host.breathe())


def _exit(status, /):
    world.host.exit(status & 255)


def _start():
    return world.host.start


def _no_programs(*args, **kwargs):
    raise OSError(_NO_PROGRAMS)


def _no_threads(*args, **kwargs):
    raise RuntimeError(_NO_THREADS)


def _uname():
    return os.uname_result(
        ("Linux", str(_start().hostname), "6.12.47+rpt-rpi-v8", "#1 SMP PREEMPT Debian 1:6.12.47-1+rpt1", "aarch64")
    )


def install():
    """In a memory that is kept: nothing of a certain program."""
    import _thread
    import subprocess
    import threading

    time.sleep = _sleep
    os.kill = _kill
    os._exit = _exit
    os.getpid = lambda: int(_start().pid)
    os.getppid = lambda: int(_start().parent)
    os.uname = _uname
    os.system = os.popen = os.fork = _no_programs
    subprocess.Popen.__init__ = _no_programs
    os.cpu_count = os.process_cpu_count = lambda: 4
    _thread.start_new_thread = _thread.start_new = _thread.start_joinable_thread = _no_threads
    threading._start_joinable_thread = _no_threads


def begin(start):
    """For this program."""
    os.environ.clear()
    os.environ.update(start.env.to_py())
    offset, _ = world.host.zone(world.host.now())
    name = world.host.zone(world.host.now())[1]
    time.timezone = time.altzone = -offset * 60
    time.tzname = (name, name)
    time.daylight = 0
    os.get_terminal_size = _terminal_size
    sys.platform = "linux"


def _terminal_size(fd=1, /):
    stream = _start().streams[fd]
    if stream.kind != "terminal":
        raise world.error_of("ENOTTY")
    return os.terminal_size((int(stream.columns), int(stream.rows)))
