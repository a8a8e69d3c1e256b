"""message_callback_add: who gets a message."""
import sys

import paho.mqtt.client as mqtt

HOST, PORT = sys.argv[1], int(sys.argv[2])
TOPICS = ("fi/a", "fi/a/b", "fi/c", "fi/end")


def on_connect(client, userdata, flags, rc):
    client.subscribe("fi/#")


def on_subscribe(client, userdata, mid, granted):
    for topic in TOPICS:
        client.publish(topic, topic)


client = mqtt.Client("filtered")
client.on_connect = on_connect
client.on_subscribe = on_subscribe
client.on_message = lambda client, userdata, message: print("rest", message.topic)
client.message_callback_add("fi/a", lambda client, userdata, message: print("a", message.topic))
client.message_callback_add("fi/a/#", lambda client, userdata, message: print("a/#", message.topic))
client.message_callback_add("fi/end", lambda client, userdata, message: client.disconnect())


@client.topic_callback("fi/c")
def on_c(client, userdata, message):
    print("c", message.topic)
    client.message_callback_remove("fi/a")


client.connect(HOST, PORT)
client.loop_forever()
