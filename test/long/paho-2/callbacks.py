"""The callbacks of version 2 over 3.1.1: what each is given, from connecting to leaving."""
import sys

import paho.mqtt.client as mqtt

host, port = sys.argv[1], int(sys.argv[2])


def on_connect(client, userdata, flags, reason_code, properties):
    print("connect", userdata, type(flags).__name__, flags.session_present, reason_code, reason_code.value, properties)
    print(reason_code == "Success", reason_code == 0, reason_code.is_failure)
    client.subscribe([("a/#", 1), ("b", 0)])


def on_subscribe(client, userdata, mid, reason_code_list, properties):
    print("subscribe", mid, [str(code) for code in reason_code_list], [code.value for code in reason_code_list])
    print(reason_code_list[0].is_failure, properties)
    client.publish("a/x", "hello", qos=1)


def on_publish(client, userdata, mid, reason_code, properties):
    print("publish", mid, reason_code, type(reason_code).__name__, properties)


def on_message(client, userdata, message):
    print("message", message.topic, message.payload, message.qos, message.retain, message.mid)
    client.unsubscribe(["a/#", "b"])


def on_unsubscribe(client, userdata, mid, reason_code_list, properties):
    print("unsubscribe", mid, reason_code_list, properties)
    client.disconnect()


def on_disconnect(client, userdata, disconnect_flags, reason_code, properties):
    print("disconnect", type(disconnect_flags).__name__, disconnect_flags.is_disconnect_packet_from_server)
    print(reason_code, reason_code.value, properties)


client = mqtt.Client(mqtt.CallbackAPIVersion.VERSION2, client_id="two", userdata={"n": 2})
client.on_connect = on_connect
client.on_subscribe = on_subscribe
client.on_publish = on_publish
client.on_message = on_message
client.on_unsubscribe = on_unsubscribe
client.on_disconnect = on_disconnect
client.connect(host, port, 60)
client.loop_forever()
print(client.is_connected(), client.callback_api_version)
