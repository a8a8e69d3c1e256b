"""Topic filters (MQTT 3.1.1, 4.7).

    matches("sensor/+/temp", "sensor/attic/temp")     True
    matches("sensor/#", "sensor")                     True: # is the level above too
    matches("#", "$SYS/broker/uptime")                False: not from a wildcard at the beginning
"""


def matches(topic_filter, topic):
    if topic.startswith("$") != topic_filter.startswith("$") and topic_filter[:1] in ("+", "#"):
        return False
    wanted, levels = topic_filter.split("/"), topic.split("/")
    for index, level in enumerate(wanted):
        if level == "#":
            return True
        if index >= len(levels) or level not in ("+", levels[index]):
            return False
    return len(wanted) == len(levels)


class MQTTMatcher:
    """Values by topic filter."""

    def __init__(self):
        self._values = {}

    def __setitem__(self, key, value):
        self._values[key] = value

    def __getitem__(self, key):
        return self._values[key]

    def __delitem__(self, key):
        del self._values[key]

    def iter_match(self, topic):
        return (value for key, value in list(self._values.items()) if matches(key, topic))
