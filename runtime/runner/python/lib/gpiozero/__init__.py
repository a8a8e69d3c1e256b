"""As much of gpiozero as a lamp needs.

    led = LED(17)                       GPIO17; "BOARD11" is the same pin
    led.on(); led.blink(0.5, 0.5)
    lights = TrafficLights(17, 27, 22)
"""

import atexit as _atexit

from _kleber import gpio as _gpio
from _kleber import world as _world
from _kleber.gates import Gate as _Gate
from _kleber.headers import GPIO_OF_PIN as _GPIO_OF_PIN


class GPIOZeroError(Exception):
    """The base of what gpiozero raises."""


class PinInvalidPin(GPIOZeroError, ValueError):
    """There is no such pin."""


class DeviceClosed(GPIOZeroError):
    """It was closed."""


class GPIOPinInUse(GPIOZeroError):
    """Another device of this program has the pin."""


class GPIOPinMissing(GPIOZeroError, ValueError):
    """No pin was named."""


_lines = _gpio.Lines()
_devices = []


def _offset(pin):
    if pin is None:
        raise GPIOPinMissing("No pin given")
    if isinstance(pin, str):
        kind, number = pin.upper().rstrip("0123456789"), pin.lstrip("GPIOBCMARDgpiobcmard")
        if kind in ("GPIO", "BCM") and number.isdigit() and int(number) in _GPIO_OF_PIN.values():
            return int(number)
        if kind == "BOARD" and number.isdigit() and int(number) in _GPIO_OF_PIN:
            return _GPIO_OF_PIN[int(number)]
    elif pin in _GPIO_OF_PIN.values():
        return int(pin)
    raise PinInvalidPin(f"{pin} is not a valid pin name")


class _Device:
    closed = False

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()


class _Pin(_Device):
    def __init__(self, pin):
        self._pin = _offset(pin)
        if _lines.has(self._pin):
            raise GPIOPinInUse(f"pin GPIO{self._pin} is already in use by {_lines_owner(self._pin)!r}")
        _devices.append(self)

    @property
    def pin(self):
        return f"GPIO{self._pin}"

    def _check(self):
        if self.closed:
            raise DeviceClosed(f"{type(self).__name__} is closed or uninitialized")

    def close(self):
        if not self.closed:
            self.closed = True
            _devices.remove(self)
            _lines.release(self._pin)


def _lines_owner(offset):
    return next((each for each in _devices if each._pin == offset), None)


class DigitalOutputDevice(_Pin):
    def __init__(self, pin=None, *, active_high=True, initial_value=False, pin_factory=None):
        super().__init__(pin)
        self.active_high = active_high
        self._blinking = None
        level = int(bool(initial_value) == active_high)
        try:
            _lines.request(self._pin, "out", level=level, consumer="lg")
        except BaseException:
            _devices.remove(self)
            self.closed = True
            raise

    @property
    def value(self):
        self._check()
        return int(bool(_lines.get(self._pin)) == self.active_high)

    @value.setter
    def value(self, value):
        self._stop()
        self._put(value)

    def _put(self, value):
        self._check()
        _lines.set(self._pin, int(bool(value) == self.active_high))

    @property
    def is_active(self):
        return bool(self.value)

    def on(self):
        self.value = 1

    def off(self):
        self.value = 0

    def toggle(self):
        self.value = not self.value

    def blink(self, on_time=1, off_time=1, n=None, background=True):
        """Beside the program, whenever that waits; `background=False`: until it is done."""
        self._check()
        self._stop()
        stop = self._blinking = _Gate()
        if background:
            _world.begin_stack(lambda: self._blink(stop, on_time, off_time, n), f"blink GPIO{self._pin}")
        else:
            self._blink(stop, on_time, off_time, n)

    def _blink(self, stop, on_time, off_time, n):
        done = 0
        while n is None or done < n:
            for value, seconds in ((1, on_time), (0, off_time)):
                if stop.is_open or self.closed:
                    return
                self._put(value)
                stop.wait(seconds)
            done += 1

    def _stop(self):
        blinking, self._blinking = self._blinking, None
        if blinking is not None:
            blinking.open()

    def close(self):
        self._stop()
        super().close()

    def __repr__(self):
        if self.closed:
            return f"<gpiozero.{type(self).__name__} object closed>"
        return (
            f"<gpiozero.{type(self).__name__} object on pin {self.pin}, "
            f"active_high={self.active_high}, is_active={self.is_active}>"
        )


