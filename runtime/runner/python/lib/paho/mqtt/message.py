"""Messages, and what becomes of those that were published."""

from _kleber.gates import Gate

from .numbers_ import MQTT_ERR_QUEUE_SIZE, error_string

#: How far a message of QoS 1 or 2 has come.
QUEUED, PUBLISH, WAIT_FOR_PUBACK, WAIT_FOR_PUBREC, WAIT_FOR_PUBCOMP, RESEND_PUBREL = range(6)


class MQTTMessageInfo:
    """What publish() returns; (rc, mid) to those who know paho from long ago."""

    def __init__(self, mid):
        self.mid = mid
        self.rc = 0
        self._published = Gate()

    def __str__(self):
        return str((self.rc, self.mid))

    def __iter__(self):
        return iter((self.rc, self.mid))

    def __getitem__(self, index):
        if index not in (0, 1):
            raise IndexError("index out of range")
        return (self.rc, self.mid)[index]

    def _check(self):
        if self.rc == MQTT_ERR_QUEUE_SIZE:
            raise ValueError("Message is not queued due to ERR_QUEUE_SIZE")
        if self.rc > 0:
            raise RuntimeError(f"Message publish failed: {error_string(self.rc)}")

    def wait_for_publish(self, timeout=None):
        """Until it has gone out (QoS 0) or was acknowledged; something must loop meanwhile."""
        self._check()
        self._published.wait(timeout)

    def is_published(self):
        self._check()
        return self._published.is_open


class MQTTMessage:
    """One that has come, or is on its way out."""

    def __init__(self, mid=0, topic=b""):
        self.timestamp = 0.0
        self.state = PUBLISH
        self.dup = False
        self.mid = mid
        self._topic = topic
        self.payload = b""
        self.qos = 0
        self.retain = False
        self.info = None
        self.properties = None

    @property
    def topic(self):
        return self._topic.decode("utf-8")

    @topic.setter
    def topic(self, value):
        self._topic = value

    def __eq__(self, other):
        return isinstance(other, MQTTMessage) and self.mid == other.mid

    __hash__ = object.__hash__


def payload_of(payload):
    """As publish() and will_set() take it. Raises TypeError, ValueError."""
    if payload is None:
        return b""
    if isinstance(payload, str):
        data = payload.encode("utf-8")
    elif isinstance(payload, (bytes, bytearray)):
        data = bytes(payload)
    elif isinstance(payload, (int, float)):
        data = str(payload).encode("ascii")
    else:
        raise TypeError("payload must be a string, bytearray, int, float or None.")
    if len(data) > 268435455:
        raise ValueError("Payload too large.")
    return data


