/*
 * The talk's hardware under the real i2c-tools and gpiod, so that record.ts can write down what they make of it.
 *
 * It is loaded before them (LD_PRELOAD) and answers their open(2) and ioctl(2) of /dev/i2c-1 and /dev/gpiochip0 as
 * the kernel of a Raspberry Pi 3 B does (linux/i2c-dev.h, linux/gpio.h version 1), with an LM75B at 0x48 that
 * measures 22 °C and nothing at the lines. Behind every such file is /dev/null; `opened` knows what it stands for.
 * The hardware outlives a process: its state is the file that PI_DEVICES_STATE names, mapped into each of them.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/gpio.h>
#include <linux/i2c-dev.h>
#include <linux/i2c.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#define LINES 54
#define LM75B 0x48
#define FILES 1024
#define REAL(name) ((typeof(&name))dlsym(RTLD_NEXT, #name))

enum { NOT_OURS, BUS, CHIP, REQUESTED_LINES };
static struct {
  int kind, address, pec, count, offset[GPIOHANDLES_MAX];
} opened[FILES];

enum { INPUT, OUTPUT, ANOTHER_FUNCTION };
enum { NO_PULL, PULL_DOWN, PULL_UP };
struct line {
  uint8_t function, pull, latch, held, active_low;
  char consumer[32];
};

static struct state {
  int powered;
  uint8_t pointer, conf;
  uint16_t hysteresis, overtemperature;
  struct line line[LINES];
} *state;

static const char *names[LINES] = {
  "ID_SDA", "ID_SCL", "SDA1", "SCL1", "GPIO_GCLK", "GPIO5", "GPIO6", "SPI_CE1_N", "SPI_CE0_N", "SPI_MISO", "SPI_MOSI",
  "SPI_SCLK", "GPIO12", "GPIO13", "TXD1", "RXD1", "GPIO16", "GPIO17", "GPIO18", "GPIO19", "GPIO20", "GPIO21",
  "GPIO22", "GPIO23", "GPIO24", "GPIO25", "GPIO26", "GPIO27", "NC", "LAN_RUN_BOOT", "CTS0", "RTS0", "TXD0", "RXD0",
  "SD1_CLK", "SD1_CMD", "SD1_DATA0", "SD1_DATA1", "SD1_DATA2", "SD1_DATA3", "PWM0_OUT", "PWM1_OUT", "ETH_CLK",
  "WIFI_CLK", "SDA0", "SCL0", "SMPS_SCL", "SMPS_SDA", "SD_CLK_R", "SD_CMD_R", "SD_DATA0_R", "SD_DATA1_R",
  "SD_DATA2_R", "SD_DATA3_R",
};

static int fail(int why) {
  errno = why;
  return -1;
}

/* BCM2835 ARM Peripherals, table 6-31. */
static int pull_after_reset(int line) {
  if (line == 28 || line == 29 || line == 44 || line == 45) return NO_PULL;
  return line <= 8 || (line >= 34 && line <= 36) || line >= 46 ? PULL_UP : PULL_DOWN;
}

