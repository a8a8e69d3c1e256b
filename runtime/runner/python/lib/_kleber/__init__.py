"""What stands between Python and the Raspberry Pi that it runs on. Programs do not see it."""
