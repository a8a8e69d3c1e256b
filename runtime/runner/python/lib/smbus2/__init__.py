"""SMBus as smbus2 has it: smbus, and `with`, and transfers of any length.

    with SMBus(1) as bus:
        high, low = bus.read_i2c_block_data(0x48, 0, 2)
"""

from _kleber.i2c import SMBusCalls as _Calls

__version__ = "0.5.0"


class I2cFunc(int):
    """The adapter's functions (i2c.h)."""


class SMBus(_Calls):
    def __init__(self, bus=None, force=False):
        self.force = force
        self.pec = 0
        self.funcs = I2cFunc(0x0EFF0009)
        if bus is not None:
            self.open(bus)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def block_process_call(self, *_, **__):
        raise OSError(95, "Operation not supported")

    def i2c_rdwr(self, *i2c_msgs):
        """One transfer: a write and a read of the same address go together."""
        messages = list(i2c_msgs)
        while messages:
            message = messages.pop(0)
            if message.flags & i2c_msg.READ:
                message._data = self._transfer(message.addr, [], message.len)
            elif messages and messages[0].flags & i2c_msg.READ and messages[0].addr == message.addr:
                read = messages.pop(0)
                read._data = self._transfer(message.addr, message._data, read.len)
            else:
                self._transfer(message.addr, message._data)


class i2c_msg:
    READ = 1

    def __init__(self, address, flags, data):
        self.addr, self.flags, self._data = address, flags, data

    @property
    def len(self):
        return len(self._data)

    @property
    def buf(self):
        return bytes(self._data)

    @classmethod
    def read(cls, address, length):
        return cls(address, cls.READ, [0] * length)

    @classmethod
    def write(cls, address, buf):
        return cls(address, 0, list(buf.encode("latin-1") if isinstance(buf, str) else buf))

    def __iter__(self):
        return iter(self._data)

    def __len__(self):
        return len(self._data)

    def __bytes__(self):
        return bytes(self._data)

    def __repr__(self):
        return f"i2c_msg({self.addr},{self.flags},{bytes(self._data)!r})"