__attribute__((constructor)) static void map_state(void) {
  int fd = REAL(open)(getenv("PI_DEVICES_STATE"), O_RDWR | O_CREAT, 0666);
  if (fd < 0 || ftruncate(fd, sizeof *state) != 0) abort();
  state = mmap(NULL, sizeof *state, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
  REAL(close)(fd);
  if (state == MAP_FAILED) abort();
  if (state->powered) return;
  state->powered = 1;
  state->hysteresis = 75 << 8;
  state->overtemperature = 80 << 8;
  for (int i = 0; i < LINES; i++) state->line[i].pull = pull_after_reset(i);
  state->line[2].function = state->line[3].function = ANOTHER_FUNCTION;
}

/* ---- The bus -------------------------------------------------------------------------------------------------- */

static void chip_write(const uint8_t *bytes, int length) {
  if (length == 0) return;
  state->pointer = bytes[0] & 3;
  if (length > 1 && state->pointer == 1) state->conf = bytes[1] & 0x1f;
  if (length < 3 || state->pointer < 2) return;
  uint16_t word = (bytes[1] << 8 | bytes[2]) & 0xff80;
  if (state->pointer == 2) state->hysteresis = word;
  else state->overtemperature = word;
}

static void chip_read(uint8_t *bytes, int length) {
  uint16_t words[] = {22 << 8, state->conf << 8 | state->conf, state->hysteresis, state->overtemperature};
  uint16_t word = words[state->pointer];
  for (int i = 0; i < length; i++) bytes[i] = i % 2 == 0 ? word >> 8 : word;
}

static int transfer(int address, const uint8_t *out, int outs, uint8_t *in, int ins) {
  if (address != LM75B) return fail(EREMOTEIO);
  chip_write(out, outs);
  chip_read(in, ins);
  return 0;
}

static uint8_t crc8(uint8_t crc, const uint8_t *bytes, int length) {
  for (int i = 0; i < length; i++) {
    crc ^= bytes[i];
    for (int bit = 0; bit < 8; bit++) crc = crc & 0x80 ? crc << 1 ^ 7 : crc << 1;
  }
  return crc;
}

/* The kernel's emulation of SMBus by I2C (Documentation/i2c/smbus-protocol). */
static int smbus(int fd, struct i2c_smbus_ioctl_data *a) {
  int reads = a->read_write == I2C_SMBUS_READ, size = a->size;
  uint8_t *block = size == I2C_SMBUS_QUICK ? NULL : a->data ? a->data->block : NULL;
  /* What libi2c asks for a block of 32 with; i2c-dev makes the newer one of it. */
  if (size == I2C_SMBUS_I2C_BLOCK_BROKEN) {
    size = I2C_SMBUS_I2C_BLOCK_DATA;
    if (reads) block[0] = 32;
  }
  uint8_t out[40] = {a->command}, in[40] = {0};
  int outs = 1, ins = 0, pec = opened[fd].pec && size != I2C_SMBUS_QUICK && size != I2C_SMBUS_I2C_BLOCK_DATA;
  if (size == I2C_SMBUS_QUICK) outs = 0;
  else if (size == I2C_SMBUS_BYTE && reads) outs = 0, ins = 1;
  else if (size == I2C_SMBUS_BYTE_DATA && reads) ins = 1;
  else if (size == I2C_SMBUS_BYTE_DATA) out[outs++] = a->data->byte;
  else if (size == I2C_SMBUS_WORD_DATA && reads) ins = 2;
  else if (size == I2C_SMBUS_WORD_DATA) out[outs++] = a->data->word, out[outs++] = a->data->word >> 8;
  else if (size == I2C_SMBUS_I2C_BLOCK_DATA && reads) ins = block[0];
  else if (size == I2C_SMBUS_I2C_BLOCK_DATA) memcpy(out + 1, block + 1, block[0]), outs += block[0];
  else if (size == I2C_SMBUS_BLOCK_DATA && !reads) memcpy(out + 1, block, block[0] + 1), outs += block[0] + 1;
  else if (size != I2C_SMBUS_BYTE) return fail(EOPNOTSUPP);
  uint8_t writing = opened[fd].address << 1, reading = writing | 1;
  uint8_t sum = outs ? crc8(crc8(0, &writing, 1), out, outs) : 0;
  if (pec && !reads) out[outs++] = sum;
  if (transfer(opened[fd].address, out, outs, in, ins + (pec && reads)) < 0) return -1;
  if (pec && reads && crc8(crc8(sum, &reading, 1), in, ins) != in[ins]) return fail(EBADMSG);
  if (!reads || size == I2C_SMBUS_QUICK) return 0;
  if (size == I2C_SMBUS_I2C_BLOCK_DATA) memcpy(block + 1, in, ins);
  else if (size == I2C_SMBUS_WORD_DATA) a->data->word = in[0] | in[1] << 8;
  else a->data->byte = in[0];
  return 0;
}

/* i2c-dev's limits, and the BCM2835's: only the last message may read, and no chip says itself how much. */
static int messages(struct i2c_rdwr_ioctl_data *a) {
  if (a->nmsgs > I2C_RDWR_IOCTL_MAX_MSGS) return fail(EINVAL);
  for (unsigned i = 0; i < a->nmsgs; i++) if (a->msgs[i].len > 8192) return fail(EINVAL);
  for (unsigned i = 0; i + 1 < a->nmsgs; i++) if (a->msgs[i].flags & I2C_M_RD) return fail(EOPNOTSUPP);
  for (unsigned i = 0; i < a->nmsgs; i++) {
    struct i2c_msg *m = &a->msgs[i];
    int reads = m->flags & I2C_M_RD, length = m->flags & I2C_M_RECV_LEN ? 1 : m->len;
    if (transfer(m->addr, m->buf, reads ? 0 : length, m->buf, reads ? length : 0) < 0) return -1;
  }
  return a->nmsgs;
}

static int bus(int fd, unsigned long code, void *arg) {
  long number = (long)arg;
  switch (code) {
    case I2C_SLAVE:
    case I2C_SLAVE_FORCE: return number > 0x7f ? fail(EINVAL) : (opened[fd].address = number, 0);
    case I2C_PEC: return opened[fd].pec = number != 0, 0;
    case I2C_FUNCS: return *(unsigned long *)arg = I2C_FUNC_I2C | I2C_FUNC_SMBUS_EMUL, 0;
    case I2C_SMBUS: return smbus(fd, arg);
    case I2C_RDWR: return messages(arg);
  }
  return fail(ENOTTY);
}

/* ---- The lines ------------------------------------------------------------------------------------------------ */

static void set_up(struct line *line, uint32_t flags, uint8_t value, const char *consumer) {
  line->held = 1;
  line->active_low = (flags & GPIOHANDLE_REQUEST_ACTIVE_LOW) != 0;
  snprintf(line->consumer, sizeof line->consumer, "%s", consumer);
  if (flags & GPIOHANDLE_REQUEST_BIAS_PULL_UP) line->pull = PULL_UP;
  if (flags & GPIOHANDLE_REQUEST_BIAS_PULL_DOWN) line->pull = PULL_DOWN;
  if (flags & GPIOHANDLE_REQUEST_BIAS_DISABLE) line->pull = NO_PULL;
  line->function = INPUT;
  if (!(flags & GPIOHANDLE_REQUEST_OUTPUT)) return;
  line->latch = (value != 0) ^ line->active_low;
  int lets_go = flags & (line->latch ? GPIOHANDLE_REQUEST_OPEN_DRAIN : GPIOHANDLE_REQUEST_OPEN_SOURCE);
  line->function = lets_go ? INPUT : OUTPUT;
}

static void let_go(int fd) {
  for (int i = 0; i < opened[fd].count; i++) {
    struct line *line = &state->line[opened[fd].offset[i]];
    line->held = line->active_low = 0;
  }
  opened[fd].kind = opened[fd].count = 0;
}

/* As the kernel: one after the other, and what was set up before one is refused stays. Returns a descriptor. */
static int request(uint32_t flags, int count, uint32_t *offsets, uint8_t *values, const char *consumer) {
  for (int i = 0; i < count; i++) if (offsets[i] >= LINES) return fail(EINVAL);
  int fd = REAL(open)("/dev/null", O_RDWR);
  if (fd < 0 || fd >= FILES) abort();
  opened[fd].kind = REQUESTED_LINES;
  opened[fd].count = 0;
  for (int i = 0; i < count; i++) {
    if (state->line[offsets[i]].held) {
      let_go(fd);
      REAL(close)(fd);
      return fail(EBUSY);
    }
    set_up(&state->line[offsets[i]], flags, values ? values[i] : 0, consumer);
    opened[fd].offset[opened[fd].count++] = offsets[i];
  }
  return fd;
}

static int line_info(struct gpioline_info *info) {
  if (info->line_offset >= LINES) return fail(EINVAL);
  const struct line *line = &state->line[info->line_offset];
  strcpy(info->name, names[info->line_offset]);
  strcpy(info->consumer, line->held ? line->consumer : "");
  info->flags = (line->held ? GPIOLINE_FLAG_KERNEL : 0) | (line->function == OUTPUT ? GPIOLINE_FLAG_IS_OUT : 0) |
    (line->active_low ? GPIOLINE_FLAG_ACTIVE_LOW : 0);
  return 0;
}

static int chip(unsigned long code, void *arg) {
  struct gpiochip_info *info = arg;
  struct gpiohandle_request *lines = arg;
  struct gpioevent_request *event = arg;
  switch (code) {
    case GPIO_GET_CHIPINFO_IOCTL:
      strcpy(info->name, "gpiochip0");
      strcpy(info->label, "pinctrl-bcm2835");
      return info->lines = LINES, 0;
    case GPIO_GET_LINEINFO_IOCTL: return line_info(arg);
    case GPIO_GET_LINEHANDLE_IOCTL:
      lines->fd = request(lines->flags, lines->lines, lines->lineoffsets, lines->default_values, lines->consumer_label);
      return lines->fd < 0 ? -1 : 0;
    case GPIO_GET_LINEEVENT_IOCTL:
      event->fd = request(event->handleflags, 1, &event->lineoffset, NULL, event->consumer_label);
      return event->fd < 0 ? -1 : 0;
  }
  return fail(ENOTTY);
}

static int requested_lines(int fd, unsigned long code, struct gpiohandle_data *data) {
  for (int i = 0; i < opened[fd].count; i++) {
    struct line *line = &state->line[opened[fd].offset[i]];
    int level = line->function == OUTPUT ? line->latch : line->pull == PULL_UP;
    if (code == GPIOHANDLE_GET_LINE_VALUES_IOCTL) data->values[i] = level ^ line->active_low;
    else if (code == GPIOHANDLE_SET_LINE_VALUES_IOCTL) line->latch = (data->values[i] != 0) ^ line->active_low;
    else return fail(ENOTTY);
  }
  return 0;
}

/* ---- The calls of the C library ------------------------------------------------------------------------------- */

int ioctl(int fd, unsigned long code, ...) {
  va_list rest;
  va_start(rest, code);
  void *arg = va_arg(rest, void *);
  va_end(rest);
  switch (fd >= 0 && fd < FILES ? opened[fd].kind : NOT_OURS) {
    case BUS: return bus(fd, code, arg);
    case CHIP: return chip(code, arg);
    case REQUESTED_LINES: return requested_lines(fd, code, arg);
  }
  return ((int (*)(int, unsigned long, ...))dlsym(RTLD_NEXT, "ioctl"))(fd, code, arg);
}

int open(const char *path, int flags, ...) {
  va_list rest;
  va_start(rest, flags);
  int mode = va_arg(rest, int);
  va_end(rest);
  int kind = strcmp(path, "/dev/i2c-1") == 0 ? BUS : strcmp(path, "/dev/gpiochip0") == 0 ? CHIP : NOT_OURS;
  int fd = ((int (*)(const char *, int, ...))dlsym(RTLD_NEXT, "open"))(kind ? "/dev/null" : path, flags, mode);
  if (fd >= 0 && fd < FILES) opened[fd].kind = kind;
  return fd;
}

int open64(const char *path, int flags, ...) __attribute__((alias("open")));

int close(int fd) {
  if (fd >= 0 && fd < FILES) let_go(fd);
  return ((int (*)(int))dlsym(RTLD_NEXT, "close"))(fd);
}

__attribute__((destructor)) static void close_all(void) {
  for (int fd = 0; fd < FILES; fd++) let_go(fd);
}
