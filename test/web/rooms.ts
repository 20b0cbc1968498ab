/** Every room by its address on the small demonstration: what the checks of access and the pictures walk through. */
export const ROOMS: Readonly<Record<string, string>> = {
  facilities: "facilities",
  strips: "f/synthetic-yard/strips",
  history: "f/synthetic-yard/history",
  report: "f/synthetic-yard/report",
};
