/*
 * The talk's hardware under the real i2c-tools and gpiod: loaded before them (LD_PRELOAD), it answers their
 * open(2) and ioctl(2) of /dev/i2c-1 and /dev/gpiochip0 as the kernel of a Raspberry Pi 3 B does, with an LM75B at
 * 0x48 that measures 22 °C. What they make of that is recorded; see record.ts.
 *
 * The state outlives a process, as that of hardware does: it lies in the file that PI_DEVICES_STATE names.
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
#define CHIP 0x48

struct state {
  int powered;
  uint8_t pointer, conf;
  uint16_t hysteresis, overtemperature;
  struct { uint8_t function, pull, latch, held, active_low; char consumer[32]; } line[LINES];
};

static const char *names[LINES] = {
  "ID_SDA", "ID_SCL", "SDA1", "SCL1", "GPIO_GCLK", "GPIO5", "GPIO6", "SPI_CE1_N", "SPI_CE0_N", "SPI_MISO", "SPI_MOSI",
  "SPI_SCLK", "GPIO12", "GPIO13", "TXD1", "RXD1", "GPIO16", "GPIO17", "GPIO18", "GPIO19", "GPIO20", "GPIO21",
  "GPIO22", "GPIO23", "GPIO24", "GPIO25", "GPIO26", "GPIO27", "NC", "LAN_RUN_BOOT", "CTS0", "RTS0", "TXD0", "RXD0",
  "SD1_CLK", "SD1_CMD", "SD1_DATA0", "SD1_DATA1", "SD1_DATA2", "SD1_DATA3", "PWM0_OUT", "PWM1_OUT", "ETH_CLK",
  "WIFI_CLK", "SDA0", "SCL0", "SMPS_SCL", "SMPS_SDA", "SD_CLK_R", "SD_CMD_R", "SD_DATA0_R", "SD_DATA1_R",
  "SD_DATA2_R", "SD_DATA3_R",
};

enum { NONE, BUS, LINES_CHIP, HANDLE };
static struct { int kind, address, pec, count, offset[64]; } opened[1024];

static struct state *state(void) {
  static struct state *mapped;
  if (mapped) return mapped;
  int (*real)(const char *, int, ...) = dlsym(RTLD_NEXT, "open");
  int fd = real(getenv("PI_DEVICES_STATE"), O_RDWR | O_CREAT, 0666);
  if (fd < 0 || ftruncate(fd, sizeof(struct state)) != 0) abort();
  mapped = mmap(NULL, sizeof(struct state), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
  close(fd);
  if (!mapped->powered) {
    mapped->powered = 1;
    mapped->hysteresis = 75 << 8;
    mapped->overtemperature = 80 << 8;
    for (int i = 0; i < LINES; i++)
      mapped->line[i].pull = i == 28 || i == 29 || i == 44 || i == 45 ? 0 : i <= 8 || (i >= 34 && i <= 36) || i >= 46 ? 2 : 1;
    mapped->line[2].function = mapped->line[3].function = 4;
  }
  return mapped;
}

static int chip_write(const uint8_t *bytes, int length) {
  struct state *s = state();
  if (length == 0) return 0;
  s->pointer = bytes[0] & 3;
  if (length > 1 && s->pointer == 1) s->conf = bytes[1] & 0x1f;
  if (length > 2 && s->pointer >= 2) {
    uint16_t word = (bytes[1] << 8 | bytes[2]) & 0xff80;
    if (s->pointer == 2) s->hysteresis = word; else s->overtemperature = word;
  }
  return 0;
}

static void chip_read(uint8_t *bytes, int length) {
  struct state *s = state();
  uint16_t word = s->pointer == 0 ? 22 << 8 : s->pointer == 2 ? s->hysteresis : s->overtemperature;
  for (int i = 0; i < length; i++) bytes[i] = s->pointer == 1 ? s->conf : i % 2 == 0 ? word >> 8 : word & 0xff;
}

static int transfer(int address, const uint8_t *out, int outs, uint8_t *in, int ins) {
  if (address != CHIP || getenv("PI_DEVICES_UNPLUGGED")) { errno = EREMOTEIO; return -1; }
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
  /* What libi2c asks for a block of 32 with; i2c-dev makes the newer one of it. */
  if (a->size == I2C_SMBUS_I2C_BLOCK_BROKEN) { a->size = I2C_SMBUS_I2C_BLOCK_DATA; if (a->read_write == I2C_SMBUS_READ) a->data->block[0] = 32; }
  uint8_t out[40] = {a->command}, in[40] = {0};
  int outs = 1, ins = 0, reads = a->read_write == I2C_SMBUS_READ, address = opened[fd].address;
  int pec = opened[fd].pec && a->size != I2C_SMBUS_QUICK && a->size != I2C_SMBUS_I2C_BLOCK_DATA;
  switch (a->size) {
    case I2C_SMBUS_QUICK: outs = 0; break;
    case I2C_SMBUS_BYTE: if (reads) { outs = 0; ins = 1; } break;
    case I2C_SMBUS_BYTE_DATA: if (reads) ins = 1; else out[outs++] = a->data->byte; break;
    case I2C_SMBUS_WORD_DATA:
      if (reads) ins = 2; else { out[outs++] = a->data->word & 0xff; out[outs++] = a->data->word >> 8; } break;
    case I2C_SMBUS_BLOCK_DATA:
      if (reads) { errno = EOPNOTSUPP; return -1; }
      memcpy(out + 1, a->data->block, a->data->block[0] + 1); outs += a->data->block[0] + 1; break;
    case I2C_SMBUS_I2C_BLOCK_DATA:
      if (reads) ins = a->data->block[0]; else { memcpy(out + 1, a->data->block + 1, a->data->block[0]); outs += a->data->block[0]; } break;
    default: errno = EOPNOTSUPP; return -1;
  }
  uint8_t w = address << 1, r = w | 1;
  uint8_t sum = outs ? crc8(crc8(0, &w, 1), out, outs) : 0;
  if (pec && !reads) out[outs++] = sum;
  if (transfer(address, out, outs, in, ins + (pec && reads)) < 0) return -1;
  if (pec && reads && crc8(crc8(sum, &r, 1), in, ins) != in[ins]) { errno = EBADMSG; return -1; }
  if (!reads) return 0;
  if (a->size == I2C_SMBUS_WORD_DATA) a->data->word = in[0] | in[1] << 8;
  else if (a->size == I2C_SMBUS_I2C_BLOCK_DATA) { a->data->block[0] = ins; memcpy(a->data->block + 1, in, ins); }
  else if (a->size != I2C_SMBUS_QUICK) a->data->byte = in[0];
  return 0;
}

