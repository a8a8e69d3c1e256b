"""The client.

    client = mqtt.Client("controller")                                 paho 1: on_connect(client, userdata, flags, rc)
    client = mqtt.Client(mqtt.CallbackAPIVersion.VERSION2, "c")        paho 2: …, reason_code, properties)
    client.connect("192.168.1.3", 1883, 60)
    client.loop_forever()

Nothing is received unless something loops: loop_forever(), loop_start() or loop(). Without threads, loop_start() takes
turns with the program: callbacks run while it waits, in time.sleep(), input() and the like.
"""

import time

from _kleber import mqtt as _mqtt
from _kleber import world as _world
from _kleber.gates import Gate as _Gate

from .enums import CallbackAPIVersion, MQTTErrorCode, MQTTProtocolVersion  # noqa: F401
from .filters import filters as _filters
from .filters import subscriptions as _subscriptions
from .filters import to_packet as _subscriptions_to_packet
from .incoming import Incoming as _Incoming
from .matcher import MQTTMatcher, matches  # noqa: F401
from .message import MQTTMessage, MQTTMessageInfo  # noqa: F401
from .numbers_ import *  # noqa: F403
from .numbers_ import (
    MQTT_CLEAN_START_FIRST_ONLY,
    MQTT_ERR_CONN_LOST,
    MQTT_ERR_INVAL,
    MQTT_ERR_KEEPALIVE,
    MQTT_ERR_NO_CONN,
    MQTT_ERR_PROTOCOL,
    MQTT_ERR_SUCCESS,
    MQTT_LOG_DEBUG,
    MQTTv5,
    MQTTv31,
    MQTTv311,
    connack_string,  # noqa: F401
    error_string,  # noqa: F401
)
from .outgoing import Outgoing as _Outgoing
from .packettypes import PacketTypes  # noqa: F401
from .properties import Properties  # noqa: F401
from .properties import to_packet as _properties_to_packet
from .reasoncodes import ReasonCode, ReasonCodes  # noqa: F401
from .settings import Settings as _Settings
from .subscribeoptions import SubscribeOptions  # noqa: F401

_NEW, _CONNECTING, _CONNECTED, _DISCONNECTING, _CONNECT_ASYNC, _LOST = range(6)


def topic_matches_sub(sub, topic):
    return matches(sub, topic)


