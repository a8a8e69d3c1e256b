"""The forms in which subscribe() and unsubscribe() take topic filters.

    subscribe("a/#")    subscribe("a", 1)    subscribe(("a", 1))    subscribe([("a", 0), ("b", 2)])
    subscribe("a#")                 ValueError: Invalid subscription filter.
"""

from .subscribeoptions import SubscribeOptions


def is_wrong(sub):
    if len(sub) == 0 or len(sub) > 65535 or b"#+" in sub or b"+#" in sub:
        return True
    levels = sub.split(b"/")
    if any(b"+" in level and level != b"+" for level in levels):
        return True
    return any(b"#" in level and (level != b"#" or index + 1 < len(levels)) for index, level in enumerate(levels))


def subscriptions(topic, qos, options, level):
    """Returns (filter in UTF-8, QoS or SubscribeOptions) pairs. Raises ValueError."""
    if isinstance(topic, tuple):
        if level == 5:
            topic, options = topic
            if not isinstance(options, SubscribeOptions):
                raise ValueError("Subscribe options must be instance of SubscribeOptions class.")
        else:
            topic, qos = topic
    if isinstance(topic, (bytes, str)):
        if qos < 0 or qos > 2:
            raise ValueError("Invalid QoS level.")
        if level == 5 and options is None:
            options = SubscribeOptions(qos=qos)
        elif level == 5 and qos != 0:
            raise ValueError("Subscribe options and qos parameters cannot be combined.")
        if level == 5 and not isinstance(options, SubscribeOptions):
            raise ValueError("Subscribe options must be instance of SubscribeOptions class.")
        if len(topic) == 0:
            raise ValueError("Invalid topic.")
        pairs = [(topic, options if level == 5 else qos)]
    elif isinstance(topic, list):
        pairs = [_checked(each, what, level) for each, what in topic]
    else:
        raise ValueError("No topic specified, or incorrect topic type.")
    encoded = [(each.encode("utf-8") if isinstance(each, str) else each, what) for each, what in pairs]
    if any(is_wrong(each) for each, _ in encoded):
        raise ValueError("Invalid subscription filter.")
    return encoded


def _checked(topic, what, level):
    if topic is None or not isinstance(topic, (bytes, str)) or len(topic) == 0:
        raise ValueError("Invalid topic.")
    if isinstance(what, SubscribeOptions):
        return topic, what
    if level == 5:
        raise ValueError("Options must be instance of SubscribeOptions class.")
    if what < 0 or what > 2:
        raise ValueError("Invalid QoS level.")
    return topic, what


def filters(topic):
    """Returns filters. Raises ValueError."""
    if topic is None:
        raise ValueError("Invalid topic.")
    if isinstance(topic, (bytes, str)):
        topic = [topic]
    elif not isinstance(topic, list):
        raise ValueError("No topic specified, or incorrect topic type.")
    if any(not isinstance(each, (bytes, str)) or len(each) == 0 for each in topic):
        raise ValueError("Invalid topic.")
    return [each if isinstance(each, str) else each.decode("utf-8") for each in topic]


def to_packet(pairs):
    said = []
    for topic, what in pairs:
        if isinstance(what, SubscribeOptions):
            options = {
                "qos": what.QoS,
                "noLocal": bool(what.noLocal),
                "retainAsPublished": bool(what.retainAsPublished),
                "retainHandling": what.retainHandling,
            }
        else:
            options = {"qos": what}
        said.append({"filter": topic.decode("utf-8"), **options})
    return said
