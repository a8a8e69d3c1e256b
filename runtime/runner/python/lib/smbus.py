"""SMBus as Debian's python3-smbus has it.

    bus = smbus.SMBus(1)
    word = bus.read_word_data(0x48, 0)      an LM75B sends the high byte first: swap them
"""

from _kleber.i2c import SMBusCalls as _Calls


class SMBus(_Calls):
    def __init__(self, bus=-1):
        self.pec = 0
        if bus != -1:
            self.open(bus)
