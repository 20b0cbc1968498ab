import { useEffect, useRef, useState } from "react";
import { choose } from "../address.ts";
import { useSpeaking } from "../words/words.tsx";
import {
  CAPTION,
  type Inks,
  paintPanel,
  panelAt,
  panelHeight,
  type Sheet,
  type Standing,
  sheetOf,
} from "./standing-pixels.ts";

/**
 * Every track over every look on one sheet: position along the track to the right, time downwards, in every language.
 * A track is opened larger by a click, or by its name in the list for the keys.
 */
export function StandingSheet({ standing }: { readonly standing: Standing }) {
  const { say, formats } = useSpeaking();
  const canvas = useRef<HTMLCanvasElement>(null);
  const sheet = useRef<Sheet | null>(null);
  const [pointed, setPointed] = useState<string | null>(null);
  const { tracks, looks } = standing;
  useEffect(() => {
    const place = canvas.current;
    if (place === null) return;
    const draw = () => {
      sheet.current = drawSheet(place, standing);
    };
    const watching = new ResizeObserver(draw);
    watching.observe(place.parentElement ?? place);
    const theme = new MutationObserver(draw);
    theme.observe(document.documentElement, { attributeFilter: ["data-theme"] });
    return () => {
      watching.disconnect();
      theme.disconnect();
    };
  }, [standing]);
  const at = ({ clientX, clientY }: React.PointerEvent | React.MouseEvent) => {
    const box = canvas.current?.getBoundingClientRect();
    if (box === undefined || sheet.current === null || canvas.current === null) return null;
    const sharpness = canvas.current.width / box.width;
    return panelAt(standing, sheet.current, (clientX - box.left) * sharpness, (clientY - box.top) * sharpness);
  };
  return (
    <figure className="standing-sheet">
      <figcaption>
        {say("history.sheet", { tracks: tracks.length, looks: looks.length })}
        <span className="standing-key" aria-hidden="true">
          <i className="sure" /> {say("history.sheet.sure")} <i className="unsure" /> {say("history.sheet.unsure")}{" "}
          <i className="withheld" /> {say("facilities.withheld")}
        </span>
        <span role="status" className="standing-pointed">
          {pointed}
        </span>
      </figcaption>
      <canvas
        ref={canvas}
        dir="ltr"
        role="img"
        aria-label={say("history.sheet.alternative", { tracks: tracks.length, looks: looks.length })}
        onPointerMove={(pointer) => {
          const here = at(pointer);
          const name = tracks.find(({ track }) => track === here?.panel.track)?.name;
          setPointed(
            here === null || here.look === null || name === undefined
              ? null
              : here.look.cars === null
                ? say("history.pointed.withheld", { name, day: formats.day(here.look.acquiredAt) })
                : say("history.pointed", {
                    name,
                    day: formats.day(here.look.acquiredAt),
                    cars: here.look.cars[here.panel.track]?.length ?? 0,
                  }),
          );
        }}
        onPointerLeave={() => setPointed(null)}
        onClick={(click) => {
          const here = at(click);
          if (here !== null) choose({ track: here.panel.track });
        }}
      />
    </figure>
  );
}

/** Draws the whole sheet at once; a browser paints it in its next frame. */
function drawSheet(place: HTMLCanvasElement, standing: Standing): Sheet {
  const began = performance.now();
  const sharpness = devicePixelRatio;
  const width = Math.max(1, Math.floor((place.parentElement?.clientWidth ?? place.clientWidth) * sharpness));
  const sheet = sheetOf(standing, width, sharpness);
  place.width = sheet.width;
  place.height = Math.max(1, sheet.height);
  place.style.blockSize = `${sheet.height / sharpness}px`;
  const pen = place.getContext("2d");
  if (pen === null) return sheet;
  const inks = inksOf(place);
  const picture = new ImageData(sheet.panels[0]?.width ?? 1, panelHeight(sheet, standing));
  const pixels = new Uint32Array(picture.data.buffer);
  for (const panel of sheet.panels) {
    paintPanel(standing, sheet, panel, inks, pixels);
    pen.putImageData(picture, panel.left, panel.top);
  }
  pen.fillStyle = getComputedStyle(place).color;
  pen.direction = "ltr";
  pen.font = `600 ${13 * sharpness}px "Source Sans 3", sans-serif`;
  const names = new Map(standing.tracks.map(({ track, name }) => [track, name]));
  for (const { track, left, top } of sheet.panels)
    pen.fillText(names.get(track) ?? track, left, top - (CAPTION * sharpness) / 3);
  performance.measure("yardcheck-standing", { start: began, end: performance.now() });
  return sheet;
}

function inksOf(place: HTMLCanvasElement): Inks {
  const style = getComputedStyle(place);
  // All at once: each change that is read back works out the styles of the page anew.
  const asked = { "outline-color": "--raised", "column-rule-color": "--accent", "text-decoration-color": "--quiet" };
  for (const [property, name] of Object.entries(asked)) place.style.setProperty(property, `var(${name})`);
  const bytes = (property: keyof typeof asked): readonly [number, number, number] => {
    const [red = 0, green = 0, blue = 0] = (style.getPropertyValue(property).match(/[\d.]+/g) ?? []).map(Number);
    return [red, green, blue];
  };
  const [ground, accent, quiet] = [bytes("outline-color"), bytes("column-rule-color"), bytes("text-decoration-color")];
  for (const property of Object.keys(asked)) place.style.removeProperty(property);
  const packed = ([red, green, blue]: readonly [number, number, number]) =>
    ((255 << 24) | (blue << 16) | (green << 8) | red) >>> 0;
  const between = (share: number): readonly [number, number, number] => [
    ground[0] + share * (accent[0] - ground[0]),
    ground[1] + share * (accent[1] - ground[1]),
    ground[2] + share * (accent[2] - ground[2]),
  ];
  return {
    empty: packed(ground),
    withheld: packed(quiet),
    cars: Uint32Array.from({ length: 8 }, (_, k) => packed(between(0.25 + (0.75 * (k + 1)) / 8))),
  };
}
