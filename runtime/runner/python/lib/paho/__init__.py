"""Eclipse Paho's name: `paho.mqtt`."""
