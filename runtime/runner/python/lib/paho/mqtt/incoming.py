"""Packets that come, and what is called because of them."""

from .message import MQTTMessage
from .numbers_ import (
    CONNACK_REFUSED_PROTOCOL_VERSION,
    MQTT_ERR_CONN_REFUSED,
    MQTT_ERR_KEEPALIVE,
    MQTT_ERR_PROTOCOL,
    MQTT_ERR_SUCCESS,
    MQTT_LOG_DEBUG,
    MQTTv31,
    MQTTv311,
)
from .packettypes import PacketTypes
from .properties import Properties, from_packet
from .reasoncodes import ReasonCode, of_connack

_CONNECTED = 2


class ConnectFlags:
    """What paho 2 calls on_connect with."""

    def __init__(self, session_present):
        self.session_present = session_present

    def __repr__(self):
        return f"ConnectFlags(session_present={self.session_present})"


class DisconnectFlags:
    """What paho 2 calls on_disconnect with."""

    def __init__(self, is_disconnect_packet_from_server):
        self.is_disconnect_packet_from_server = is_disconnect_packet_from_server

    def __repr__(self):
        return f"DisconnectFlags(is_disconnect_packet_from_server={self.is_disconnect_packet_from_server})"


class Incoming:
    def __init__(self):
        #: Messages of QoS 2 whose PUBREL has not come.
        self._in = {}

    def _reset_incoming(self):
        if self._is_clean:
            self._in.clear()

    def _take(self, packet):
        """Returns an error number; anything but 0 ends the connection."""
        kind = packet["type"]
        if kind == "PUBLISH":
            return self._received_publish(packet)
        if kind in ("PUBACK", "PUBCOMP"):
            return self._acknowledged(packet)
        if kind == "PUBREC":
            return self._received_pubrec(packet)
        if kind == "PUBREL":
            return self._received_pubrel(packet["packetId"])
        if kind == "CONNACK":
            return self._received_connack(packet)
        if kind == "SUBACK":
            return self._received_suback(packet)
        if kind == "UNSUBACK":
            return self._received_unsuback(packet)
        if kind == "PINGRESP":
            self._log(MQTT_LOG_DEBUG, "Received PINGRESP")
            self._pinged_at = 0
            return MQTT_ERR_SUCCESS
        if kind == "DISCONNECT":
            return self._received_disconnect(packet)
        return MQTT_ERR_PROTOCOL

    def _received_connack(self, packet):
        number, present = packet["reasonCode"], packet["sessionPresent"]
        if self._protocol == MQTTv311 and number == CONNACK_REFUSED_PROTOCOL_VERSION and self._reconnect_on_failure:
            text = f"Received CONNACK ({present:d}, {number}), attempting downgrade to MQTT v3.1."
            self._log(MQTT_LOG_DEBUG, text)
            self._protocol = MQTTv31
            return self.reconnect()
        reason = of_connack(number, self._protocol)
        properties = from_packet(PacketTypes.CONNACK, packet.get("properties"))
        if number == 0:
            self._state = _CONNECTED
            self._delay = None
        if self._is_v5:
            self._log(MQTT_LOG_DEBUG, f"Received CONNACK ({present:d}, {reason}) properties={properties}")
            self._keepalive = getattr(properties, "ServerKeepAlive", self._keepalive)
        else:
            self._log(MQTT_LOG_DEBUG, f"Received CONNACK ({present:d}, {number})")
        self._is_first_connect = False
        if self._is_v2:
            self._call("connect", ConnectFlags(present), reason, properties)
        elif self._is_v5:
            self._call("connect", {"session present": int(present)}, reason, properties)
        else:
            self._call("connect", {"session present": int(present)}, number)
        if number == 0:
            self._send_again()
            return MQTT_ERR_SUCCESS
        return MQTT_ERR_CONN_REFUSED if 0 < number < 6 or self._is_v5 else MQTT_ERR_PROTOCOL

    def _received_publish(self, packet):
        message = MQTTMessage(packet.get("packetId") or 0, packet["topic"].encode("utf-8"))
        message.dup, message.qos, message.retain = packet["dup"], packet["qos"], packet["retain"]
        if not self._is_v2:
            # paho 1 has the bits of the packet there.
            message.dup, message.retain = int(message.dup), int(message.retain)
        message.payload = packet["payload"]
        message.timestamp = self._now()
        if self._is_v5:
            message.properties = from_packet(PacketTypes.PUBLISH, packet.get("properties"))
        said = f", properties={message.properties}" if self._is_v5 else ""
        self._log(
            MQTT_LOG_DEBUG,
            f"Received PUBLISH (d{message.dup:d}, q{message.qos}, r{message.retain:d}, m{message.mid}), "
            f"'{message.topic}'{said}, ...  ({len(message.payload)} bytes)",
        )
        if message.qos == 0:
            self._deliver(message)
        elif message.qos == 1:
            self._deliver(message)
            return MQTT_ERR_SUCCESS if self._manual_ack else self._send_acknowledgement("PUBACK", message.mid)
        else:
            rc = self._send_acknowledgement("PUBREC", message.mid)
            self._in[message.mid] = message
            return rc
        return MQTT_ERR_SUCCESS

    def _received_pubrel(self, mid):
        self._log(MQTT_LOG_DEBUG, f"Received PUBREL (Mid: {mid})")
        # [MQTT-4.3.3-2] Once, however often it is asked for.
        message = self._in.pop(mid, None)
        if message is not None:
            self._deliver(message)
        return MQTT_ERR_SUCCESS if self._manual_ack else self._send_acknowledgement("PUBCOMP", mid)

    def ack(self, mid, qos):
        """With manual_ack."""
        if not self._manual_ack or qos == 0:
            return MQTT_ERR_SUCCESS
        return self._send_acknowledgement("PUBACK" if qos == 1 else "PUBCOMP", mid)

    def _received_suback(self, packet):
        self._log(MQTT_LOG_DEBUG, "Received SUBACK")
        codes, mid = packet["reasonCodes"], packet["packetId"]
        reasons = [ReasonCode(PacketTypes.SUBACK, identifier=each) for each in codes]
        properties = from_packet(PacketTypes.SUBACK, packet.get("properties"))
        if self._is_v2:
            self._call("subscribe", mid, reasons, properties)
        elif self._is_v5:
            self._call("subscribe", mid, reasons, properties)
        else:
            self._call("subscribe", mid, tuple(codes))
        return MQTT_ERR_SUCCESS

    def _received_unsuback(self, packet):
        mid = packet["packetId"]
        self._log(MQTT_LOG_DEBUG, f"Received UNSUBACK (Mid: {mid})")
        reasons = [ReasonCode(PacketTypes.UNSUBACK, identifier=each) for each in packet.get("reasonCodes") or []]
        properties = from_packet(PacketTypes.UNSUBACK, packet.get("properties"))
        if self._is_v2:
            self._call("unsubscribe", mid, reasons, properties)
        elif self._is_v5:
            self._call("unsubscribe", mid, properties, reasons[0] if len(reasons) == 1 else reasons)
        else:
            self._call("unsubscribe", mid)
        return MQTT_ERR_SUCCESS

    def _received_disconnect(self, packet):
        reason = ReasonCode(PacketTypes.DISCONNECT, identifier=packet["reasonCode"])
        properties = from_packet(PacketTypes.DISCONNECT, packet.get("properties"))
        self._log(MQTT_LOG_DEBUG, f"Received DISCONNECT {reason} {properties}")
        self._close()
        self._tell_disconnect(reason.value, (reason, properties))
        return MQTT_ERR_SUCCESS

    def _tell_disconnect(self, rc, said):
        """`said`: reason and properties of the server's DISCONNECT."""
        if self._is_v2:
            reason, properties = said or (_reason_of(rc), Properties(PacketTypes.DISCONNECT))
            flags = DisconnectFlags(said is not None)
            self._call("disconnect", flags, reason, properties)
        elif self._is_v5:
            reason, properties = said or (rc, None)
            self._call("disconnect", reason, properties)
        else:
            self._call("disconnect", rc)


def _reason_of(rc):
    if rc == MQTT_ERR_SUCCESS:
        return ReasonCode(PacketTypes.DISCONNECT, "Normal disconnection")
    if rc == MQTT_ERR_KEEPALIVE:
        return ReasonCode(PacketTypes.DISCONNECT, "Keep alive timeout")
    return ReasonCode(PacketTypes.DISCONNECT, "Unspecified error")
