/** The rule that a row of a table breaks: the last tag of its title, `MQTT-3.8.3-4`. */
export function clauseOf(title: string): string {
  const clause = title.match(/\[(MQTT5?-[\d.]+(?:-\d+)?)\]$/)?.[1];
  if (clause === undefined) throw new Error(`No clause at the end of "${title}"`);
  return clause;
}