class LED(DigitalOutputDevice):
    @property
    def is_lit(self):
        return self.is_active


class Buzzer(DigitalOutputDevice):
    pass


class Button(_Pin):
    """Pressed when the pin is low; asked, it has no threads to call back from."""

    def __init__(self, pin=None, *, pull_up=True, bounce_time=None, hold_time=1, hold_repeat=False, pin_factory=None):
        super().__init__(pin)
        self.pull_up = pull_up
        _lines.request(self._pin, "in", bias="pull-up" if pull_up else "pull-down", consumer="lg")

    @property
    def is_pressed(self):
        self._check()
        return bool(_lines.get(self._pin)) != self.pull_up

    @property
    def value(self):
        return int(self.is_pressed)

    def wait_for_press(self, timeout=None):
        return self._wait(True, timeout)

    def wait_for_release(self, timeout=None):
        return self._wait(False, timeout)

    def _wait(self, pressed, timeout):
        import time

        end = None if timeout is None else time.monotonic() + timeout
        while self.is_pressed != pressed:
            if end is not None and time.monotonic() >= end:
                return False
            time.sleep(0.01)
        return True


class LEDBoard(_Device):
    def __init__(self, *pins, active_high=True, initial_value=False, pwm=False, pin_factory=None, **named):
        _no_pwm(pwm)
        make = {"active_high": active_high, "initial_value": initial_value}
        self._names = list(named)
        self.leds = tuple(LED(pin, **make) for pin in (*pins, *named.values()))
        for name, led in zip(self._names, self.leds[len(pins) :]):
            setattr(self, name, led)

    def __iter__(self):
        return iter(self.leds)

    def __len__(self):
        return len(self.leds)

    def __getitem__(self, index):
        return self.leds[index]

    @property
    def value(self):
        return tuple(led.value for led in self.leds)

    @value.setter
    def value(self, values):
        for led, value in zip(self.leds, values):
            led.value = value

    @property
    def is_lit(self):
        return any(led.is_lit for led in self.leds)

    is_active = is_lit

    def on(self, *which):
        for led in self._which(which):
            led.on()

    def off(self, *which):
        for led in self._which(which):
            led.off()

    def toggle(self, *which):
        for led in self._which(which):
            led.toggle()

    def blink(self, on_time=1, off_time=1, n=None, background=True):
        *others, last = self.leds
        for led in others:
            led.blink(on_time, off_time, n)
        last.blink(on_time, off_time, n, background)

    def _which(self, indexes):
        return [self.leds[index] for index in indexes] if indexes else self.leds

    def close(self):
        for led in self.leds:
            led.close()
        self.closed = True


class TrafficLights(LEDBoard):
    def __init__(self, red=None, amber=None, green=None, *, pwm=False, initial_value=False, yellow=None, **kwargs):
        middle = {"amber": amber} if yellow is None else {"yellow": yellow}
        super().__init__(red=red, **middle, green=green, pwm=pwm, initial_value=initial_value)


def _no_pwm(pwm):
    if pwm:
        raise ValueError("this Pi's pins are high or low: pwm=True is not simulated")


class PWMLED:
    def __init__(self, *_, **__):
        _no_pwm(True)


@_atexit.register
def _close_all():
    # gpiozero leaves no pin driven behind.
    for device in list(_devices):
        device.close()
