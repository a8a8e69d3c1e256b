"""sys.exit in a callback, with a status."""
import sys

import paho.mqtt.client as mqtt


def on_connect(client, userdata, flags, rc):
    print("leaving")
    sys.exit(7)


client = mqtt.Client()
client.on_connect = on_connect
client.connect(sys.argv[1], int(sys.argv[2]))
client.loop_forever()
