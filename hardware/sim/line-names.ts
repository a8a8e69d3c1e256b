/**
 * Names of the lines of a Raspberry Pi 3 Model B, in their order, as the device tree of its kernel has them
 * (bcm2710-rpi-3-b.dts, gpio-line-names). Those of the header are named after what they are mostly for: SDA1 is
 * GPIO 2, GPIO_GCLK is GPIO 4.
 */
export const LINE_NAMES: readonly string[] = [
  ...'ID_SDA ID_SCL SDA1 SCL1 GPIO_GCLK GPIO5 GPIO6 SPI_CE1_N SPI_CE0_N SPI_MISO SPI_MOSI SPI_SCLK GPIO12 GPIO13'.split(
    ' ',
  ),
  ...'TXD1 RXD1 GPIO16 GPIO17 GPIO18 GPIO19 GPIO20 GPIO21 GPIO22 GPIO23 GPIO24 GPIO25 GPIO26 GPIO27'.split(' '),
  ...'NC LAN_RUN_BOOT CTS0 RTS0 TXD0 RXD0 SD1_CLK SD1_CMD SD1_DATA0 SD1_DATA1 SD1_DATA2 SD1_DATA3'.split(' '),
  ...'PWM0_OUT PWM1_OUT ETH_CLK WIFI_CLK SDA0 SCL0 SMPS_SCL SMPS_SDA'.split(' '),
  ...'SD_CLK_R SD_CMD_R SD_DATA0_R SD_DATA1_R SD_DATA2_R SD_DATA3_R'.split(' '),
];
