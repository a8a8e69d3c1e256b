"""What works, and what does not, when nothing loops."""
import sys

import paho.mqtt.client as mqtt

HOST, PORT = sys.argv[1], int(sys.argv[2])
client = mqtt.Client()
client.on_publish = lambda client, userdata, mid: print("published", mid)
client.on_disconnect = lambda client, userdata, rc: print("disconnected", rc)
print(tuple(client.publish("wl/early", "1")))
print(client.subscribe("wl/#"), client.unsubscribe("wl/#"), client.disconnect(), client.loop())
print(client.connect(HOST, PORT), client.is_connected())
info = client.publish("wl/a", "1")
print(tuple(info), info.is_published())
info = client.publish("wl/a", "1", 1)
print(tuple(info), info.is_published())
while not info.is_published():
    client.loop(1)
print(client.is_connected())
print(client.disconnect())
print(client.loop_start(), client.loop_stop())
