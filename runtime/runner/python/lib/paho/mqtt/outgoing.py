"""Messages on their way out: QoS 1 and 2 are kept until they are acknowledged, over any number of connections."""

from .message import (
    PUBLISH,
    QUEUED,
    RESEND_PUBREL,
    WAIT_FOR_PUBACK,
    WAIT_FOR_PUBCOMP,
    WAIT_FOR_PUBREC,
    MQTTMessage,
    MQTTMessageInfo,
    payload_of,
)
from .numbers_ import MQTT_ERR_NO_CONN, MQTT_ERR_QUEUE_SIZE, MQTT_ERR_SUCCESS, MQTT_LOG_DEBUG
from .packettypes import PacketTypes
from .properties import from_packet, to_packet
from .reasoncodes import ReasonCode


class Outgoing:
    def __init__(self):
        self._last_mid = 0
        self._inflight = 0
        self._out = {}

    def publish(self, topic, payload=None, qos=0, retain=False, properties=None):
        """Returns MQTTMessageInfo. Raises ValueError, TypeError."""
        if topic is None or len(topic) == 0:
            if self._is_v5 and getattr(properties, "TopicAlias", None) is not None:
                topic = topic or ""
            else:
                raise ValueError("Invalid topic.")
        if "+" in topic or "#" in topic:
            raise ValueError("Publish topic cannot contain wildcards.")
        if len(topic.encode("utf-8")) > 65535:
            raise ValueError("Publish topic cannot contain wildcards.")
        if qos < 0 or qos > 2:
            raise ValueError("Invalid QoS level.")
        data = payload_of(payload)
        mid = self._next_mid()
        info = MQTTMessageInfo(mid)
        message = MQTTMessage(mid, topic.encode("utf-8"))
        message.payload, message.qos, message.retain = data, qos, bool(retain)
        message.info, message.properties = info, properties
        message.timestamp = self._now()
        if qos == 0:
            info.rc = self._send_publish(message)
        else:
            info.rc = self._keep(message)
        return info

    def _keep(self, message):
        if self._max_queued > 0 and len(self._out) >= self._max_queued:
            message.state = QUEUED
            return MQTT_ERR_QUEUE_SIZE
        if message.mid in self._out:
            return MQTT_ERR_QUEUE_SIZE
        self._out[message.mid] = message
        if self._max_inflight != 0 and self._inflight >= self._max_inflight:
            message.state = QUEUED
            return MQTT_ERR_SUCCESS
        self._inflight += 1
        message.state = WAIT_FOR_PUBACK if message.qos == 1 else WAIT_FOR_PUBREC
        rc = self._send_publish(message)
        if rc == MQTT_ERR_NO_CONN:
            self._inflight -= 1
            message.state = PUBLISH
        return rc

    def _next_mid(self):
        self._last_mid = self._last_mid % 65535 + 1
        return self._last_mid

    def _send_publish(self, message):
        if self._link is None:
            return MQTT_ERR_NO_CONN
        size = f", ... ({len(message.payload)} bytes)" if message.payload else " (NULL payload)"
        said = f", properties={message.properties}" if self._is_v5 else ""
        self._log(
            MQTT_LOG_DEBUG,
            f"Sending PUBLISH (d{message.dup:d}, q{message.qos}, r{message.retain:d}, m{message.mid}), "
            f"'{message._topic}'{said}{size}",
        )
        packet = {
            "type": "PUBLISH",
            "dup": message.dup,
            "qos": message.qos,
            "retain": message.retain,
            "topic": message.topic,
            "packetId": message.mid if message.qos else None,
            "payload": message.payload,
            "properties": to_packet(message.properties) if self._is_v5 else None,
        }
        return self._send(packet, message if message.qos == 0 else None)

    def _has_left(self, message):
        """QoS 0: it is on the wire."""
        message.info._published.open()
        self._published(message.mid, ReasonCode(PacketTypes.PUBACK), None)

    def _published(self, mid, reason, properties):
        if self._is_v2:
            self._call("publish", mid, reason, properties)
        else:
            self._call("publish", mid)

    # ---- what the server says of them ----------------------------------------------------------

    def _acknowledged(self, packet):
        """PUBACK and PUBCOMP: the end of it."""
        mid = packet["packetId"]
        self._log(MQTT_LOG_DEBUG, f"Received {packet['type']} (Mid: {mid})")
        if mid not in self._out:
            return MQTT_ERR_SUCCESS
        kind = PacketTypes.PUBACK if packet["type"] == "PUBACK" else PacketTypes.PUBCOMP
        self._finish(mid, packet, kind)
        return MQTT_ERR_SUCCESS

    def _finish(self, mid, packet, kind):
        reason = ReasonCode(kind, identifier=packet.get("reasonCode", 0))
        self._published(mid, reason, from_packet(kind, packet.get("properties")))
        message = self._out.pop(mid, None)
        if message is None:
            return
        message.info._published.open()
        if self._max_inflight > 0:
            self._inflight -= 1
            self._send_queued()

    def _received_pubrec(self, packet):
        mid = packet["packetId"]
        self._log(MQTT_LOG_DEBUG, f"Received PUBREC (Mid: {mid})")
        message = self._out.get(mid)
        if message is not None and packet.get("reasonCode", 0) >= 0x80:
            self._finish(mid, packet, PacketTypes.PUBREC)
            return MQTT_ERR_SUCCESS
        if message is None:
            return MQTT_ERR_SUCCESS
        message.state = WAIT_FOR_PUBCOMP
        return self._send_acknowledgement("PUBREL", mid)

    def _send_acknowledgement(self, kind, mid):
        self._log(MQTT_LOG_DEBUG, f"Sending {kind} (Mid: {mid})")
        return self._send({"type": kind, "packetId": mid, "reasonCode": 0})

    def _send_queued(self):
        for message in list(self._out.values()):
            if self._inflight >= self._max_inflight:
                return
            if message.state == QUEUED:
                self._inflight += 1
                message.state = WAIT_FOR_PUBACK if message.qos == 1 else WAIT_FOR_PUBREC
                self._send_publish(message)

    # ---- a new connection ----------------------------------------------------------------------

    def _reset_outgoing(self):
        self._inflight = 0
        for index, message in enumerate(self._out.values()):
            if self._max_inflight and index >= self._max_inflight:
                message.state = QUEUED
            elif message.qos == 1:
                message.dup = message.dup or message.state == WAIT_FOR_PUBACK
                message.state = PUBLISH
            elif message.state in (WAIT_FOR_PUBCOMP, RESEND_PUBREL) and not self._is_clean:
                message.state = RESEND_PUBREL
            else:
                message.dup = message.dup or message.state not in (PUBLISH, QUEUED)
                message.state = PUBLISH

    def _send_again(self):
        """CONNACK 0 came [MQTT-4.4.0-1]."""
        for message in list(self._out.values()):
            message.timestamp = self._now()
            if message.state == QUEUED:
                return
            if message.state == PUBLISH:
                self._inflight += 1
                message.state = WAIT_FOR_PUBACK if message.qos == 1 else WAIT_FOR_PUBREC
                self._send_publish(message)
            elif message.state == RESEND_PUBREL:
                self._inflight += 1
                message.state = WAIT_FOR_PUBCOMP
                self._send_acknowledgement("PUBREL", message.mid)
