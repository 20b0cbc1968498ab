import { z } from "zod";
import { YardcheckError } from "../../errors.ts";

/** A place to search for images: a STAC API, a static catalogue, a collection, or a single item. */
export const CATALOGUE = z.object({
  url: z.url({ protocol: /^https?$/ }),
  /** Collections to search; empty: all that it has. */
  collections: z.array(z.string()).default([]),
  /**
   * Assets to take, by key, the first that is there; else the first GeoTIFF with the role "visual", else with "data", else
   * without any role.
   */
  assets: z.array(z.string()).default([]),
  /** Sent with each request to this catalogue's own host; `${NAME}` stands for a variable of the environment. */
  headers: z.record(z.string(), z.string()).default({}),
  /** Cloudier scenes are not asked for, where the catalogue can filter; percent. Null: clouds elsewhere do not matter. */
  maxCloudPercent: z.number().min(0).max(100).nullable().default(null),
  /** For a static catalogue: most documents to read of it. */
  maxDocuments: z.int().min(1).max(100_000).default(2000),
  /** For images in S3 that must be asked for with a signature; the keys are in these variables of the environment. */
  s3: z
    .object({
      region: z.string().default("us-east-1"),
      /** Of another S3 service (MinIO, Ceph), with buckets as the first part of the path; undefined: Amazon's. */
      endpoint: z.url({ protocol: /^https?$/ }).optional(),
      requesterPays: z.boolean().default(false),
      accessKeyVariable: z.string().default("AWS_ACCESS_KEY_ID"),
      secretKeyVariable: z.string().default("AWS_SECRET_ACCESS_KEY"),
      sessionTokenVariable: z.string().default("AWS_SESSION_TOKEN"),
    })
    .optional(),
});
export type Catalogue = z.infer<typeof CATALOGUE>;

/** `parts.catalogues` of settings.json: by name. */
export const CATALOGUES = z.record(z.string().regex(/^[a-z0-9-]{1,40}$/), CATALOGUE);

/**
 * A setting with the environment's variables in place of `${NAME}`: secrets never stand in a file.
 *
 * @throws YardcheckError "usage" naming a variable that is not set
 */
export function withVariables(
  text: string,
  environment: Readonly<Record<string, string | undefined>>,
  where: string,
): string {
  return text.replaceAll(/\$\{([A-Z][A-Z0-9_]*)\}/g, (_whole, name: string) => {
    const value = environment[name];
    if (value === undefined || value === "")
      throw new YardcheckError("usage", `${where} needs the environment variable ${name}, which is not set`);
    return value;
  });
}
