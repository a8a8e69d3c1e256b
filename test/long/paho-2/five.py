"""The callbacks of version 2 over 5.0: reason codes and properties as the broker sends them."""
import sys

import paho.mqtt.client as mqtt
from paho.mqtt.packettypes import PacketTypes
from paho.mqtt.properties import Properties
from paho.mqtt.subscribeoptions import SubscribeOptions

host, port = sys.argv[1], int(sys.argv[2])


def on_connect(client, userdata, flags, reason_code, properties):
    print("connect", flags.session_present, reason_code, reason_code.packetType, reason_code.getName())
    print(type(properties).__name__, properties.TopicAliasMaximum, hasattr(properties, "ReasonString"))
    client.subscribe("a/#", options=SubscribeOptions(qos=2, noLocal=False))


def on_subscribe(client, userdata, mid, reason_code_list, properties):
    print("subscribe", mid, reason_code_list[0], reason_code_list[0].value, properties.isEmpty())
    told = Properties(PacketTypes.PUBLISH)
    told.UserProperty = ("who", "me")
    told.MessageExpiryInterval = 60
    client.publish("a/x", b"\x00\xff", qos=2, properties=told)
    client.publish("nobody/listens", "x", qos=1)


def on_publish(client, userdata, mid, reason_code, properties):
    print("publish", mid, reason_code, reason_code.value, reason_code.is_failure)
    if mid == 3:
        client.unsubscribe("a/#")


def on_message(client, userdata, message):
    print("message", message.payload, message.qos, message.properties.UserProperty)


def on_unsubscribe(client, userdata, mid, reason_code_list, properties):
    print("unsubscribe", mid, [str(code) for code in reason_code_list])
    client.disconnect()


def on_disconnect(client, userdata, flags, reason_code, properties):
    print("disconnect", flags.is_disconnect_packet_from_server, reason_code, properties)


client = mqtt.Client(mqtt.CallbackAPIVersion.VERSION2, "five", protocol=mqtt.MQTTv5)
for name in ("connect", "subscribe", "publish", "message", "unsubscribe", "disconnect"):
    setattr(client, "on_" + name, globals()["on_" + name])
client.connect(host, port)
client.loop_forever()
