/** The part of @lhncbc/ucum-lhc that we call; the package carries no types. */
declare module "@lhncbc/ucum-lhc" {
  interface UcumLhcUtils {
    convertUnitTo(
      from: string,
      value: number,
      to: string,
    ): { readonly status: "succeeded" | "failed" | "error"; readonly toVal: number | null };
    validateUnitString(
      code: string,
      suggest?: boolean,
    ): { readonly status: "valid" | "invalid" | "error"; readonly ucumCode: string | null };
  }
  const ucum: { readonly UcumLhcUtils: { getInstance(): UcumLhcUtils } };
  export default ucum;
}
