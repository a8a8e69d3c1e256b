"""Subscribes and waits.

    message = subscribe.simple("sensor/temp", hostname="192.168.1.3")
    subscribe.callback(on_message, ["a/#", "b"], hostname="192.168.1.3")     until it is interrupted
"""

from . import MQTTException
from . import client as paho
from .publish import _prepare


def callback(
    callback,
    topics,
    qos=0,
    userdata=None,
    hostname="localhost",
    port=1883,
    client_id="",
    keepalive=60,
    will=None,
    auth=None,
    tls=None,
    protocol=paho.MQTTv311,
    transport="tcp",
    clean_session=True,
    proxy_args=None,
):
    """Calls `callback(client, userdata, message)`. Raises ValueError, MQTTException, OSError."""
    if qos < 0 or qos > 2:
        raise ValueError("qos must be in the range 0-2")
    names = [topics] if isinstance(topics, str) else list(topics)
    failed = []

    def on_connect(client, _, flags, rc, *__):
        if rc != 0:
            failed.append(MQTTException(paho.connack_string(rc)))
            client.disconnect()
        elif client._protocol == paho.MQTTv5:
            client.subscribe([(each, paho.SubscribeOptions(qos=qos)) for each in names])
        else:
            client.subscribe([(each, qos) for each in names])

    client = paho.Client(
        client_id=client_id,
        protocol=protocol,
        transport=transport,
        clean_session=None if protocol == paho.MQTTv5 else clean_session,
    )
    client.on_connect = on_connect
    client.on_message = lambda client, _, message: callback(client, userdata, message)
    _prepare(client, will, auth, tls)
    client.connect(hostname, port, keepalive)
    client.loop_forever()
    if failed:
        raise failed[0]


def simple(topics, qos=0, msg_count=1, retained=True, hostname="localhost", port=1883, *args, **kwargs):
    """Returns the first message, or a list of the first `msg_count`. `retained=False`: without retained ones."""
    if msg_count < 1:
        raise ValueError("msg_count must be > 0")
    messages = []

    def on_message(client, _, message):
        if message.retain and not retained:
            return
        messages.append(message)
        if len(messages) == msg_count:
            client.disconnect()

    callback(on_message, topics, qos, None, hostname, port, *args, **kwargs)
    return messages[0] if msg_count == 1 else messages
