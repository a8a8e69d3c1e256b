"""MQTT 5.0: reason codes and properties."""
import sys

import paho.mqtt.client as mqtt
from paho.mqtt.packettypes import PacketTypes
from paho.mqtt.properties import Properties
from paho.mqtt.subscribeoptions import SubscribeOptions

HOST, PORT = sys.argv[1], int(sys.argv[2])


def on_connect(client, userdata, flags, rc, properties):
    print("connect", flags, rc, rc == 0, rc.value)
    client.subscribe([("fv/a", SubscribeOptions(qos=2)), ("$share/g/fv/b", SubscribeOptions(qos=1))])


def on_subscribe(client, userdata, mid, codes, properties):
    print("subscribe", mid, [str(code) for code in codes])
    properties = Properties(PacketTypes.PUBLISH)
    properties.ContentType = "text/plain"
    properties.UserProperty = ("one", "1")
    properties.UserProperty = ("two", "2")
    properties.CorrelationData = b"42"
    properties.ResponseTopic = "fv/answer"
    print(properties, properties.json())
    client.publish("fv/a", "hello", 2, properties=properties)


def on_message(client, userdata, message):
    print("message", message.topic, message.payload, message.properties)
    print(message.properties.UserProperty, message.properties.ContentType, hasattr(message.properties, "TopicAlias"))
    client.unsubscribe("fv/a")


def on_unsubscribe(client, userdata, mid, properties, codes):
    print("unsubscribe", mid, codes)
    client.disconnect()


def on_disconnect(client, userdata, rc, properties):
    print("disconnect", rc, properties)


def attempt(what):
    try:
        print("ok", what())
    except Exception as error:
        print(type(error).__name__, error)


client = mqtt.Client("five", protocol=mqtt.MQTTv5)
for name in ("connect", "subscribe", "message", "unsubscribe", "disconnect"):
    setattr(client, f"on_{name}", globals()[f"on_{name}"])
will = Properties(PacketTypes.WILLMESSAGE)
attempt(lambda: setattr(will, "WillDelayInterval", 5))
attempt(lambda: setattr(Properties(PacketTypes.PUBLISH), "ReceiveMaximum", 5))
attempt(lambda: setattr(Properties(PacketTypes.CONNECT), "ReceiveMaximum", 0))
attempt(lambda: setattr(Properties(PacketTypes.CONNECT), "Receive Maximum", 9))
attempt(lambda: client.subscribe("a", 1, options=SubscribeOptions(qos=1)))
attempt(lambda: client.subscribe(("a", 1)))
client.will_set("fv/will", "x", properties=will)
client.connect(HOST, PORT)
client.loop_forever()
