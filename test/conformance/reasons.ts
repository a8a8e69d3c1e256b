/**
 * The statements of `test/conformance.md` that no test names, below `## On no test …`, each with the
 * reason:
 *
 *     - [MQTT-3.8.3-2]: for servers without wildcards; ours has them.
 *     - [MQTT5-3.9.2-1] [MQTT5-3.9.2-2]: one reason for several.
 *
 * @throws Error for an entry without a reason, or a statement that is given two
 */
export function readReasons(markdown: string): ReadonlyMap<string, string> {
  const reasons = new Map<string, string>();
  const sections = markdown.split(/^## /m).filter((section) => section.startsWith('On no test'));
  for (const entry of sections.flatMap((section) => section.split(/^- /m).slice(1))) {
    const text = (entry.split(/\n\s*\n/)[0] ?? '').replace(/\s+/g, ' ').trim();
    const [, tags = '', reason = ''] = /^((?:\[[^\]]*\],? ?)*):(.*)$/.exec(text) ?? [];
    const named = [...tags.matchAll(/\[([^\]]*)\]/g)].map(([, tag = '']) => tag);
    if (named.length === 0 || reason.trim() === '') {
      throw new Error(`conformance.md: "- [MQTT-…]: reason" is expected, not "${text.slice(0, 60)}"`);
    }
    for (const tag of named) {
      if (reasons.has(tag)) throw new Error(`conformance.md: ${tag} has two reasons`);
      reasons.set(tag, reason.trim());
    }
  }
  return reasons;
}
