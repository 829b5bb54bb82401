import { usePlotArea, useXAxisDomain, useXAxisScale } from 'recharts';
import type { EventBand } from './chart-language.ts';
import { placeEvents } from './event-labels.ts';

/** Promotions and holidays as pale bands behind the curves, named along the top. Stands inside a Recharts chart. */
export function EventBands({ events }: { readonly events: readonly EventBand[] }) {
  const area = usePlotArea();
  const scale = useXAxisScale();
  const domain = useXAxisDomain();
  const [from, to] = [Number(domain?.[0]), Number(domain?.at(-1))];
  if (!area || !scale || !(to > from)) return null;
  const placed = placeEvents(events, [from, to], (x) => scale(x) ?? Number.NaN);
  return (
    <g>
      {placed.map(({ event, left, width }) => (
        <rect
          key={`${event.name} ${event.from}`}
          x={left}
          y={area.y - 16}
          width={width}
          height={area.height + 16}
          fill="var(--event)"
        />
      ))}
      {placed.map(({ event, labelLeft }) =>
        labelLeft === null ? null : (
          <text
            key={`${event.name} ${event.from}`}
            x={labelLeft + 2}
            y={area.y - 4}
            fontSize={12}
            fill="var(--event-ink)"
          >
            {event.name}
          </text>
        ),
      )}
    </g>
  );
}
