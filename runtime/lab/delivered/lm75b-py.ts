/** `rpi-pub`'s: what the sensor measures, as lines of text. */
export const LM75B_PY = String.raw`#!/usr/bin/env python3
"""Prints what an LM75B measures: one temperature a line, in degrees Celsius, each second.

    ./lm75b.py
    unbuffer ./lm75b.py | mosquitto_pub -h 192.168.1.3 -t piandmore/rpi-pub/temp -l
"""
import sys
import time

import smbus

BUS = 1          # /dev/i2c-1: SDA is pin 3, SCL is pin 5
ADDRESS = 0x48   # of the sensor, with A0, A1 and A2 on ground
TEMP = 0         # the register to read


def temperature(bus):
    # The chip sends the high byte first, SMBus takes the first one for the low byte.
    word = bus.read_word_data(ADDRESS, TEMP)
    register = (word & 0xFF) << 8 | word >> 8
    # Its upper 11 bits count steps of 0.125 degrees; the very first is the sign.
    steps = register >> 5
    if steps >= 1024:
        steps -= 2048
    return steps * 0.125


def main():
    bus = smbus.SMBus(BUS)
    while True:
        try:
            celsius = temperature(bus)
        except OSError as error:
            sys.exit(f"lm75b.py: no answer from the sensor at 0x{ADDRESS:x} on bus {BUS}: {error}")
        print(f"{celsius:.3f}")
        time.sleep(1)


try:
    main()
except KeyboardInterrupt:
    sys.exit(130)
`;
