"""What is refused, in which words."""
import sys

import paho.mqtt.client as mqtt

HOST, PORT = sys.argv[1], int(sys.argv[2])


def attempt(what):
    try:
        print("ok", what())
    except Exception as error:
        print(type(error).__name__, error)


client = mqtt.Client("wrong")
for topic in ("", None, "a/+", "#", "a" * 70000):
    attempt(lambda: client.publish(topic, "x"))
for payload in (b"x", bytearray(b"x"), 1, 1.5, None, True, [1], {"a": 1}, object):
    attempt(lambda: tuple(client.publish("t", payload)))
for qos in (-1, 3):
    attempt(lambda: client.publish("t", "x", qos))
    attempt(lambda: client.subscribe("t", qos))
    attempt(lambda: client.will_set("t", "x", qos))
for sub in ("", None, "a#", "#/a", "a/#/b", "+a", "a+/b", "a/b#", [], 5, [("a", 3)], [("a#", 0)], ("a", 5), [("", 0)]):
    attempt(lambda: client.subscribe(sub))
for sub in ("", None, [], [""], 5, "a#"):
    attempt(lambda: client.unsubscribe(sub))
for host, port, keepalive in (("", 1883, 60), (None, 1883, 60), ("h", 0, 60), ("h", -1, 60), ("h", 1883, -1)):
    attempt(lambda: client.connect(host, port, keepalive))
attempt(lambda: mqtt.Client("", clean_session=False))
attempt(lambda: mqtt.Client("c", clean_session=True, protocol=mqtt.MQTTv5))
attempt(lambda: client.will_set("", "x"))
attempt(lambda: client.will_set("t", [1]))
attempt(lambda: client.message_callback_add(None, print))
attempt(lambda: client.message_callback_add("a", None))
attempt(lambda: client.message_callback_remove(None))
attempt(lambda: client.message_callback_remove("nobody"))
attempt(lambda: client.max_inflight_messages_set(-1))
attempt(lambda: client.max_queued_messages_set(-1))
attempt(lambda: client.max_queued_messages_set("1"))
attempt(lambda: client.loop(-1))
attempt(lambda: client.reconnect())
attempt(lambda: client.connect(HOST, 1))
attempt(lambda: client.publish("t", "x").wait_for_publish())
attempt(lambda: client.publish("t", "x").is_published())
attempt(lambda: client.connect(HOST, PORT, clean_start=True))
attempt(lambda: client.connect(HOST, PORT, properties=1))
attempt(lambda: client.nothing)
