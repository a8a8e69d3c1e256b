"""GPIO lines of the Pi, by their numbers on the chip: 17 is GPIO17, pin 11."""

from pyodide.ffi import to_js

from . import world

CHIP = "/dev/gpiochip0"
MEMORY = "/dev/gpiomem"


class Lines:
    """Those that this process has asked for (linux/gpio.h)."""

    def __init__(self):
        self._chip = None
        self._lines = {}

    def request(self, offset, direction, level=0, bias=None, consumer="python3"):
        """Raises OSError: EBUSY, somebody has it; EINVAL, there is none such."""
        self.release(offset)
        options = {"direction": direction, "consumer": consumer}
        if direction == "out":
            options["level"] = level
        if bias is not None:
            options["bias"] = bias
        self._chip = self._chip or world.call(world.host.openGpio, CHIP)
        self._lines[offset] = world.call(self._chip.request, offset, to_js(options))

    def has(self, offset):
        return offset in self._lines

    def get(self, offset):
        world.breathe()
        return world.call(self._lines[offset].get)

    def set(self, offset, level):
        world.breathe()
        world.call(self._lines[offset].set, level)


    def release(self, offset):
        line = self._lines.pop(offset, None)
        if line is not None:
            world.call(line.release)


def pin(offset):
    """What the registers say of it, whoever has it: function, level, pull."""
    return world.call(world.host.openGpio, MEMORY).registers.read(offset).to_py()


def write_pin(offset, **state):
    """GPFSELn, GPSETn and their like: nobody is asked."""
    world.breathe()
    registers = world.call(world.host.openGpio, MEMORY).registers
    world.call(registers.write, offset, to_js(state))
