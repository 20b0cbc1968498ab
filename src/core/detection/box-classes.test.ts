import assert from "node:assert/strict";
import { test } from "node:test";
import { CAR_TYPES } from "../observation/observation.ts";
import { boxClasses } from "./box-classes.ts";

const named = (...names: string[]) => new Map(names.map((name, label) => [label, name]));
const counted = (...names: string[]) => boxClasses(named(...names), null).counted;

test("the classes that our own exports name all count, the car of unknown type too", () => {
  const { counted, leftOut, counts } = boxClasses(named(...CAR_TYPES), null);
  assert.deepEqual([counted, leftOut], [CAR_TYPES, []]);
  assert.ok(CAR_TYPES.every((_, label) => counts(label)));
  assert.deepEqual(boxClasses(named("tank", "boxcar", "hopper"), null).leftOut, []);
});

test("beside a foreign class our own types count where rolling stock is named, and unknown does not", () => {
  assert.deepEqual(counted("tank", "boxcar", "hopper", "person"), ["tank", "boxcar", "hopper"]);
  const own = ["locomotive", "Tank", "flat", "covered", "open"];
  assert.deepEqual(boxClasses(named(...own, "unknown", "person"), null).leftOut, ["unknown", "person"]);
  assert.deepEqual(counted(...own, "person"), own);
  assert.deepEqual(counted("tank"), ["tank"]);
  assert.throws(() => boxClasses(named("tank", "person"), null), /known for rolling stock: tank, person/);
});

test("types as others name them count together, and names that tell nothing leave none out", () => {
  for (const names of [
    ["tank", "covered", "open", "flat", "locomotive", "passenger"],
    ["tank", "covered", "open", "flat and container", "locomotive", "cannot tell"],
    ["tank", "boxcar", "gondola", "other"],
    ["car", "locomotive"],
    ["coach", "wagon"],
    ["empty", "loaded"],
    ["0", "1"],
    ["class0", "class 1"],
  ])
    assert.deepEqual(counted(...names), names);
  assert.deepEqual(counted("car", "train", "truck"), ["train"]);
});

test("of a public set the rolling stock counts, whatever else is called tank, train or car", () => {
  const rolling = ["Railway Vehicle", "Passenger Car", "Cargo Car", "Flat Car", "Tank car", "Locomotive"];
  const others = [
    "Cargo Plane",
    "Passenger Vehicle",
    "Small Car",
    "Bus",
    "Truck w/Flatbed",
    "Truck w/Liquid",
    "Truck Tractor w/ Flatbed Trailer",
    "Trailer",
    "Maritime Vessel",
    "Container Ship",
    "Container Crane",
    "Storage Tank",
    "Shipping Container",
  ];
  assert.deepEqual(counted(...others, ...rolling), rolling);
  assert.deepEqual(boxClasses(named(...others, ...rolling), null).leftOut, others);
  assert.deepEqual(counted("person", "car", "bus", "train", "truck"), ["train"]);
  assert.deepEqual(counted("trainstation", "train station", "storagetank", "rail_car", "TankCar"), [
    "rail_car",
    "TankCar",
  ]);
});

test("the only class counts whatever its name, and of several without rolling stock somebody has to say", () => {
  assert.deepEqual(counted("car"), ["car"]);
  assert.deepEqual(counted(), []);
  assert.ok(boxClasses(named(), null).counts(3));
  assert.throws(
    () => boxClasses(named("plane", "storage tank", "large vehicle"), null),
    /known for rolling stock: plane,/,
  );
});

test("what is asked for counts, by name or number, and a name that the detector lacks is told", () => {
  const dota = named("plane", "storage tank", "large vehicle");
  assert.deepEqual(boxClasses(dota, ["Large-Vehicle", "0"]).counted, ["large vehicle", "plane"]);
  assert.deepEqual(boxClasses(dota, ["2"]).leftOut, ["plane", "storage tank"]);
  assert.ok(boxClasses(named(), ["1"]).counts(1) && !boxClasses(named(), ["1"]).counts(0));
  assert.throws(() => boxClasses(dota, ["wagon"]), /no class "wagon" among plane, storage tank, large vehicle/);
});
