/** Something wrong with a label as it is out there: which rule, where, and what to do. */
export interface Finding {
  /** D1… traces, D2… hosts and certificates, D3… mail, D4… the look. */
  readonly rule: string;
  readonly place: string;
  readonly says: string;
  readonly fix: string;
}
