/** `rpi-sub`'s: levels as lines of text, shown on the LED board. A shell script: it runs in every browser, and at once. */
export const LED = String.raw`#!/bin/bash
# Shows on three LEDs what it reads: one level a line, from 0 to 4.
#
#     echo 2 | ./led
#     unbuffer mosquitto_sub -h 192.168.1.3 -t piandmore/rpi-sub/led | sudo ./led
#
# The sudo is of 2015, when the pins were for root alone. Now they are for the group gpio, too,
# and user pi is in it: ./led does without.

red=17        # GPIO lines. Red is on pin 11,
yellow=27     # yellow on pin 13,
green=22      # green on pin 15.
all=$red,$yellow,$green

on() { pinctrl set "$1" op dh; }
off() { pinctrl set "$1" op dl; }

show() {
    case $1 in
        0) timeout=; off $all; echo "level 0: off" ;;
        1) timeout=; off $red,$yellow; on $green; echo "level 1: green, temperature is fine" ;;
        2) timeout=; off $yellow,$green; on $red; echo "level 2: red, too hot" ;;
        3) timeout=; off $red,$green; on $yellow; echo "level 3: yellow, attention" ;;
        4) timeout="-t 0.5"; on $all; lit=yes; echo "level 4: all blink, the controller is gone" ;;
        *) printf 'led: "%.20s" is no level, they are 0, 1, 2, 3 and 4\n' "$1" >&2 ;;
    esac
}

# Half a second is over: what was lit goes dark, what was dark is lit.
blink() {
    if [ $lit = yes ]; then
        off $all; lit=no
    else
        on $all; lit=yes
    fi
}

trap 'off $all' EXIT
off $all

timeout=      # of read, while the LEDs blink
while true; do
    read -r $timeout level
    case $? in
        0) show "$level" ;;
        1) exit 0 ;;    # there is nothing more to read
        *) blink ;;     # nothing came in time
    esac
done
`;
