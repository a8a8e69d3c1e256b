"""Options of a subscription in MQTT 5.0 (3.8.3.1)."""


class SubscribeOptions:
    RETAIN_SEND_ON_SUBSCRIBE, RETAIN_SEND_IF_NEW_SUB, RETAIN_DO_NOT_SEND = range(0, 3)

    def __init__(self, qos=0, noLocal=False, retainAsPublished=False, retainHandling=RETAIN_SEND_ON_SUBSCRIBE):
        assert qos in (0, 1, 2), "QoS should be 0, 1 or 2"
        assert retainHandling in (0, 1, 2), "Retain handling should be 0, 1 or 2"
        self.QoS = qos
        self.noLocal = noLocal
        self.retainAsPublished = retainAsPublished
        self.retainHandling = retainHandling

    def json(self):
        return {
            "QoS": self.QoS,
            "noLocal": self.noLocal,
            "retainAsPublished": self.retainAsPublished,
            "retainHandling": self.retainHandling,
        }

    def __str__(self):
        return str(self.json())
