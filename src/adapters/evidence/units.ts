import ucum from "@lhncbc/ucum-lhc";
import type { UnitFactor } from "../../core/evidence/quantity.ts";
import { YardcheckError } from "../../errors.ts";

const units = ucum.UcumLhcUtils.getInstance();

/**
 * Conversion by the Unified Code for Units of Measure, through the tables of the US National Library of Medicine.
 *
 * UCUM's year (`a`) is the Julian year of 365.25 days.
 */
export const ucumFactor: UnitFactor = (from, to) => {
  const converted = units.convertUnitTo(from, 1, to);
  return converted.status === "succeeded" && converted.toVal !== null ? converted.toVal : null;
};

/**
 * A unit's own UCUM code; a slip that UCUM would guess at ("year" for `a`) is refused, not guessed.
 *
 * @throws YardcheckError "evidence-invalid" naming the unit and what UCUM says of it
 */
export function checkedUnit(code: string, where: string): string {
  const found = units.validateUnitString(code, true);
  if (found.status === "valid" && found.ucumCode === code) return code;
  const hint = found.ucumCode === null ? "" : `; did you mean ${found.ucumCode}?`;
  throw new YardcheckError("evidence-invalid", `${where}: "${code}" is no UCUM unit${hint}`);
}
