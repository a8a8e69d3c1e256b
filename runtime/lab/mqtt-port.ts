/** The talk's broker listens here, on every address of its host. Registered for MQTT with IANA. */
export const MQTT_PORT = 1883;
