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
_NO_SOCKETS = (
    "this Python has no sockets of its own: what it sends and receives goes by paho.mqtt, over the network of the Pi"
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


def _no_sockets(*args, **kwargs):
    raise OSError(_NO_SOCKETS)


def _resolve(name):
    return str(world.wait(world.host.resolve(name)))


def _access(path, mode, *, dir_fd=None, effective_ids=False, follow_symlinks=True):
    return bool(world.host.access(os.fspath(path), mode))


def _ids():
    return world.host.ids().to_py()


def _uname():
    return os.uname_result(
        ("Linux", str(_start().hostname), "6.12.47+rpt-rpi-v8", "#1 SMP PREEMPT Debian 1:6.12.47-1+rpt1", "aarch64")
    )


def install():
    """In a memory that is kept: nothing of a certain program."""
    import _thread
    import socket
    import subprocess
    import threading

    time.sleep = _sleep
    os.kill = _kill
    os._exit = _exit
    os.getpid = lambda: int(_start().pid)
    os.getppid = lambda: int(_start().parent)
    os.uname = _uname
    os.access = _access
    os.umask = lambda mask: int(world.host.umask(mask & 0o777))
    os.getuid = os.geteuid = lambda: int(_ids()[0])
    os.getgid = os.getegid = lambda: int(_ids()[1])
    os.getgroups = lambda: list(_ids()[2])
    socket.gethostname = lambda: str(_start().hostname)
    socket.gethostbyname = _resolve
    socket.socket.__init__ = _no_sockets
    os.system = os.popen = os.fork = _no_programs
    subprocess.Popen.__init__ = _no_programs
    os.cpu_count = os.process_cpu_count = lambda: 4
    _thread.start_new_thread = _thread.start_new = _thread.start_joinable_thread = _no_threads
    threading._start_joinable_thread = _no_threads


def begin(start):
    """For this program."""
    os.environ.clear()
    os.environ.update(start.env.to_py())
    _begin_zone()
    os.get_terminal_size = _terminal_size
    sys.platform = "linux"


def _begin_zone():
    year = time.localtime().tm_year
    halves = [time.localtime(time.mktime((year, month, 1, 0, 0, 0, 0, 0, -1))) for month in (1, 7)]
    winter, summer = sorted(halves, key=lambda each: each.tm_gmtoff)
    time.timezone, time.altzone = -winter.tm_gmtoff, -summer.tm_gmtoff
    time.tzname = (winter.tm_zone, summer.tm_zone)
    time.daylight = int(winter.tm_gmtoff != summer.tm_gmtoff)


def _terminal_size(fd=1, /):
    stream = _start().streams[fd]
    if stream.kind != "terminal":
        raise world.error_of("ENOTTY")
    return os.terminal_size((int(stream.columns), int(stream.rows)))
