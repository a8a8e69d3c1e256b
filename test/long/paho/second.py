"""One client id, two clients: the first is thrown off, and comes back."""
import sys
import time

import paho.mqtt.client as mqtt

HOST, PORT = sys.argv[1], int(sys.argv[2])
one = mqtt.Client("second", clean_session=False)
one.reconnect_delay_set(1, 4)
one.on_connect = lambda client, userdata, flags, rc: print("one", flags, rc)
one.on_disconnect = lambda client, userdata, rc: print("one off", rc)
one.connect(HOST, PORT)
while not one.is_connected():
    one.loop(0.1)
print(one.subscribe("se/a", 1))
for _ in range(3):
    one.loop(0.1)
other = mqtt.Client("second")
other.connect(HOST, PORT)
rc = 0
while rc == 0:
    rc = one.loop(0.1)
print(rc, one.loop())
print(tuple(one.publish("se/a", "kept", 1)), tuple(one.publish("se/a", "lost", 0)))
one.on_message = lambda client, userdata, message: (print(message.payload), client.disconnect())
time.sleep(0.2)
print(one.reconnect())
one.on_connect = lambda client, userdata, flags, rc: (print("again", flags, rc), client.subscribe("se/a", 1))
one.loop_forever()