static int messages(struct i2c_rdwr_ioctl_data *a) {
  if (a->nmsgs > I2C_RDWR_IOCTL_MAX_MSGS) { errno = EINVAL; return -1; }
  for (unsigned i = 0; i < a->nmsgs; i++)
    if (a->msgs[i].len > 8192) { errno = EINVAL; return -1; }
  for (unsigned i = 0; i + 1 < a->nmsgs; i++)
    if (a->msgs[i].flags & I2C_M_RD) { errno = EOPNOTSUPP; return -1; }
  for (unsigned i = 0; i < a->nmsgs; i++) {
    struct i2c_msg *m = &a->msgs[i];
    /* The driver of the BCM2835 knows no length that the chip says itself: i2c-dev asks it for one byte then. */
    int reads = m->flags & I2C_M_RD, length = m->flags & I2C_M_RECV_LEN ? 1 : m->len;
    if (transfer(m->addr, m->buf, reads ? 0 : length, m->buf, reads ? length : 0) < 0) return -1;
  }
  return a->nmsgs;
}

static int bus(int fd, unsigned long request, void *arg) {
  switch (request) {
    case I2C_SLAVE: case I2C_SLAVE_FORCE:
      if ((long)arg > 0x7f) { errno = EINVAL; return -1; }
      opened[fd].address = (long)arg;
      return 0;
    case I2C_PEC: opened[fd].pec = arg != NULL; return 0;
    case I2C_FUNCS: *(unsigned long *)arg = I2C_FUNC_I2C | I2C_FUNC_SMBUS_EMUL; return 0;
    case I2C_SMBUS: return smbus(fd, arg);
    case I2C_RDWR: return messages(arg);
  }
  errno = ENOTTY;
  return -1;
}

static int level(int i) {
  struct state *s = state();
  return (s->line[i].function == 1 ? s->line[i].latch : s->line[i].pull == 2) ^ s->line[i].active_low;
}

static int request(uint32_t flags, int count, uint32_t *offsets, uint8_t *values, const char *consumer, int fd) {
  struct state *s = state();
  for (int i = 0; i < count; i++) if (offsets[i] >= LINES) { errno = EINVAL; return -1; }
  for (int i = 0; i < count; i++) {
    int twice = 0;
    for (int j = 0; j < i; j++) if (offsets[j] == offsets[i]) twice = 1;
    if (twice || s->line[offsets[i]].held) { errno = EBUSY; return -1; }
  }
  opened[fd].kind = HANDLE;
  opened[fd].count = count;
  for (int i = 0; i < count; i++) {
    int o = opened[fd].offset[i] = offsets[i];
    s->line[o].held = 1;
    s->line[o].active_low = (flags & GPIOHANDLE_REQUEST_ACTIVE_LOW) != 0;
    snprintf(s->line[o].consumer, sizeof s->line[o].consumer, "%s", consumer);
    if (flags & GPIOHANDLE_REQUEST_BIAS_PULL_UP) s->line[o].pull = 2;
    if (flags & GPIOHANDLE_REQUEST_BIAS_PULL_DOWN) s->line[o].pull = 1;
    if (flags & GPIOHANDLE_REQUEST_BIAS_DISABLE) s->line[o].pull = 0;
    int out = (flags & GPIOHANDLE_REQUEST_OUTPUT) != 0, value = out && (values[i] != 0) ^ s->line[o].active_low;
    s->line[o].latch = out ? value : s->line[o].latch;
    if ((flags & GPIOHANDLE_REQUEST_OPEN_DRAIN && value) || (flags & GPIOHANDLE_REQUEST_OPEN_SOURCE && !value)) out = 0;
    s->line[o].function = out;
  }
  return fd;
}

