/** Every room by its address on the small demonstration: what the checks of access and the pictures walk through. */
export const ROOMS: Readonly<Record<string, string>> = {
  facilities: "facilities",
  yard: "f/synthetic-yard/yard",
  draw: "f/synthetic-yard/yard?tool=draw",
  strips: "f/synthetic-yard/strips",
  history: "f/synthetic-yard/history?to=2024-08-01",
  evidence: "f/tumangang/evidence",
  report: "f/synthetic-yard/report",
  jobs: "jobs",
  settings: "settings",
  map: "settings?part=map",
};
