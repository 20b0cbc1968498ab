import { type Evidence, noEvidence } from "../../core/evidence/evidence.ts";
import type { MatrixCell, Rating } from "../../core/evidence/matrix.ts";
import type { Texts } from "../../core/report/finding.ts";
import { parseEvidence } from "./evidence-file.ts";

/**
 * Evidence for a synthetic yard: two rival explanations of a rise and what each would lead one to see. It names our own
 * newest observation and no source, since nobody published anything of a yard that does not exist.
 *
 * @param observation  the newest counted look
 * @param event        the event after which the rise was made; null where there is none
 */
export function syntheticEvidence(facility: string, observation: string | null, event: string | null): Evidence {
  if (observation === null) return noEvidence(facility);
  const hypotheses = [
    {
      id: "lasting",
      name: { en: "a lasting change in the use of the yard", ar: "تغيّر دائم في استخدام الساحة" },
      predictions: [
        {
          id: "lasting-more",
          text: { en: "More images as full as the newest one.", ar: "صور أخرى ممتلئة مثل أحدث صورة." },
          status: "not-seen" as const,
        },
      ],
    },
    {
      id: "passing",
      name: { en: "a passing crowd of cars", ar: "تجمّع عابر للعربات" },
      predictions: [
        {
          id: "passing-empty",
          text: { en: "The yard as empty as before within weeks.", ar: "عودة الساحة إلى ما كانت عليه خلال أسابيع." },
          status: "not-seen" as const,
        },
      ],
    },
  ];
  const rows = [
    {
      id: "newest",
      kind: "observation" as const,
      label: { en: "The newest count", ar: "أحدث عدد" },
      evidence: { kind: "observation" as const, id: observation },
      cells: [
        cell("lasting", "C", "A change of use would fill the yard.", "تغيّر الاستخدام من شأنه أن يملأ الساحة."),
        cell("passing", "C", "So would a passing crowd.", "وكذلك تجمّع عابر."),
      ],
    },
    ...(event === null
      ? []
      : [
          {
            id: "event",
            kind: "event" as const,
            label: { en: "The event near the start of the rise", ar: "الحدث القريب من بداية الارتفاع" },
            evidence: { kind: "event" as const, id: event },
            cells: [
              cell("lasting", "C", "It may have changed the use.", "ربما غيّر الاستخدام."),
              cell("passing", "N", "A crowd needs no event.", "التجمّع لا يحتاج إلى حدث."),
            ],
          },
        ]),
  ];
  return parseEvidence(
    {
      ...noEvidence(facility),
      matrix: {
        question: { en: "What explains the newest count?", ar: "ما تفسير أحدث عدد؟" },
        hypotheses,
        rows,
      },
    },
    `evidence of ${facility}`,
  );
}

function cell(hypothesis: string, rating: Rating, en: string, ar: string): MatrixCell {
  const reason: Texts = { en, ar };
  return { hypothesis, rating, reason };
}
