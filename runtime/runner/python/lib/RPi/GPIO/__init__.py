"""RPi.GPIO: pins by the registers of the chip, which ask nobody whose they are.

    GPIO.setmode(GPIO.BCM)
    GPIO.setup(17, GPIO.OUT)
    GPIO.output(17, GPIO.HIGH)
    GPIO.cleanup()
"""

import warnings as _warnings

from _kleber import gpio as _gpio
from _kleber.headers import GPIO_OF_PIN as _GPIO_OF_PIN

VERSION = "0.7.2"
RPI_REVISION = 3
RPI_INFO = {"P1_REVISION": 3, "TYPE": "Pi 4 Model B", "RAM": "4G", "PROCESSOR": "BCM2711", "MANUFACTURER": "Sony"}

OUT, IN = 0, 1
LOW, HIGH = 0, 1
BOARD, BCM, UNKNOWN = 10, 11, -1
SERIAL, SPI, I2C, HARD_PWM = 40, 41, 42, 43
PUD_OFF, PUD_DOWN, PUD_UP = 20, 21, 22
RISING, FALLING, BOTH = 31, 32, 33

_PULLS = {PUD_OFF: "none", PUD_DOWN: "down", PUD_UP: "up"}
_IN_USE = (
    "This channel is already in use, continuing anyway.  Use GPIO.setwarnings(False) to disable warnings."
)
_NO_EVENTS = "this Python has no threads, which edges are waited for in: read the pin in a loop, with time.sleep"

_mode = None
_warns = True
#: What this program has set up: directions by GPIO number.
_directions = {}


def setmode(mode):
    global _mode
    if mode not in (BOARD, BCM):
        raise ValueError("An invalid mode was passed to setmode()")
    if _mode is not None and mode != _mode:
        raise ValueError("A different mode has already been set!")
    _mode = mode


def getmode():
    return _mode


def setwarnings(on):
    global _warns
    _warns = bool(on)


def _offset(channel):
    if _mode is None:
        raise RuntimeError("Please set pin numbering mode using GPIO.setmode(GPIO.BOARD) or GPIO.setmode(GPIO.BCM)")
    if _mode == BCM:
        if channel not in _GPIO_OF_PIN.values():
            raise ValueError("The channel sent is invalid on a Raspberry Pi")
        return channel
    if channel not in _GPIO_OF_PIN:
        raise ValueError("The channel sent is invalid on a Raspberry Pi")
    return _GPIO_OF_PIN[channel]


def _channels(channel):
    if isinstance(channel, bool) or not isinstance(channel, (int, list, tuple)):
        raise ValueError("Channel must be an integer or list/tuple of integers")
    return [channel] if isinstance(channel, int) else list(channel)


def setup(channel, direction, pull_up_down=PUD_OFF, initial=-1):
    if direction not in (IN, OUT):
        raise ValueError("An invalid direction was passed to setup()")
    if direction == OUT and pull_up_down != PUD_OFF:
        raise ValueError("pull_up_down parameter is not valid for outputs")
    if direction == IN and initial != -1:
        raise ValueError("initial parameter is not valid for inputs")
    if pull_up_down not in _PULLS:
        raise ValueError("Invalid value for pull_up_down - should be either PUD_OFF, PUD_UP or PUD_DOWN")
    for each in _channels(channel):
        offset = _offset(each)
        function = _gpio.pin(offset)["function"]
        if _warns and (function not in ("ip", "op") or (offset not in _directions and function == "op")):
            _warnings.warn(_IN_USE, RuntimeWarning, stacklevel=2)
        if direction == OUT:
            if initial != -1:
                _gpio.write_pin(offset, latch=int(bool(initial)))
            _gpio.write_pin(offset, function="op")
        else:
            _gpio.write_pin(offset, function="ip", pull=_PULLS[pull_up_down])
        _directions[offset] = direction


def output(channel, value):
    channels = _channels(channel)
    values = list(value) if isinstance(value, (list, tuple)) else [value] * len(channels)
    if len(values) != len(channels):
        raise RuntimeError("Number of channels != number of values")
    for each, level in zip(channels, values):
        offset = _offset(each)
        if _directions.get(offset) != OUT:
            raise RuntimeError("The GPIO channel has not been set up as an OUTPUT")
        _gpio.write_pin(offset, latch=int(bool(level)))


def input(channel):
    offset = _offset(channel)
    if offset not in _directions:
        raise RuntimeError("You must setup() the GPIO channel first")
    return int(_gpio.pin(offset)["level"])


def gpio_function(channel):
    return {"ip": IN, "op": OUT}.get(_gpio.pin(_offset(channel))["function"], UNKNOWN)


def cleanup(channel=None):
    """Everything that this program has set up is an input again."""
    global _mode
    if not _directions:
        if _warns:
            _warnings.warn(
                "No channels have been set up yet - nothing to clean up!  "
                "Try cleaning up at the end of your program instead!",
                RuntimeWarning,
                stacklevel=2,
            )
        return
    offsets = list(_directions) if channel is None else [_offset(each) for each in _channels(channel)]
    for offset in offsets:
        if _directions.pop(offset, None) is not None:
            _gpio.write_pin(offset, function="ip", pull="none")
    if channel is None:
        _mode = None


def _no_events(*_, **__):
    raise RuntimeError(_NO_EVENTS)


add_event_detect = add_event_callback = remove_event_detect = event_detected = wait_for_edge = _no_events


class PWM:
    def __init__(self, channel, frequency):
        raise RuntimeError("this Pi's pins are high or low: pulses faster than eyes and programs see are not simulated")
