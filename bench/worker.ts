/**
 * What a worker takes, for docs/operating/scale.md: processor time of assessing the demonstration's yard again and again, with
 * what its database takes, and memory after that and after counting the yard that ships. The first time is told apart.
 *
 *     npm run demo -- ./demo && npx node bench/worker.ts ./demo
 */

import { openStripNetworks } from "../src/adapters/detectors/onnx-strips.ts";
import { countGoldenYard } from "../src/adapters/doctor/golden-yard.ts";
import { facilityId } from "../src/adapters/store/facilities.ts";
import { openWorkspace } from "../src/adapters/workspace/workspace.ts";
import { assessFacility } from "../src/apps/steps/assess-facility.ts";

const ROUNDS = 8;
const [folder = "./demo"] = process.argv.slice(2);
const workspace = await openWorkspace(folder, undefined, "bench/worker.ts", new Date());
try {
  const assessed = await rounds(() =>
    assessFacility(workspace.db, facilityId("synthetic-yard"), new Date().toISOString()),
  );
  print("assessing", assessed);
  const networks = await openStripNetworks({ threads: 1 });
  print("counting the yard that ships", await rounds(() => countGoldenYard(networks)));
  process.stdout.write(`memory: ${Math.round(process.memoryUsage.rss() / 1e6)} MB\n`);
} finally {
  await workspace.close();
}

/** Seconds of processor time that each round takes. */
async function rounds(work: () => Promise<unknown>): Promise<number[]> {
  const seconds: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const before = process.cpuUsage();
    await work();
    const { user, system } = process.cpuUsage(before);
    seconds.push((user + system) / 1e6);
  }
  return seconds;
}

function print(what: string, [first = Number.NaN, ...later]: readonly number[]): void {
  const [least, most] = [Math.min(...later), Math.max(...later)];
  process.stdout.write(`${what}: ${least.toFixed(3)} to ${most.toFixed(3)} s; the first time ${first.toFixed(2)} s\n`);
}
