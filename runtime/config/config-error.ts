/**
 * A line of mosquitto.conf that cannot be used. The message is Mosquitto's own; what it knows and this
 * broker does not is said in our words. The broker ends with exit code 3.
 */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  /** `Error found at FILE:LINE.`, the innermost file first. Empty for what is wrong with the whole. */
  readonly where: readonly string[];

  constructor(message: string, where: readonly string[] = []) {
    super(message);
    this.where = where;
  }

  /** The same, with the place where it was found. */
  found(place: string): ConfigError {
    return new ConfigError(this.message, [...this.where, place]);
  }
}
