/** Times as the panel shows them: of the lab's clock, in the reader's time zone. */
const two = (n: number): string => String(n).padStart(2, '0');

/** `09.070`: the seconds alone, for a row. */
export function rowTime(at: number): string {
  const time = new Date(at);
  return `${two(time.getSeconds())}.${String(time.getMilliseconds()).padStart(3, '0')}`;
}

/** `10:41:09.070` */
export function wholeTime(at: number): string {
  const time = new Date(at);
  return `${two(time.getHours())}:${two(time.getMinutes())}:${rowTime(at)}`;
}
