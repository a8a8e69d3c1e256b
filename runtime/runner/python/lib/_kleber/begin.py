"""Run once, in the memory that every later program begins from."""

# What programs are likely to want is loaded already then.
import atexit  # noqa: F401
import code  # noqa: F401
import datetime  # noqa: F401
import json  # noqa: F401
import pathlib  # noqa: F401
import queue  # noqa: F401
import random  # noqa: F401
import runpy  # noqa: F401
import struct  # noqa: F401
import threading  # noqa: F401
import tokenize  # noqa: F401
import traceback  # noqa: F401

import gpiozero  # noqa: F401
import paho.mqtt.publish  # noqa: F401
import paho.mqtt.subscribe  # noqa: F401
import RPi.GPIO  # noqa: F401
import smbus  # noqa: F401
import smbus2  # noqa: F401

from . import errors, main, signals, streams, system, tracebacks, world  # noqa: F401


def begin(linux_errors):
    errors.put_right(linux_errors.to_py())
    streams.patch()
    signals.install()
    system.install()
