"""Publishes and leaves.

    publish.single("sensor/temp", "21.5", hostname="192.168.1.3")
    publish.multiple([{"topic": "a", "payload": "1"}, ("b", "2", 1, True)], hostname="192.168.1.3")
"""

from . import MQTTException
from . import client as paho


def multiple(
    msgs,
    hostname="localhost",
    port=1883,
    client_id="",
    keepalive=60,
    will=None,
    auth=None,
    tls=None,
    protocol=paho.MQTTv311,
    transport="tcp",
    proxy_args=None,
):
    """Raises TypeError, ValueError; MQTTException: the broker refused; OSError: it could not be reached."""
    messages = list(msgs) if isinstance(msgs, (list, tuple)) and not isinstance(msgs, str) else None
    if messages is None or any(not isinstance(each, (dict, tuple, list)) for each in messages):
        raise TypeError("message must be a dict, tuple, or list")
    if len(messages) == 0:
        raise ValueError("msgs is empty")
    client = paho.Client(client_id=client_id, protocol=protocol, transport=transport)
    _prepare(client, will, auth, tls)
    failed = []

    def next_one():
        if not messages:
            client.disconnect()
            return
        message = messages.pop(0)
        if isinstance(message, dict):
            client.publish(**message)
        else:
            client.publish(*message)

    def on_connect(client, userdata, flags, rc, *_):
        if rc == 0:
            next_one()
        else:
            failed.append(MQTTException(paho.connack_string(rc)))
            client.disconnect()

    client.on_connect = on_connect
    client.on_publish = lambda *_: next_one()
    client.connect(hostname, port, keepalive)
    client.loop_forever()
    if failed:
        raise failed[0]


def single(topic, payload=None, qos=0, retain=False, hostname="localhost", port=1883, *args, **kwargs):
    """As `multiple`, with one message."""
    multiple([{"topic": topic, "payload": payload, "qos": qos, "retain": retain}], hostname, port, *args, **kwargs)


def _prepare(client, will, auth, tls):
    if will is not None:
        client.will_set(**will)
    if auth:
        if not auth.get("username"):
            raise KeyError("The 'username' key was not found, this is required for auth")
        client.username_pw_set(auth["username"], auth.get("password"))
    if tls is not None:
        client.tls_set()
