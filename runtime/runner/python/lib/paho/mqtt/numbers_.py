"""Numbers that paho's functions return and take, and what they mean in words."""

MQTTv31, MQTTv311, MQTTv5 = 3, 4, 5

MQTT_CLIENT, MQTT_BRIDGE = 0, 1
MQTT_CLEAN_START_FIRST_ONLY = 3

MQTT_LOG_INFO, MQTT_LOG_NOTICE, MQTT_LOG_WARNING, MQTT_LOG_ERR, MQTT_LOG_DEBUG = 1, 2, 4, 8, 16

_ERRORS = (
    ("AGAIN", -1, "Unknown error."),
    ("SUCCESS", 0, "No error."),
    ("NOMEM", 1, "Out of memory."),
    ("PROTOCOL", 2, "A network protocol error occurred when communicating with the broker."),
    ("INVAL", 3, "Invalid function arguments provided."),
    ("NO_CONN", 4, "The client is not currently connected."),
    ("CONN_REFUSED", 5, "The connection was refused."),
    ("NOT_FOUND", 6, "Message not found (internal error)."),
    ("CONN_LOST", 7, "The connection was lost."),
    ("TLS", 8, "A TLS error occurred."),
    ("PAYLOAD_SIZE", 9, "Payload too large."),
    ("NOT_SUPPORTED", 10, "This feature is not supported."),
    ("AUTH", 11, "Authorisation failed."),
    ("ACL_DENIED", 12, "Access denied by ACL."),
    ("UNKNOWN", 13, "Unknown error."),
    ("ERRNO", 14, "Error defined by errno."),
    ("QUEUE_SIZE", 15, "Message queue full."),
    ("KEEPALIVE", 16, "Client or broker did not communicate in the keepalive interval."),
)
for _name, _number, _text in _ERRORS:
    globals()[f"MQTT_ERR_{_name}"] = _number

_CONNACKS = (
    ("ACCEPTED", "Connection Accepted."),
    ("REFUSED_PROTOCOL_VERSION", "Connection Refused: unacceptable protocol version."),
    ("REFUSED_IDENTIFIER_REJECTED", "Connection Refused: identifier rejected."),
    ("REFUSED_SERVER_UNAVAILABLE", "Connection Refused: broker unavailable."),
    ("REFUSED_BAD_USERNAME_PASSWORD", "Connection Refused: bad user name or password."),
    ("REFUSED_NOT_AUTHORIZED", "Connection Refused: not authorised."),
)
for _number, (_name, _text) in enumerate(_CONNACKS):
    globals()[f"CONNACK_{_name}"] = _number


def error_string(mqtt_errno):
    return next((text for _, number, text in _ERRORS if number == mqtt_errno), "Unknown error.")


def connack_string(connack_code):
    if isinstance(connack_code, int) and 0 <= connack_code < len(_CONNACKS):
        return _CONNACKS[connack_code][1]
    if not isinstance(connack_code, int):
        return str(connack_code)
    return "Connection Refused: unknown reason."
