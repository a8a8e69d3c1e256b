"""paho.mqtt.publish and paho.mqtt.subscribe."""
import sys

import paho.mqtt.publish as publish
import paho.mqtt.subscribe as subscribe

HOST, PORT = sys.argv[1], int(sys.argv[2])


def attempt(what):
    try:
        print("ok", what())
    except Exception as error:
        print(type(error).__name__, error)


where = {"hostname": HOST, "port": PORT}
publish.single("he/a", "one", retain=True, **where)
publish.multiple([{"topic": "he/b", "payload": "two", "qos": 1, "retain": True}, ("he/c", "three", 2, True)], **where)
messages = subscribe.simple("he/#", msg_count=3, **where)
print(sorted((each.topic, each.payload, each.retain) for each in messages))
one = subscribe.simple(["he/b"], qos=1, **where)
print(one.topic, one.payload, one.qos)
attempt(lambda: publish.single("he/#", "x", **where))
attempt(lambda: publish.single("he/a", "x", hostname=HOST, port=1))
attempt(lambda: subscribe.simple("he/a", msg_count=0, **where))
attempt(lambda: subscribe.simple("he/a", qos=3, **where))


def got(client, userdata, message):
    print(userdata, message.topic, message.payload)
    client.disconnect()


subscribe.callback(got, "he/c", userdata={"seen": 1}, **where)
for topic in ("he/a", "he/b", "he/c"):
    publish.single(topic, None, retain=True, **where)
