/** Count what a service did, in the text format that Prometheus reads. */

/** Counters by name and label. */
export interface Metrics {
  add(name: string, label?: string): void;
  /** The counters, and gauges with their present values. */
  text(gauges: Readonly<Record<string, number>>): string;
}

const escaped = (label: string): string => label.replace(/[\\"\n]/g, (c) => (c === "\n" ? "\\n" : `\\${c}`));

export function metrics(): Metrics {
  const counters = new Map<string, number>();
  return {
    add(name, label) {
      const key =
        label === undefined ? `credence_${name}_total` : `credence_${name}_total{outcome="${escaped(label)}"}`;
      counters.set(key, (counters.get(key) ?? 0) + 1);
    },
    text: (gauges) =>
      [
        ...[...counters].map(([key, value]) => `${key} ${value}`),
        ...Object.entries(gauges).map(([key, value]) => `credence_${key} ${value}`),
        "",
      ].join("\n"),
  };
}
