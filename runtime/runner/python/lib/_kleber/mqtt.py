"""Packets of MQTT as dicts, by the names of the standard, and the connection that they go by."""

import os

from pyodide.ffi import to_js

from . import world


class Link:
    """One connection. Raises OSError as connect(2), socket.gaierror for a name that nobody knows."""

    def __init__(self, host, port, level):
        self._link = world.wait(world.host.connect(host, port, level))

    @property
    def ended(self):
        """None: it is open. closed, protocol, or the name of an errno."""
        return self._link.ended

    def send(self, packet):
        """Raises ValueError: it cannot be put into bytes."""
        wrong = self._link.put(to_js({name: each for name, each in packet.items() if each is not None}))
        if wrong is not None:
            raise ValueError(wrong)
        if self._link.isBlocked:
            world.wait(self._link.drained())

    def next(self):
        packet = self._link.take()
        return None if packet is None else _plain(packet.to_py())

    def wait(self, seconds):
        """Until something has come, it was woken, or that time has passed."""
        world.wait(self._link.changed(seconds))

    def wake(self):
        self._link.wake()

    def close(self):
        self._link.close()


def _plain(value):
    if isinstance(value, memoryview):
        return bytes(value)
    if isinstance(value, dict):
        return {name: _plain(each) for name, each in value.items()}
    return value


def random_hex(length):
    return os.urandom(length).hex()
