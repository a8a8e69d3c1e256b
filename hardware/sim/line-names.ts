/** Names of the lines of a Raspberry Pi 3 Model B, as its device tree has them (gpio-line-names). */
const UART0 = ['CTS0', 'RTS0', 'TXD0', 'RXD0'];
const OTHERS = ['PWM0_OUT', 'PWM1_OUT', 'ETH_CLK', 'WIFI_CLK', 'SDA0', 'SCL0', 'SMPS_SCL', 'SMPS_SDA'];
const SD1 = ['SD1_CLK', 'SD1_CMD', 'SD1_DATA0', 'SD1_DATA1', 'SD1_DATA2', 'SD1_DATA3'];
const CARD = ['SD_CLK_R', 'SD_CMD_R', 'SD_DATA0_R', 'SD_DATA1_R', 'SD_DATA2_R', 'SD_DATA3_R'];

export const LINE_NAMES: readonly string[] = [
  'ID_SDA',
  'ID_SCL',
  ...Array.from({ length: 26 }, (_, index) => `GPIO${index + 2}`),
  'NC',
  'NC',
  ...UART0,
  ...SD1,
  ...OTHERS,
  ...CARD,
];
