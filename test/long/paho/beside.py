"""loop_start: the program goes on beside it."""
import sys
import time

import paho.mqtt.client as mqtt

HOST, PORT = sys.argv[1], int(sys.argv[2])
came = []
client = mqtt.Client("beside")
client.on_connect = lambda client, userdata, flags, rc: client.subscribe("be/#", 1)
client.on_message = lambda client, userdata, message: came.append((message.topic, message.payload, message.qos))
subscribed = []
client.on_subscribe = lambda *args: subscribed.append(args[2:])
client.connect(HOST, PORT)
client.loop_start()
print(client.loop_start())
while not subscribed:
    time.sleep(0.05)
print(subscribed, client.is_connected())
for qos in (0, 1, 2):
    info = client.publish("be/x", str(qos), qos)
    info.wait_for_publish()
    print(info.rc, info.is_published())
while len(came) < 3:
    time.sleep(0.05)
print(sorted(came))
print(client.disconnect())
client.loop_stop()
print(client.is_connected(), client.loop_stop())
