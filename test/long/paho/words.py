"""Numbers in words, filters and topics."""
import paho.mqtt.client as mqtt

for number in range(-2, 20):
    print(number, mqtt.error_string(number), "|", mqtt.connack_string(number))
FILTERS = ("#", "+", "a", "a/#", "a/+", "+/b", "/", "/#", "+/+", "$SYS/#", "+/x", "a//b", "a/+/b")
TOPICS = ("a", "a/b", "a/b/c", "/", "/a", "$SYS/x", "b", "a//b", "")
for sub in FILTERS:
    print(sub, [topic for topic in TOPICS if mqtt.topic_matches_sub(sub, topic)])
for name in sorted(each for each in dir(mqtt) if each.startswith(("MQTT_ERR", "CONNACK_", "MQTT_LOG", "MQTTv"))):
    if name not in ("MQTT_LOG_LEVEL",):
        print(name, int(getattr(mqtt, name)))
