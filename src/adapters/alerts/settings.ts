import { z } from "zod";

const VARIABLE = z.string().regex(/^[A-Z][A-Z0-9_]*$/);

/** `parts.alerts` of settings.json. Secrets are named by their variable of the environment, never written down. */
export const ALERT_SETTINGS = z.object({
  /** Where people reach the workbench: links lead there. */
  publicUrl: z.url({ protocol: /^https?$/ }).default("http://127.0.0.1:8080"),
  /** Languages of the text, the first one first. */
  languages: z.array(z.string()).min(1).default(["en", "ar"]),
  /** Each by its own name: a delivery names its webhook. */
  webhooks: z
    .array(z.object({ name: z.string().min(1).max(60), url: z.url(), secretVariable: VARIABLE }))
    .refine((webhooks) => new Set(webhooks.map(({ name }) => name)).size === webhooks.length, "two have one name")
    .default([]),
  mail: z
    .object({
      host: z.string(),
      port: z.int().min(1).max(65_535).default(587),
      /** TLS from the first byte (port 465); otherwise STARTTLS is demanded, unless `plain`. */
      secure: z.boolean().default(false),
      /** Without any encryption: for a mail server of one's own on the same machine. */
      plain: z.boolean().default(false),
      userVariable: VARIABLE.optional(),
      passwordVariable: VARIABLE.optional(),
      from: z.string(),
      to: z.array(z.string()).min(1),
    })
    .optional(),
});
export type AlertSettings = z.infer<typeof ALERT_SETTINGS>;