class Client(_Settings, _Outgoing, _Incoming):
    def __init__(
        self,
        *args,
        callback_api_version=CallbackAPIVersion.VERSION1,
        client_id="",
        clean_session=None,
        userdata=None,
        protocol=MQTTv311,
        transport="tcp",
        reconnect_on_failure=True,
        manual_ack=False,
    ):
        # Which paho it was written for is told by what comes first.
        if args and isinstance(args[0], CallbackAPIVersion):
            callback_api_version, *args = args
        given = dict(zip(("client_id", "clean_session", "userdata", "protocol", "transport"), args))
        if len(args) > 5:
            reconnect_on_failure = args[5]
        client_id = given.get("client_id", client_id)
        clean_session = given.get("clean_session", clean_session)
        protocol = int(given.get("protocol", protocol))
        transport = given.get("transport", transport)
        _Settings.__init__(self)
        _Outgoing.__init__(self)
        _Incoming.__init__(self)
        if not isinstance(callback_api_version, CallbackAPIVersion):
            raise ValueError("Unsupported callback API version: CallbackAPIVersion.VERSION1 or VERSION2")
        if transport.lower() != "tcp":
            raise ValueError(
                f'transport must be "tcp", not {transport}: this Python has no WebSockets; connect to port 1883'
            )
        if protocol == MQTTv5:
            if clean_session is not None:
                raise ValueError("Clean session is not used for MQTT 5.0")
        else:
            clean_session = True if clean_session is None else clean_session
            if not clean_session and (client_id == "" or client_id is None):
                raise ValueError("A client id must be provided if clean session is False.")
        self._api = callback_api_version
        self._protocol = protocol
        self._userdata = given.get("userdata", userdata)
        self._client_id = client_id if isinstance(client_id, str) else (client_id or b"").decode("utf-8")
        if self._client_id == "" and protocol == MQTTv31:
            self._client_id = _mqtt.random_hex(11)
        self._clean_session = clean_session
        self._clean_start = MQTT_CLEAN_START_FIRST_ONLY
        self._is_first_connect = True
        self._reconnect_on_failure = reconnect_on_failure
        self._manual_ack = manual_ack
        self._is_bridge = False
        self._connect_properties = None
        self._host, self._port, self._keepalive = "", 1883, 60
        self._state = _NEW
        self._link = None
        self._in_callback = False
        self._to_tell = []
        self._thread = None
        self._terminate = False
        self._last_in = self._last_out = self._pinged_at = 0

    def reinitialise(self, client_id="", clean_session=True, userdata=None):
        self._close()
        self.__init__(client_id, clean_session, userdata)

    # ---- connecting ----------------------------------------------------------------------------

    def connect(
        self,
        host,
        port=1883,
        keepalive=60,
        bind_address="",
        bind_port=0,
        clean_start=MQTT_CLEAN_START_FIRST_ONLY,
        properties=None,
    ):
        """Sends CONNECT; whether the broker accepts it comes to on_connect. Raises OSError, ValueError."""
        if self._protocol == MQTTv5:
            self._is_first_connect = True
        elif clean_start != MQTT_CLEAN_START_FIRST_ONLY:
            raise ValueError("Clean start only applies to MQTT V5")
        elif properties is not None:
            raise ValueError("Properties only apply to MQTT V5")
        self.connect_async(host, port, keepalive, bind_address, bind_port, clean_start, properties)
        return self.reconnect()

    def connect_async(
        self,
        host,
        port=1883,
        keepalive=60,
        bind_address="",
        bind_port=0,
        clean_start=MQTT_CLEAN_START_FIRST_ONLY,
        properties=None,
    ):
        if host is None or len(host) == 0:
            raise ValueError("Invalid host.")
        if port <= 0:
            raise ValueError("Invalid port number.")
        if keepalive < 0:
            raise ValueError("Keepalive must be >=0.")
        if bind_port < 0:
            raise ValueError("Invalid bind port number.")
        self._host, self._port, self._keepalive = host, port, int(keepalive)
        self._clean_start, self._connect_properties = clean_start, properties
        self._state = _CONNECT_ASYNC

    def connect_srv(self, *args, **kwargs):
        raise ValueError("No SRV hosts responded")

    def reconnect(self):
        if len(self._host) == 0:
            raise ValueError("Invalid host.")
        if self._port <= 0:
            raise ValueError("Invalid port number.")
        self._close()
        self._pinged_at = 0
        self._state = _NEW
        self._to_tell.clear()
        self._reset_outgoing()
        self._reset_incoming()
        self._call("pre_connect")
        # From here on it is one connection attempt; EHOSTUNREACH, ECONNREFUSED and their like are raised.
        self._link = _mqtt.Link(self._host, self._port, self._protocol)
        self._last_in = self._last_out = self._now()
        self._call("socket_open", self._link)
        return self._send_connect()

    @property
    def _is_clean(self):
        if self._protocol != MQTTv5:
            return bool(self._clean_session)
        if self._clean_start == MQTT_CLEAN_START_FIRST_ONLY:
            return self._is_first_connect
        return bool(self._clean_start)

    def _send_connect(self):
        will = None
        if self._will is not None:
            topic, payload, qos, retain, properties = self._will
            will = {"topic": topic, "payload": payload, "qos": qos, "retain": retain}
            if self._protocol == MQTTv5 and _properties_to_packet(properties) is not None:
                will["properties"] = _properties_to_packet(properties)
        packet = {
            "type": "CONNECT",
            "level": self._protocol,
            "bridge": True if self._is_bridge else None,
            "clean": self._is_clean,
            "keepAlive": self._keepalive,
            "clientId": self._client_id,
            "will": will,
            "username": self._username,
            "password": self._password if self._username is not None else None,
            "properties": _properties_to_packet(self._connect_properties) if self._protocol == MQTTv5 else None,
        }
        flags = (
            f"u{self._username is not None:d}, p{packet['password'] is not None:d}, "
            f"wr{will is not None and will['retain']:d}, wq{will['qos'] if will else 0}, wf{will is not None:d}, "
            f"c{self._is_clean:d}, k{self._keepalive}"
        )
        said = f" properties={self._connect_properties}" if self._protocol == MQTTv5 else ""
        self._log(MQTT_LOG_DEBUG, f"Sending CONNECT ({flags}) client_id={self._client_id.encode()}{said}")
        return self._send(packet)

    def disconnect(self, reasoncode=None, properties=None):
        """The broker keeps the will to itself."""
        if self._link is None:
            self._state = _DISCONNECTING
            return MQTT_ERR_NO_CONN
        self._state = _DISCONNECTING
        if self._protocol == MQTTv5:
            self._log(MQTT_LOG_DEBUG, f"Sending DISCONNECT reasonCode={reasoncode} properties={properties}")
        else:
            self._log(MQTT_LOG_DEBUG, "Sending DISCONNECT")
        code = getattr(reasoncode, "value", reasoncode) or 0
        packet = {
            "type": "DISCONNECT",
            "reasonCode": code if self._protocol == MQTTv5 else 0,
            "properties": _properties_to_packet(properties) if self._protocol == MQTTv5 else None,
        }
        return self._send(packet, "DISCONNECT")

    @property
    def callback_api_version(self):
        return self._api

    def is_connected(self):
        return self._state == _CONNECTED

    def socket(self):
        """None: it is not connected. A socket of its own Python has not."""
        return self._link

    # ---- subscribing ---------------------------------------------------------------------------

    def subscribe(self, topic, qos=0, options=None, properties=None):
        """Returns (rc, mid). Raises ValueError."""
        pairs = _subscriptions(topic, qos, options, self._protocol)
        if self._link is None:
            return (MQTT_ERR_NO_CONN, None)
        mid = self._next_mid()
        self._log(MQTT_LOG_DEBUG, f"Sending SUBSCRIBE (d0, m{mid}) {pairs}")
        packet = {
            "type": "SUBSCRIBE",
            "packetId": mid,
            "subscriptions": _subscriptions_to_packet(pairs),
            "properties": _properties_to_packet(properties) if self._protocol == MQTTv5 else None,
        }
        return (self._send(packet), mid)

    def unsubscribe(self, topic, properties=None):
        """Returns (rc, mid). Raises ValueError."""
        topics = _filters(topic)
        if self._link is None:
            return (MQTT_ERR_NO_CONN, None)
        mid = self._next_mid()
        self._log(MQTT_LOG_DEBUG, f"Sending UNSUBSCRIBE (d0, m{mid}) {[each.encode() for each in topics]}")
        packet = {
            "type": "UNSUBSCRIBE",
            "packetId": mid,
            "filters": topics,
            "properties": _properties_to_packet(properties) if self._protocol == MQTTv5 else None,
        }
        return (self._send(packet), mid)

    # ---- packets out ---------------------------------------------------------------------------

    def _send(self, packet, last=None):
        """`last`: what is to be told when it has left: a message of QoS 0, or DISCONNECT."""
        if self._link is None:
            return MQTT_ERR_NO_CONN
        self._link.send(packet)
        self._last_out = self._now()
        if last is not None:
            self._to_tell.append(last)
        if self._in_callback or self._thread is not None:
            self._link.wake()
            return MQTT_ERR_SUCCESS
        return self.loop_write()

    def loop_write(self, max_packets=1):
        """Tells what has left."""
        while self._to_tell:
            what = self._to_tell.pop(0)
            if what == "DISCONNECT":
                self._disconnected(MQTT_ERR_SUCCESS)
                self._close()
                return MQTT_ERR_SUCCESS
            self._has_left(what)
        return MQTT_ERR_SUCCESS

    def want_write(self):
        return bool(self._to_tell)

    # ---- looping -------------------------------------------------------------------------------

    def loop(self, timeout=1.0, max_packets=1):
        """Handles what comes within `timeout` seconds. Returns an error number."""
        if timeout < 0.0:
            raise ValueError("Invalid timeout.")
        if self._link is None:
            return MQTT_ERR_CONN_LOST if self._state != _NEW else MQTT_ERR_NO_CONN
        if not self._to_tell:
            self._link.wait(timeout)
        rc = self.loop_read()
        if rc != MQTT_ERR_SUCCESS or self._link is None:
            return rc
        rc = self.loop_write()
        if rc != MQTT_ERR_SUCCESS or self._link is None:
            return rc
        return self.loop_misc()

    def loop_read(self, max_packets=1):
        """Handles the packets that have come."""
        for _ in range(max(1, len(self._out) + len(self._in))):
            link = self._link
            if link is None:
                return MQTT_ERR_NO_CONN
            packet = link.next()
            if packet is None:
                if link.ended is None:
                    return MQTT_ERR_SUCCESS
                return self._ended(MQTT_ERR_PROTOCOL if link.ended == "protocol" else MQTT_ERR_CONN_LOST)
            self._last_in = self._now()
            rc = self._take(packet)
            if rc != MQTT_ERR_SUCCESS:
                return self._ended(rc)
            if self._link is not link:
                return MQTT_ERR_SUCCESS
        return MQTT_ERR_SUCCESS

    def loop_misc(self):
        """Keep alive [MQTT-3.1.2-23]."""
        if self._link is None:
            return MQTT_ERR_NO_CONN
        now = self._now()
        if self._keepalive > 0 and (now - self._last_out >= self._keepalive or now - self._last_in >= self._keepalive):
            if self._state == _CONNECTED and self._pinged_at == 0:
                self._log(MQTT_LOG_DEBUG, "Sending PINGREQ")
                self._send({"type": "PINGREQ"})
                self._pinged_at = self._last_out = self._last_in = now
            else:
                return self._ended(MQTT_ERR_KEEPALIVE)
        if self._pinged_at > 0 and now - self._pinged_at >= self._keepalive:
            return self._ended(MQTT_ERR_KEEPALIVE)
        return MQTT_ERR_SUCCESS

    def _ended(self, rc):
        self._close()
        if self._state == _DISCONNECTING:
            rc = MQTT_ERR_SUCCESS
        self._disconnected(rc)
        if rc == MQTT_ERR_CONN_LOST:
            self._state = _LOST
        return rc

    def _close(self):
        link, self._link = self._link, None
        if link is not None:
            self._call("socket_close", link)
            link.close()

    def _disconnected(self, rc, packet=None):
        self._tell_disconnect(rc, packet)

    def loop_forever(self, timeout=1.0, max_packets=1, retry_first_connection=False):
        """Until disconnect() is called; connects again when the connection is lost. Raises OSError, for the first one."""
        while not self._terminate and self._state == _CONNECT_ASYNC:
            try:
                self.reconnect()
            except OSError:
                self._call("connect_fail")
                if not retry_first_connection:
                    raise
                self._log(MQTT_LOG_DEBUG, "Connection failed, retrying")
                self._wait_to_reconnect()
        while True:
            rc = MQTT_ERR_SUCCESS
            while rc == MQTT_ERR_SUCCESS:
                rc = self.loop(timeout)
                if self._terminate and not self._to_tell and not self._out:
                    return 1
            if self._is_over() or not self._reconnect_on_failure:
                return rc
            self._wait_to_reconnect()
            if self._is_over():
                return rc
            try:
                self.reconnect()
            except OSError:
                self._call("connect_fail")
                self._log(MQTT_LOG_DEBUG, "Connection failed, retrying")

    def _is_over(self):
        return self._state == _DISCONNECTING or self._terminate

    def _wait_to_reconnect(self):
        if self._delay is None:
            self._delay = self._min_delay
        else:
            self._delay = min(self._delay * 2, self._max_delay)
        end = self._now() + self._delay
        while not self._is_over() and self._now() < end:
            self._gate = _Gate()
            self._gate.wait(end - self._now())

    def loop_start(self):
        """Loops while the program waits. Returns MQTT_ERR_INVAL: it does already; paho 1 returns nothing otherwise."""
        if self._thread is not None:
            return MQTT_ERR_INVAL
        self._terminate = False
        self._thread = _Gate()
        _world.begin_stack(self._loop_beside, f"paho-mqtt-client-{self._client_id}")
        return MQTT_ERR_SUCCESS if self._is_v2 else None

    def _loop_beside(self):
        from _kleber.tracebacks import show_in_thread

        thread = self._thread
        try:
            self.loop_forever(retry_first_connection=True)
        except BaseException as error:
            show_in_thread(error, "Thread-1 (_thread_main)")
        finally:
            self._beside_ended(thread)

    def _beside_ended(self, thread):
        thread.open()
        if self._thread is thread and self._terminate:
            self._thread = None

    def loop_stop(self, force=False):
        if self._thread is None:
            return MQTT_ERR_INVAL
        self._terminate = True
        thread = self._thread
        for waits in (self._link, getattr(self, "_gate", None)):
            if waits is not None:
                waits.wake() if hasattr(waits, "wake") else waits.open()
        if not self._in_callback:
            thread.wait()
            self._thread = None
        return MQTT_ERR_SUCCESS if self._is_v2 else None

    @staticmethod
    def _now():
        return time.monotonic()


