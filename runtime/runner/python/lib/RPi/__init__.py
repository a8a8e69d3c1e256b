"""`RPi.GPIO`."""