static int chip(unsigned long code, void *arg) {
  struct state *s = state();
  int (*real)(const char *, int, ...) = dlsym(RTLD_NEXT, "open");
  if (code == GPIO_GET_CHIPINFO_IOCTL) {
    struct gpiochip_info *info = arg;
    strcpy(info->name, "gpiochip0");
    strcpy(info->label, "pinctrl-bcm2835");
    info->lines = LINES;
    return 0;
  }
  if (code == GPIO_GET_LINEINFO_IOCTL) {
    struct gpioline_info *info = arg;
    int i = info->line_offset;
    if (i >= LINES) { errno = EINVAL; return -1; }
    strcpy(info->name, names[i]);
    strcpy(info->consumer, s->line[i].held ? s->line[i].consumer : "");
    info->flags = (s->line[i].held ? GPIOLINE_FLAG_KERNEL : 0) | (s->line[i].function == 1 ? GPIOLINE_FLAG_IS_OUT : 0) |
      (s->line[i].active_low ? GPIOLINE_FLAG_ACTIVE_LOW : 0);
    return 0;
  }
  if (code == GPIO_GET_LINEHANDLE_IOCTL) {
    struct gpiohandle_request *r = arg;
    int fd = real("/dev/null", O_RDWR);
    r->fd = request(r->flags, r->lines, r->lineoffsets, r->default_values, r->consumer_label, fd);
    if (r->fd < 0) { int why = errno; close(fd); errno = why; return -1; }
    return 0;
  }
  if (code == GPIO_GET_LINEEVENT_IOCTL) {
    struct gpioevent_request *r = arg;
    int ends[2];
    if (pipe(ends) != 0) return -1;
    uint32_t offset = r->lineoffset;
    r->fd = request(r->handleflags, 1, &offset, NULL, r->consumer_label, ends[0]);
    if (r->fd < 0) return -1;
    return 0;
  }
  errno = ENOTTY;
  return -1;
}

static int handle(int fd, unsigned long code, void *arg) {
  struct gpiohandle_data *data = arg;
  for (int i = 0; i < opened[fd].count; i++) {
    int o = opened[fd].offset[i];
    if (code == GPIOHANDLE_GET_LINE_VALUES_IOCTL) data->values[i] = level(o);
    else if (code == GPIOHANDLE_SET_LINE_VALUES_IOCTL) state()->line[o].latch = (data->values[i] != 0) ^ state()->line[o].active_low;
    else { errno = ENOTTY; return -1; }
  }
  return 0;
}

int ioctl(int fd, unsigned long code, ...) {
  va_list rest;
  va_start(rest, code);
  void *arg = va_arg(rest, void *);
  va_end(rest);
  int kind = fd >= 0 && fd < 1024 ? opened[fd].kind : NONE;
  if (kind == BUS) return bus(fd, code, arg);
  if (kind == LINES_CHIP) return chip(code, arg);
  if (kind == HANDLE) return handle(fd, code, arg);
  int (*real)(int, unsigned long, ...) = dlsym(RTLD_NEXT, "ioctl");
  return real(fd, code, arg);
}

static int opens(const char *name, const char *path, int flags, int mode) {
  int kind = strcmp(path, "/dev/i2c-1") == 0 ? BUS : strcmp(path, "/dev/gpiochip0") == 0 ? LINES_CHIP : NONE;
  int (*real)(const char *, int, ...) = dlsym(RTLD_NEXT, name);
  int fd = real(kind == NONE ? path : "/dev/null", flags, mode);
  if (fd >= 0 && fd < 1024) opened[fd].kind = kind;
  return fd;
}

int open(const char *path, int flags, ...) {
  va_list rest;
  va_start(rest, flags);
  int mode = va_arg(rest, int);
  va_end(rest);
  return opens("open", path, flags, mode);
}

int open64(const char *path, int flags, ...) {
  va_list rest;
  va_start(rest, flags);
  int mode = va_arg(rest, int);
  va_end(rest);
  return opens("open64", path, flags, mode);
}

static void let_go(int fd) {
  for (int i = 0; i < opened[fd].count; i++) {
    int o = opened[fd].offset[i];
    state()->line[o].held = state()->line[o].active_low = 0;
  }
  opened[fd].kind = opened[fd].count = 0;
}

int close(int fd) {
  if (fd >= 0 && fd < 1024 && opened[fd].kind == HANDLE) let_go(fd);
  else if (fd >= 0 && fd < 1024) opened[fd].kind = NONE;
  int (*real)(int) = dlsym(RTLD_NEXT, "close");
  return real(fd);
}

__attribute__((destructor)) static void end(void) {
  for (int fd = 0; fd < 1024; fd++) if (opened[fd].kind == HANDLE) let_go(fd);
}
