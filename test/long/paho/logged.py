"""on_log, line by line."""
import sys

import paho.mqtt.client as mqtt

HOST, PORT = sys.argv[1], int(sys.argv[2])
client = mqtt.Client("logged")
client.on_log = lambda client, userdata, level, text: print(level, text)
client.username_pw_set("ada", "secret")
client.will_set("lo/will", "gone", 1, True)
client.on_connect = lambda client, userdata, flags, rc: client.subscribe([("lo/#", 2), ("other", 0)])
client.on_subscribe = lambda client, userdata, mid, granted: client.publish("lo/a", "hello", 2, True)


def on_message(client, userdata, message):
    if message.payload:
        client.publish("lo/a", None, 1, True)
    else:
        client.unsubscribe("lo/#")


client.on_message = on_message
client.on_unsubscribe = lambda client, userdata, mid: client.disconnect()
client.connect(HOST, PORT, 30)
client.loop_forever()
