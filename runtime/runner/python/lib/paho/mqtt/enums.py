"""Names for numbers, as paho 2 has them."""

import enum

from .numbers_ import _ERRORS


class CallbackAPIVersion(enum.Enum):
    """What callbacks are called with."""

    VERSION1 = 1
    VERSION2 = 2


class MQTTProtocolVersion(enum.IntEnum):
    MQTTv31 = 3
    MQTTv311 = 4
    MQTTv5 = 5


MQTTErrorCode = enum.IntEnum("MQTTErrorCode", {f"MQTT_ERR_{name}": number for name, number, _ in _ERRORS})
