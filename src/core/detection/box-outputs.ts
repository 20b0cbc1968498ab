import type { RotatedBox } from "./rotated-box.ts";

/** One box as a detector gives it, in the pixels of the tile that it read. */
export interface DetectedBox extends RotatedBox {
  readonly score: number;
  readonly label: number;
  /** False: the box's angle is not known, its sides run along the tile's. */
  readonly turned: boolean;
}

/** What a detector's boxes are: upright, or turned with the car. */
export type BoxKind = "upright" | "turned";

/**
 * Boxes of one tile from the output of a YOLO export.
 *
 * Known layouts, by shape: `[1, 4 + classes, N]` (v8, v11, v26 upright: centre, size, class scores) and the same turned
 * on its side; `[1, 4 + classes + 1, N]` (turned: the angle last); `[1, N, 5 + classes]` (v5: an object score before
 * the class scores); `[1, N, 6]` (suppression included, upright: two corners, score, class) and `[1, N, 7]`
 * (suppression included, turned: centre, size, score, class, angle).
 *
 * @param values    the output, row-major
 * @param shape     its shape; the first number is 1
 * @param kind      what the boxes are; layouts of the two kinds cannot be told apart by their shapes
 * @param smallest  boxes of a lower score are left out
 * @throws RangeError when the shape is none of those
 *
 * Source: Ultralytics export documentation (docs.ultralytics.com/modes/export, tasks/obb); YOLOv5 README of its exports
 */
export function boxesOf(
  values: ArrayLike<number>,
  shape: readonly number[],
  kind: BoxKind,
  smallest: number,
): DetectedBox[] {
  const [batch = 0, rows = 0, columns = 0] = shape;
  if (shape.length !== 3 || batch !== 1 || rows * columns !== values.length)
    throw new RangeError(`a detector's output must have the shape 1 x rows x columns, got ${shape.join(" x ")}`);
  const turned = kind === "turned";
  // Boxes are many and their fields few: whichever side is shorter holds the fields.
  const fieldsFirst = rows < columns;
  const [fields, count] = fieldsFirst ? [rows, columns] : [columns, rows];
  const field = (box: number, k: number) => values[fieldsFirst ? k * count + box : box * fields + k] as number;
  const read = fieldsFirst
    ? rawReader(fields, turned, false)
    : fields === (turned ? 7 : 6)
      ? suppressedReader(turned)
      : rawReader(fields, turned, !turned);
  const boxes: DetectedBox[] = [];
  for (let box = 0; box < count; box++) {
    const found = read((k) => field(box, k));
    // Written so that NaN is left out.
    if (found.score >= smallest && found.length > 0 && found.width > 0) boxes.push(found);
  }
  return boxes;
}

type Reader = (field: (k: number) => number) => DetectedBox;

/** Centre, size, (object score,) class scores, (angle). */
function rawReader(fields: number, turned: boolean, objectScore: boolean): Reader {
  const first = objectScore ? 5 : 4;
  const classes = fields - first - (turned ? 1 : 0);
  if (classes < 1) throw new RangeError(`a detector's boxes need at least one class, got ${fields} fields a box`);
  return (field) => {
    let [label, best] = [0, -Infinity];
    for (let k = 0; k < classes; k++)
      if (field(first + k) > best) {
        best = field(first + k);
        label = k;
      }
    const angle = turned ? field(fields - 1) : 0;
    const score = objectScore ? best * field(4) : best;
    return { x: field(0), y: field(1), length: field(2), width: field(3), angle, score, label, turned };
  };
}

/** Two corners, score, class; or centre, size, score, class, angle. */
function suppressedReader(turned: boolean): Reader {
  if (turned)
    return (field) => ({
      x: field(0),
      y: field(1),
      length: field(2),
      width: field(3),
      score: field(4),
      label: field(5),
      angle: field(6),
      turned,
    });
  return (field) => ({
    x: (field(0) + field(2)) / 2,
    y: (field(1) + field(3)) / 2,
    length: field(2) - field(0),
    width: field(3) - field(1),
    score: field(4),
    label: field(5),
    angle: 0,
    turned,
  });
}

/** Width of a car as an upright box holds it, metres. */
const CAR_WIDTH_METRES = 3;

/**
 * The car inside an upright box, when the direction of its track is known: of all cars of usual width that lie along
 * the track, the one whose own upright box has the given sides, by least squares.
 *
 * @param sides  width and height of the box, metres
 * @param angle  from the side that is its width to the track, radians; which way round makes no difference
 * @returns length along the track, metres, at least the width of a car
 */
export function lengthInUprightBox(sides: { readonly width: number; readonly height: number }, angle: number): number {
  const [c, s] = [Math.abs(Math.cos(angle)), Math.abs(Math.sin(angle))];
  const length = c * (sides.width - CAR_WIDTH_METRES * s) + s * (sides.height - CAR_WIDTH_METRES * c);
  return Math.max(length, CAR_WIDTH_METRES);
}
