"""i2c-dev(4): the Pi's bus, by SMBus transactions (SMBus 2.0, chapter 5.5). Bytes come low byte first."""

from pyodide.ffi import to_js

from . import world

#: A block of SMBus.
LONGEST = 32


class Bus:
    """Raises OSError: FileNotFoundError, PermissionError; EREMOTEIO (121): nobody has acknowledged."""

    def __init__(self, bus):
        path = bus if isinstance(bus, str) else f"/dev/i2c-{bus}"
        try:
            self._handle = world.call(world.host.openI2c, path)
        except OSError as error:
            raise OSError(error.errno, error.strerror, path) from None

    def transfer(self, address, out, length):
        """What is written, then what is read, in one go."""
        world.breathe()
        answer = world.call(self._handle.transfer, address, to_js(bytes(out)), length)
        return list(answer.to_bytes())

    def close(self):
        self._handle.close()


class SMBusCalls:
    """What smbus and smbus2 have in common; `force` is taken, and there is no driver to be forced away."""

    _bus = None

    def open(self, bus):
        self._bus = Bus(bus)

    def close(self):
        if self._bus is not None:
            self._bus.close()
        self._bus = None

    def _transfer(self, address, out, length=0):
        if self._bus is None:
            raise world.error_of("EBADF")
        return self._bus.transfer(_seven_bits(address), out, length)

    def write_quick(self, i2c_addr, force=None):
        self._transfer(i2c_addr, [])

    def read_byte(self, i2c_addr, force=None):
        return self._transfer(i2c_addr, [], 1)[0]

    def write_byte(self, i2c_addr, value, force=None):
        self._transfer(i2c_addr, [value & 0xFF])

    def read_byte_data(self, i2c_addr, register, force=None):
        return self._transfer(i2c_addr, [register & 0xFF], 1)[0]

    def write_byte_data(self, i2c_addr, register, value, force=None):
        self._transfer(i2c_addr, [register & 0xFF, value & 0xFF])

    def read_word_data(self, i2c_addr, register, force=None):
        low, high = self._transfer(i2c_addr, [register & 0xFF], 2)
        return low | high << 8

    def write_word_data(self, i2c_addr, register, value, force=None):
        self._transfer(i2c_addr, [register & 0xFF, value & 0xFF, value >> 8 & 0xFF])

    def process_call(self, i2c_addr, register, value, force=None):
        low, high = self._transfer(i2c_addr, [register & 0xFF, value & 0xFF, value >> 8 & 0xFF], 2)
        return low | high << 8

    def read_block_data(self, i2c_addr, register, force=None):
        length, *data = self._transfer(i2c_addr, [register & 0xFF], 1 + LONGEST)
        return data[:length]

    def write_block_data(self, i2c_addr, register, data, force=None):
        self._transfer(i2c_addr, [register & 0xFF, len(data), *_block(data)])

    def read_i2c_block_data(self, i2c_addr, register, length=LONGEST, force=None):
        if length > LONGEST:
            raise ValueError("Desired block length over 32 bytes")
        return self._transfer(i2c_addr, [register & 0xFF], length)

    def write_i2c_block_data(self, i2c_addr, register, data, force=None):
        self._transfer(i2c_addr, [register & 0xFF, *_block(data)])


def _block(data):
    if len(data) > LONGEST:
        raise ValueError("Data length cannot exceed 32 bytes")
    return data


def _seven_bits(address):
    if not 0 <= address <= 0x7F:
        raise OverflowError("I2C addresses have 7 bits: 0x03 to 0x77")
    return address
