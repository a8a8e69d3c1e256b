/**
 * `rpi-broker`'s: the controller of the talk ("Demo 2: Controller", 1/2 and 2/2) as its slides have it,
 * with what it does not do: nothing at exactly 33.00, and nothing any more after a payload that is no number.
 */
export const CONTROLLER_PY = String.raw`#!/usr/bin/python
import sys
import paho.mqtt.client as mqtt

def on_connect(mqttc, obj, flags, rc):
    print("Connected with result code "+str(rc))
    # Subscribing in on_connect(): if we lose connection and
    # reconnect subscriptions will be renewed. QoS level 0
    mqttc.subscribe("piandmore/rpi-pub/temp", 0)

def on_message(mqttc, obj, msg):
    print(msg.topic+" "+str(msg.qos)+" "+str(msg.payload))
    temp = float(msg.payload)
    if (temp < 33.00):
        mqttc.publish("piandmore/rpi-sub/led", "1")
    elif (temp > 33.00):
        mqttc.publish("piandmore/rpi-sub/led", "2")

def on_publish(mqttc, obj, mid):
    print("mid: "+str(mid))

def on_subscribe(mqttc, obj, mid, granted_qos):
    print("Subscribed: "+str(mid)+" "+str(granted_qos))

def on_log(mqttc, obj, level, string):
    print(string)

mqttc = mqtt.Client()
mqttc.on_message = on_message
mqttc.on_connect = on_connect
mqttc.on_publish = on_publish
mqttc.on_subscribe = on_subscribe
# Uncomment to enable debug messages
#mqttc.on_log = on_log
# Last will and testament
mqttc.will_set("piandmore/rpi-sub/led", "4")

mqttc.connect("127.0.0.1", 1883, 60)

# loop to keep connection and handling alive
mqttc.loop_forever()
`;
