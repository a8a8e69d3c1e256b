"""Every callback, in the order in which things happen."""
import sys

import paho.mqtt.client as mqtt

HOST, PORT = sys.argv[1], int(sys.argv[2])
TOPICS = [("cb/a", 0), ("cb/b", 1), ("cb/c", 2)]


def on_connect(client, userdata, flags, rc):
    print("connect", userdata, flags, rc, client.is_connected())
    print(client.subscribe(TOPICS))


def on_subscribe(client, userdata, mid, granted):
    print("subscribe", mid, granted)
    for qos, (topic, _) in enumerate(TOPICS):
        info = client.publish(topic, f"qos {qos}", qos)
        print("publish", info.rc, info.mid, tuple(info), info[0], str(info))


def on_publish(client, userdata, mid):
    print("published", mid)
    userdata["out"] += 1
    leave(client, userdata)


def on_message(client, userdata, message):
    print("message", message.topic, message.payload, message.qos, message.retain, message.dup, type(message.payload))
    userdata["in"] += 1
    leave(client, userdata)


def leave(client, userdata):
    if userdata == {"in": 3, "out": 3}:
        print(client.unsubscribe(["cb/a", "cb/b"]))


def on_unsubscribe(client, userdata, mid):
    print("unsubscribe", mid)
    print(client.disconnect())


def on_disconnect(client, userdata, rc):
    print("disconnect", rc, client.is_connected())


client = mqtt.Client("callbacks", userdata={"in": 0, "out": 0})
for name in ("connect", "subscribe", "publish", "message", "unsubscribe", "disconnect"):
    setattr(client, f"on_{name}", globals()[f"on_{name}"])
print(client.connect(HOST, PORT, 60))
client.loop_forever()
print("over")
