"""What a client is told before it connects, and what it calls back."""

import logging

from .enums import CallbackAPIVersion
from .matcher import matches
from .message import payload_of
from .numbers_ import (
    MQTT_LOG_DEBUG,
    MQTT_LOG_ERR,
    MQTT_LOG_INFO,
    MQTT_LOG_NOTICE,
    MQTT_LOG_WARNING,
    MQTTv5,
)

LOGGING_LEVEL = {
    MQTT_LOG_DEBUG: logging.DEBUG,
    MQTT_LOG_INFO: logging.INFO,
    MQTT_LOG_NOTICE: logging.INFO,
    MQTT_LOG_WARNING: logging.WARNING,
    MQTT_LOG_ERR: logging.ERROR,
}

CALLBACKS = (
    "connect connect_fail disconnect log message pre_connect publish subscribe unsubscribe "
    "socket_open socket_close socket_register_write socket_unregister_write"
).split()

_NO_TLS = (
    "this Python has no TLS: connect to a listener without it (1883), "
    "or use mosquitto_pub and mosquitto_sub with --cafile"
)


class Settings:
    """`on_connect = function`, `@client.connect_callback()`, will, user name, delays."""

    def __init__(self):
        self._callbacks = dict.fromkeys(CALLBACKS)
        self._filtered = {}
        self._will = None
        self._username = None
        self._password = None
        self._min_delay, self._max_delay = 1, 120
        self._delay = None
        self._max_inflight = 20
        self._max_queued = 0
        self._logger = None
        self.suppress_exceptions = False

    def user_data_set(self, userdata):
        self._userdata = userdata

    def user_data_get(self):
        return self._userdata

    def username_pw_set(self, username, password=None):
        self._username = None if username is None else username.encode("utf-8").decode("utf-8")
        self._password = None if password is None else password.encode("utf-8") if isinstance(password, str) else password

    def will_set(self, topic, payload=None, qos=0, retain=False, properties=None):
        if topic is None or len(topic) == 0:
            raise ValueError("Invalid topic.")
        if qos < 0 or qos > 2:
            raise ValueError("Invalid QoS level.")
        if properties is not None and not hasattr(properties, "packetType"):
            raise ValueError("The properties argument must be an instance of the Properties class.")
        self._will = (topic, payload_of(payload), qos, bool(retain), properties)

    def will_clear(self):
        self._will = None

    def reconnect_delay_set(self, min_delay=1, max_delay=120):
        self._min_delay, self._max_delay = min_delay, max_delay
        self._delay = None

    def max_inflight_messages_set(self, inflight):
        self.max_inflight_messages = inflight

    @property
    def max_inflight_messages(self):
        return self._max_inflight

    @max_inflight_messages.setter
    def max_inflight_messages(self, inflight):
        if inflight < 0:
            raise ValueError("Invalid inflight.")
        self._max_inflight = inflight

    def max_queued_messages_set(self, queue_size):
        if queue_size < 0:
            raise ValueError("Invalid queue size.")
        if not isinstance(queue_size, int):
            raise ValueError("Invalid type of queue size.")
        self._max_queued = queue_size
        return self

    def message_retry_set(self, retry):
        """Without effect since paho 1.3: only a new connection sends again."""

    def enable_bridge_mode(self):
        self._is_bridge = True

    def enable_logger(self, logger=None):
        self._logger = logger or self._logger or logging.getLogger("paho.mqtt.client")

    def disable_logger(self):
        self._logger = None

    def tls_set(self, *args, **kwargs):
        raise RuntimeError(_NO_TLS)

    tls_set_context = tls_insecure_set = proxy_set = tls_set

    def message_callback_add(self, sub, callback):
        """Messages that match go there, and not to on_message."""
        if callback is None or sub is None:
            raise ValueError("sub and callback must both be defined.")
        self._filtered[sub] = callback

    def message_callback_remove(self, sub):
        if sub is None:
            raise ValueError("sub must defined.")
        self._filtered.pop(sub, None)

    def topic_callback(self, sub):
        def decorator(function):
            self.message_callback_add(sub, function)
            return function

        return decorator

    # ---- calling back --------------------------------------------------------------------------

    def _log(self, level, text):
        if self._logger is not None:
            self._logger.log(LOGGING_LEVEL[level], text)
        if self._callbacks["log"] is not None:
            self._callbacks["log"](self, self._userdata, level, text)

    def _call(self, name, *args):
        callback = self._callbacks[name]
        if callback is None:
            return
        self._guard(f"on_{name}", callback, self, self._userdata, *args)

    def _guard(self, name, callback, *args):
        outer, self._in_callback = self._in_callback, True
        try:
            callback(*args)
        except Exception as error:
            self._log(MQTT_LOG_ERR, f"Caught exception in {name}: {error}")
            if not self.suppress_exceptions:
                raise
        finally:
            self._in_callback = outer

    def _deliver(self, message):
        found = [callback for sub, callback in list(self._filtered.items()) if matches(sub, message.topic)]
        for callback in found:
            self._guard("user defined callback function", callback, self, self._userdata, message)
        if not found:
            self._call("message", message)

    @property
    def _is_v2(self):
        return self._api == CallbackAPIVersion.VERSION2

    @property
    def _is_v5(self):
        return self._protocol == MQTTv5


def _callback_property(name):
    def get(self):
        return self._callbacks[name]

    def put(self, function):
        self._callbacks[name] = function

    return property(get, put, doc=f"Called with what paho's documentation says of on_{name}.")


def _callback_decorator(name):
    def decorator(self):
        def decorate(function):
            self._callbacks[name] = function
            return function

        return decorate

    return decorator


for _name in CALLBACKS:
    setattr(Settings, f"on_{_name}", _callback_property(_name))
    setattr(Settings, f"{_name}_callback", _callback_decorator(_name))

