/**
 * A line of mosquitto.conf that cannot be used. The message is Mosquitto's own; what it knows and this
 * broker does not is said in our words. The broker ends with exit code 3.
 */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}
