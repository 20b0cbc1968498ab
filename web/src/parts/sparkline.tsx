/** The course of a count, oldest first; a withheld look is a tick on the axis, never a zero. Time runs to the right in every language. */
export function Sparkline(props: { readonly counts: readonly (number | null)[]; readonly label: string }) {
  const { counts } = props;
  const width = 120;
  const height = 28;
  const top = Math.max(1, ...counts.map((count) => count ?? 0));
  const x = (index: number) => 3 + (index * (width - 6)) / Math.max(1, counts.length - 1);
  const y = (count: number) => height - 5 - ((height - 10) * count) / top;
  const points = counts.flatMap((count, index) => (count === null ? [] : [[x(index), y(count)] as const]));
  const last = points.at(-1);
  return (
    <svg
      className="sparkline"
      role="img"
      aria-label={props.label}
      width={width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
    >
      <polyline points={points.map((point) => point.join(",")).join(" ")} />
      {counts.map((count, index) =>
        count === null ? <line key={index} x1={x(index)} x2={x(index)} y1={height - 4} y2={height} /> : null,
      )}
      {last !== undefined && <circle cx={last[0]} cy={last[1]} r="2.5" />}
    </svg>
  );
}
