"""MQTT for Python, by the interfaces of paho-mqtt 1.6 and 2.1, over the network of the Pi.

The protocol's bytes are Kleber's own; what is called when, with what, and what goes wrong in which words is paho's.
"""

__version__ = "1.6.1"


class MQTTException(Exception):
    """What is wrong with a property or a packet."""
