/** A file of published counts with one entry of each list, as `series import --help` and docs/user/series.md show it. */
export const SERIES_EXAMPLE = `{
  "entries": [
    { "date": "2023-10-05", "kind": "exact", "cars": 73, "approximately": true,
      "publisher": "CSIS Beyond Parallel", "source": "https://example.org/report" }
  ],
  "events": [
    { "id": "summit", "date": "2023-09-13", "label": { "en": "Summit", "ar": "القمة" },
      "source": "https://example.org/summit" }
  ],
  "regimes": [
    { "name": "reopened", "from": "2022-11-04", "to": null, "reason": "The border opened to trains" }
  ]
}`;
