"""What a callback raises ends the program."""
import sys

import paho.mqtt.client as mqtt

HOST, PORT = sys.argv[1], int(sys.argv[2])


def on_connect(client, userdata, flags, rc):
    client.subscribe("ra")
    client.publish("ra", "none")


def on_message(client, userdata, message):
    print("before")
    print(float(message.payload))


client = mqtt.Client("raised")
client.on_connect = on_connect
client.on_message = on_message
client.on_disconnect = lambda *args: print("disconnected", args[2:])
client.connect(HOST, PORT)
try:
    client.loop_forever()
finally:
    print("finally")
