/**
 * An amount with its unit and its spread. `low` <= `value` <= `high`; equal where the source gives one figure. "About"
 * carries through whatever is computed with it.
 */
export interface Quantity {
  readonly value: number;
  readonly low: number;
  readonly high: number;
  /** UCUM code, with an annotation for what is counted: `{round}/d`, `{car}`, `m`. */
  readonly unit: string;
  readonly approximately: boolean;
}
