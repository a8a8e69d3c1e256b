"""Properties of MQTT 5.0 (2.2.2.2), by the names that paho gives them: those of the standard without spaces.

    properties = Properties(PacketTypes.PUBLISH)
    properties.MessageExpiryInterval = 30
    properties.UserProperty = ("room", "kitchen")     one more each time
    properties.ReceiveMaximum = 5                     MQTTException: not in a PUBLISH
"""

from . import MQTTException
from .packettypes import PacketTypes

_ACKS = "PUBACK PUBREC PUBREL PUBCOMP SUBACK UNSUBACK"
#: Identifier, name, and the packets that may carry it.
_TABLE = f"""
1 Payload Format Indicator: PUBLISH WILLMESSAGE
2 Message Expiry Interval: PUBLISH WILLMESSAGE
3 Content Type: PUBLISH WILLMESSAGE
8 Response Topic: PUBLISH WILLMESSAGE
9 Correlation Data: PUBLISH WILLMESSAGE
11 Subscription Identifier: PUBLISH SUBSCRIBE
17 Session Expiry Interval: CONNECT CONNACK DISCONNECT
18 Assigned Client Identifier: CONNACK
19 Server Keep Alive: CONNACK
21 Authentication Method: CONNECT CONNACK AUTH
22 Authentication Data: CONNECT CONNACK AUTH
23 Request Problem Information: CONNECT
24 Will Delay Interval: WILLMESSAGE
25 Request Response Information: CONNECT
26 Response Information: CONNACK
28 Server Reference: CONNACK DISCONNECT
31 Reason String: CONNACK {_ACKS} DISCONNECT AUTH
33 Receive Maximum: CONNECT CONNACK
34 Topic Alias Maximum: CONNECT CONNACK
35 Topic Alias: PUBLISH
36 Maximum QoS: CONNACK
37 Retain Available: CONNACK
38 User Property: CONNECT CONNACK PUBLISH {_ACKS} SUBSCRIBE UNSUBSCRIBE DISCONNECT AUTH WILLMESSAGE
39 Maximum Packet Size: CONNECT CONNACK
40 Wildcard Subscription Available: CONNACK
41 Subscription Identifier Available: CONNACK
42 Shared Subscription Available: CONNACK
"""

_NAMES = {}
_PACKETS = {}
for _line in _TABLE.strip().splitlines():
    _head, _packets = _line.split(": ")
    _number, _spaced = _head.split(" ", 1)
    _NAMES[_spaced] = int(_number)
    _PACKETS[_spaced.replace(" ", "")] = [getattr(PacketTypes, each) for each in _packets.split()]

_SEVERAL = ("SubscriptionIdentifier", "UserProperty")
_RANGES = {
    "ReceiveMaximum": (1, 65535),
    "TopicAlias": (1, 65535),
    "TopicAliasMaximum": (0, 65535),
    "MaximumPacketSize": (1, 268435455),
    "SubscriptionIdentifier": (1, 268435455),
}
_FLAGS = ("RequestResponseInformation", "RequestProblemInformation", "PayloadFormatIndicator")


class Properties:
    names = _NAMES

    def __init__(self, packetType):
        object.__setattr__(self, "packetType", packetType)

    def allowsMultiple(self, compressedName):
        return compressedName in _SEVERAL

    def getIdentFromName(self, compressedName):
        return next((n for name, n in _NAMES.items() if name.replace(" ", "") == compressedName), -1)

    def getNameFromIdent(self, identifier):
        return next((name for name, number in _NAMES.items() if number == identifier), None)

    def __setattr__(self, name, value):
        name = name.replace(" ", "")
        if name not in _PACKETS:
            raise MQTTException(f"Property name must be one of {_NAMES.keys()}")
        if self.packetType not in _PACKETS[name]:
            packet = "Will" if self.packetType == PacketTypes.WILLMESSAGE else PacketTypes.Names[self.packetType]
            raise MQTTException(f"Property {name} does not apply to packet type {packet}")
        if not isinstance(value, list):
            low, high = _RANGES.get(name, (None, None))
            if low is not None and not low <= value <= high:
                raise MQTTException(f"{name} property value must be in the range {low}-{high}")
            if name in _FLAGS and value not in (0, 1):
                raise MQTTException(f"{name} property value must be 0 or 1")
        if name in _SEVERAL:
            value = getattr(self, name, []) + (value if isinstance(value, list) else [value])
        object.__setattr__(self, name, value)

    def _present(self):
        return [name for name in _PACKETS if name in self.__dict__]

    def isEmpty(self):
        return not self._present()

    def clear(self):
        for name in self._present():
            delattr(self, name)

    def json(self):
        data = {name: getattr(self, name) for name in self._present()}
        if isinstance(data.get("CorrelationData"), bytes):
            data["CorrelationData"] = data["CorrelationData"].hex()
        return data

    def __str__(self):
        return "[" + ", ".join(f"{name} : {getattr(self, name)}" for name in self._present()) + "]"


def _ours(name):
    return "maximumQoS" if name == "MaximumQoS" else name[0].lower() + name[1:]


def to_packet(properties):
    """As the packet carries them; None: nothing is to be said."""
    if properties is None or properties.isEmpty():
        return None
    said = {}
    for name in properties._present():
        value = getattr(properties, name)
        if name == "UserProperty":
            said["userProperties"] = [{"name": str(one), "value": str(other)} for one, other in value]
        elif name == "CorrelationData" or name == "AuthenticationData":
            said[_ours(name)] = value.encode() if isinstance(value, str) else bytes(value)
        else:
            said[_ours(name)] = value
    return said


def from_packet(packet_type, said):
    properties = Properties(packet_type)
    for name in _PACKETS:
        value = (said or {}).get("userProperties" if name == "UserProperty" else _ours(name))
        if value is None:
            continue
        if name == "UserProperty":
            value = [(each["name"], each["value"]) for each in value]
        object.__setattr__(properties, name, list(value) if name in _SEVERAL else value)
    return properties
