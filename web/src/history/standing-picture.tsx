import { useEffect, useRef } from "react";
import type { Car } from "../../../src/core/observation/observation.ts";
import { isolated } from "../numbers.ts";
import { useSpeaking } from "../words/words.tsx";

export interface TrackLook {
  readonly acquiredAt: string;
  /** Null: withheld. */
  readonly cars: readonly Pick<Car, "from" | "to" | "probability">[] | null;
}

const ROW_PIXELS = 12;
const LABEL_PIXELS = 96;

/**
 * One track: position along it across, time down, a row for each look. One picture shows cars that arrive, stand for
 * weeks, and leave. Withheld looks are hatched rows. Drawn on a canvas, so that hundreds of looks stay one frame.
 */
export function StandingPicture(props: {
  readonly name: string;
  readonly lengthMetres: number;
  readonly looks: readonly TrackLook[];
}) {
  const { name, lengthMetres, looks } = props;
  const { say, formats, language } = useSpeaking();
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const place = canvas.current;
    const pen = place?.getContext("2d");
    if (!place || !pen) return;
    const style = getComputedStyle(place);
    const colour = (property: string) => style.getPropertyValue(property);
    const sharp = devicePixelRatio;
    const width = place.clientWidth;
    place.width = width * sharp;
    place.height = looks.length * ROW_PIXELS * sharp;
    pen.scale(sharp, sharp);
    pen.clearRect(0, 0, width, looks.length * ROW_PIXELS);
    pen.font = "10px sans-serif";
    pen.direction = "ltr";
    const scale = (width - LABEL_PIXELS) / lengthMetres;
    for (const [row, { acquiredAt, cars }] of looks.entries()) {
      const top = row * ROW_PIXELS;
      pen.fillStyle = colour("--quiet");
      pen.fillText(isolated(formats.day(acquiredAt)), 0, top + ROW_PIXELS - 3);
      pen.fillStyle = colour("--raised");
      pen.fillRect(LABEL_PIXELS, top + 1, width - LABEL_PIXELS, ROW_PIXELS - 2);
      if (cars === null) {
        pen.strokeStyle = colour("--line");
        for (let at = LABEL_PIXELS; at < width; at += 8) {
          pen.beginPath();
          pen.moveTo(at, top + ROW_PIXELS - 1);
          pen.lineTo(at + 6, top + 1);
          pen.stroke();
        }
      }
      for (const { from, to, probability } of cars ?? []) {
        pen.globalAlpha = 0.25 + 0.75 * probability;
        pen.fillStyle = colour("--accent");
        pen.fillRect(LABEL_PIXELS + from * scale, top + 2, Math.max(1, (to - from) * scale - 1), ROW_PIXELS - 4);
        pen.globalAlpha = 1;
      }
    }
  }, [looks, lengthMetres, formats]);
  return (
    <figure className="standing" lang={language}>
      <figcaption>
        {say("history.track", { name, length: formats.number(lengthMetres, { maximumFractionDigits: 0 }) })}
      </figcaption>
      <canvas
        ref={canvas}
        style={{ blockSize: `${looks.length * ROW_PIXELS}px` }}
        dir="ltr"
        role="img"
        aria-label={say("history.track.alternative", { name, looks: looks.length })}
      />
    </figure>
  );
}
