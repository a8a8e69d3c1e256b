"""A program that goes on beside the network: loop_start, wait_for_publish, filters with callbacks of their own."""
import sys
import time

import paho.mqtt.client as mqtt

host, port = sys.argv[1], int(sys.argv[2])
client = mqtt.Client(mqtt.CallbackAPIVersion.VERSION2)
heard = []
client.message_callback_add("w/+/one", lambda client, userdata, message: heard.append(("one", message.payload)))
client.on_message = lambda client, userdata, message: heard.append(("other", message.payload))
client.on_connect = lambda client, userdata, flags, reason_code, properties: client.subscribe("w/#", 1)
ready = []
client.on_subscribe = lambda client, userdata, mid, reason_codes, properties: ready.append(mid)
print(client.connect(host, port), client.loop_start())
while not ready:
    time.sleep(0.05)
info = client.publish("w/1/one", "1", qos=1)
info.wait_for_publish(5)
print(info.is_published(), info.rc == mqtt.MQTT_ERR_SUCCESS, mqtt.error_string(info.rc))
client.publish("w/1/two", "2", qos=1).wait_for_publish()
time.sleep(0.3)
client.message_callback_remove("w/+/one")
client.publish("w/2/one", "3", qos=0)
time.sleep(0.3)
print(heard)
print(client.disconnect() == mqtt.MQTTErrorCode.MQTT_ERR_SUCCESS, client.loop_stop())
try:
    info = client.publish("w/late", "x", qos=0)
    print(info.rc == mqtt.MQTT_ERR_NO_CONN)
    info.wait_for_publish(1)
except RuntimeError as error:
    print("RuntimeError", error)
for wrong in (("a/+", "x"), ("", "x")):
    try:
        client.publish(*wrong)
    except ValueError as error:
        print(error)
