"""The control packets of MQTT by their numbers (MQTT 5.0, 2.1.2)."""


class PacketTypes:
    CONNECT, CONNACK, PUBLISH, PUBACK, PUBREC, PUBREL, PUBCOMP, SUBSCRIBE = range(1, 9)
    SUBACK, UNSUBSCRIBE, UNSUBACK, PINGREQ, PINGRESP, DISCONNECT, AUTH = range(9, 16)
    #: No packet, but a place for properties: the will within CONNECT.
    WILLMESSAGE = 99

    indexes = range(1, 16)
    Names = (
        "reserved Connect Connack Publish Puback Pubrec Pubrel Pubcomp Subscribe Suback "
        "Unsubscribe Unsuback Pingreq Pingresp Disconnect Auth"
    ).split()
