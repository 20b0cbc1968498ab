/** Everything that can go wrong outside our own code, each with what to do about it. */
const FAILURES = {
  usage: {
    retry: false,
    http: 400,
    exit: 2,
    fix: "See `yardcheck <verb> --help`.",
    overHttp: "Correct what is named; /docs and /openapi.json say what each field holds.",
  },
  "image-unreadable": {
    retry: true,
    http: 502,
    exit: 3,
    fix: "Check that the image's path or address opens, and try again.",
  },
  "image-invalid": {
    retry: false,
    http: 422,
    exit: 4,
    fix: "The file is no GeoTIFF that Yardcheck reads; `gdalinfo FILE` or the supplier may tell what it is.",
  },
  "image-unsupported": {
    retry: false,
    http: 422,
    exit: 4,
    fix: "Do what the message says; where it says nothing, `gdal_translate -of COG IN.tif OUT.tif` may help.",
  },
  "image-changed": {
    retry: false,
    http: 409,
    exit: 4,
    fix: "The file is not the one that was registered; add it again with `yardcheck scene add`.",
  },
  "stac-invalid": {
    retry: false,
    http: 422,
    exit: 4,
    fix: "Correct the STAC item, or give the values as options of `yardcheck scene add`.",
  },
  "crs-unknown": {
    retry: false,
    http: 422,
    exit: 4,
    fix: "Reproject to a CRS with an EPSG code, or give the file's CRS with --epsg.",
  },
  "facility-invalid": {
    retry: false,
    http: 422,
    exit: 4,
    fix: "Correct the feature that is named; coordinates are longitude, latitude unless `crs` says otherwise.",
  },
  "series-invalid": {
    retry: false,
    http: 422,
    exit: 4,
    fix: "Correct the line that is named and import again; nothing of the file was taken.",
  },
  "evidence-invalid": {
    retry: false,
    http: 422,
    exit: 4,
    fix: "Correct the field that is named and import again; nothing of the file was taken.",
  },
  "report-invalid": {
    retry: false,
    http: 422,
    exit: 4,
    fix: "The file is no record of a report as docs/schema/report.schema.json has it; draft it again with `yardcheck report`.",
  },
  "line-invalid": {
    retry: false,
    http: 422,
    exit: 4,
    fix: "Correct the lines that are named above; all other lines were answered.",
  },
  "not-found": {
    retry: false,
    http: 404,
    exit: 4,
    fix: "List what there is with `yardcheck facility list` or `yardcheck scene list`.",
    overHttp: "List what there is; /docs and /openapi.json name the lists.",
  },
  conflict: { retry: false, http: 409, exit: 4, fix: "Look at what is there first; nothing was changed." },
  "detector-failed": {
    retry: false,
    http: 500,
    exit: 5,
    fix: "Run `yardcheck doctor`; attach its output to an issue.",
  },
  "workspace-missing": {
    retry: false,
    http: 500,
    exit: 6,
    fix: "Make a workspace with `yardcheck init DIR`, or name one with --workspace DIR.",
  },
  "workspace-locked": { retry: true, http: 503, exit: 6, fix: "Wait for the other process to end, or stop it." },
  "database-unavailable": {
    retry: true,
    http: 503,
    exit: 6,
    fix: "Check that the database runs and that DATABASE_URL is right.",
  },
  "disk-full": {
    retry: true,
    http: 507,
    exit: 7,
    fix: "Free some disk space and run the same command again; nothing is half written.",
  },
  "render-failed": { retry: false, http: 500, exit: 5, fix: "Run `yardcheck doctor`; attach its output to an issue." },
  "bundle-invalid": {
    retry: false,
    http: 422,
    exit: 8,
    fix: "The bundle is damaged or was changed; get it again from its publisher.",
  },
  "bundle-other-version": {
    retry: false,
    http: 422,
    exit: 10,
    fix: "Nothing shows that it was changed, nor that it was not: verify it with the version that it names.",
  },
  "address-refused": {
    retry: false,
    http: 403,
    exit: 4,
    fix: "If the place is yours, list it under `parts.fetch.allowPrivate` in settings.json or in YARDCHECK_FETCH_ALLOW.",
  },
  "remote-invalid": {
    retry: true,
    http: 502,
    exit: 3,
    fix: "The other server's answer cannot be used; ask its operator, or try again later.",
  },
  "access-denied": { retry: false, http: 403, exit: 9, fix: "Ask an admin for a role that may do this." },
  "sign-in-required": {
    retry: false,
    http: 401,
    exit: 9,
    fix: "Sign in, or send a token: `Authorization: Bearer ...`.",
  },
  "too-many-requests": { retry: true, http: 429, exit: 9, fix: "Wait as long as Retry-After says, then try again." },
  "too-large": { retry: false, http: 413, exit: 4, fix: "Send less at a time; the limit is in the message." },
  "precondition-failed": {
    retry: false,
    http: 412,
    exit: 4,
    fix: "Somebody changed it since you read it: read it again, then send your change again.",
  },
  "audit-broken": {
    retry: false,
    http: 500,
    exit: 8,
    fix: "Keep the database as it is and compare it with a backup: somebody changed the log.",
  },
  "alert-undelivered": {
    retry: true,
    http: 502,
    exit: 3,
    fix: "Check the address of the webhook or mail server under `parts.alerts` in settings.json.",
  },
  interrupted: { retry: true, http: 503, exit: 130, fix: "Run the same command again; what was finished is kept." },
} as const;

export type FailureCode = keyof typeof FAILURES;

/** The only error class that edges translate (exit code, HTTP status, job retry). Others are bugs. */
export class YardcheckError extends Error {
  override readonly name = "YardcheckError";
  readonly code: FailureCode;

  private readonly fix: string | undefined;

  /**
   * @param detail       what was got and what was expected, with units, naming the facility or file
   * @param options.fix  what to do about this one, where the words for its code do not help
   */
  constructor(code: FailureCode, detail: string, options?: { cause?: unknown; fix?: string }) {
    super(`${code}: ${detail}`, options);
    this.code = code;
    this.fix = options?.fix;
  }

  /** `fix`: what to do at a command line; `overHttp`: for a caller of the API, who has no commands. */
  get handling(): {
    readonly retry: boolean;
    readonly http: number;
    readonly exit: number;
    readonly fix: string;
    readonly overHttp: string;
  } {
    const known: { retry: boolean; http: number; exit: number; fix: string; overHttp?: string } = FAILURES[this.code];
    const fix = this.fix ?? known.fix;
    return { ...known, fix, overHttp: this.fix ?? known.overHttp ?? fix };
  }
}
