"""Reason codes of MQTT 5.0 (2.4). One number may have two names: 0 of a SUBACK is `Granted QoS 0`.

    ReasonCode(PacketTypes.CONNACK, "Not authorized").value     135
    str(ReasonCode(PacketTypes.SUBACK, identifier=1))           Granted QoS 1
    ReasonCode(PacketTypes.PUBACK, identifier=135).is_failure   True
"""

from .packettypes import PacketTypes

_PUBLISHED = "PUBACK PUBREC"
_TABLE = f"""
0 Success: CONNACK PUBACK PUBREC PUBREL PUBCOMP UNSUBACK AUTH
0 Normal disconnection: DISCONNECT
0 Granted QoS 0: SUBACK
1 Granted QoS 1: SUBACK
2 Granted QoS 2: SUBACK
4 Disconnect with will message: DISCONNECT
16 No matching subscribers: {_PUBLISHED}
17 No subscription found: UNSUBACK
24 Continue authentication: AUTH
25 Re-authenticate: AUTH
128 Unspecified error: CONNACK {_PUBLISHED} SUBACK UNSUBACK DISCONNECT
129 Malformed packet: CONNACK DISCONNECT
130 Protocol error: CONNACK DISCONNECT
131 Implementation specific error: CONNACK {_PUBLISHED} SUBACK UNSUBACK DISCONNECT
132 Unsupported protocol version: CONNACK
133 Client identifier not valid: CONNACK
134 Bad user name or password: CONNACK
135 Not authorized: CONNACK {_PUBLISHED} SUBACK UNSUBACK DISCONNECT
136 Server unavailable: CONNACK
137 Server busy: CONNACK DISCONNECT
138 Banned: CONNACK
139 Server shutting down: DISCONNECT
140 Bad authentication method: CONNACK DISCONNECT
141 Keep alive timeout: DISCONNECT
142 Session taken over: DISCONNECT
143 Topic filter invalid: SUBACK UNSUBACK DISCONNECT
144 Topic name invalid: CONNACK {_PUBLISHED} DISCONNECT
145 Packet identifier in use: {_PUBLISHED} SUBACK UNSUBACK
146 Packet identifier not found: PUBREL PUBCOMP
147 Receive maximum exceeded: DISCONNECT
148 Topic alias invalid: DISCONNECT
149 Packet too large: CONNACK DISCONNECT
150 Message rate too high: DISCONNECT
151 Quota exceeded: CONNACK {_PUBLISHED} SUBACK DISCONNECT
152 Administrative action: DISCONNECT
153 Payload format invalid: {_PUBLISHED} DISCONNECT
154 Retain not supported: CONNACK DISCONNECT
155 QoS not supported: CONNACK DISCONNECT
156 Use another server: CONNACK DISCONNECT
157 Server moved: CONNACK DISCONNECT
158 Shared subscription not supported: SUBACK DISCONNECT
159 Connection rate exceeded: CONNACK DISCONNECT
160 Maximum connect time: DISCONNECT
161 Subscription identifiers not supported: SUBACK DISCONNECT
162 Wildcard subscription not supported: SUBACK DISCONNECT
"""

#: By packet: numbers by name.
_CODES = {}
for _line in _TABLE.strip().splitlines():
    _head, _packets = _line.split(": ")
    _number, _name = _head.split(" ", 1)
    for _packet in _packets.split():
        _CODES.setdefault(getattr(PacketTypes, _packet), {})[_name] = int(_number)


class ReasonCode:
    def __init__(self, packetType, aName="Success", identifier=-1):
        self.packetType = packetType
        codes = _CODES.get(packetType, {})
        if identifier == -1:
            if aName == "Success" and aName not in codes:
                aName = next(name for name, number in codes.items() if number == 0)
            if aName not in codes:
                raise KeyError(f"Name not found: {aName}")
            identifier = codes[aName]
        elif identifier not in codes.values():
            raise KeyError(identifier)
        self.value = identifier

    def getName(self):
        return next(name for name, number in _CODES[self.packetType].items() if number == self.value)

    def getId(self, name):
        return _CODES[self.packetType][name]

    def set(self, name):
        self.value = self.getId(name)

    @property
    def is_failure(self):
        return self.value >= 0x80

    def json(self):
        return self.getName()

    def __str__(self):
        return self.getName()

    def __repr__(self):
        return f"ReasonCode({PacketTypes.Names[self.packetType]}, {self.getName()!r})"

    def __eq__(self, other):
        if isinstance(other, int):
            return self.value == other
        if isinstance(other, str):
            return other == str(self)
        if isinstance(other, ReasonCode):
            return self.value == other.value
        return False

    def __lt__(self, other):
        return self.value < (other.value if isinstance(other, ReasonCode) else other)

    def __hash__(self):
        return hash(self.value)


#: As paho 1 calls it.
ReasonCodes = ReasonCode

#: Return codes of CONNACK in 3.1.1, in the words of 5.0.
_OLD_CONNACK = {0: 0, 1: 132, 2: 133, 3: 136, 4: 134, 5: 135}


def of_connack(number, level):
    return ReasonCode(PacketTypes.CONNACK, identifier=number if level == 5 else _OLD_CONNACK.get(number, 128))
