"""Waiting on one stack for what another does."""

from . import world


class Gate:
    """Closed until somebody opens it."""

    def __init__(self):
        self._gate = world.host.gate()
        self.is_open = False

    def open(self):
        self.is_open = True
        self._gate.open()

    def wait(self, timeout=None):
        """Returns whether it is open. `timeout` in seconds on the lab's clock."""
        if not self.is_open:
            world.wait(self._gate.wait(-1 if timeout is None else max(0, timeout)))
        return self.is_open
