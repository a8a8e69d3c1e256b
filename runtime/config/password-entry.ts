/** What a line of a password file says, as data: the parser and `mosquitto_passwd` make it, the broker decides by it. */
export interface PasswordEntry {
  readonly username: string;
  /** 6: SHA-512 of the password and the salt. 7: PBKDF2 with HMAC-SHA-512. */
  readonly scheme: 6 | 7;
  /** Of scheme 7. */
  readonly iterations?: number;
  readonly salt: Uint8Array;
  /** 64 bytes. */
  readonly hash: Uint8Array;
}
