/** What the carriers' tests are given: a running node, a business on it and one device's key. */
export interface CarrierRun {
  readonly node: string;
  readonly business: string;
  /** The listed device: an exported signing key in base64url, as `exportSigningKey` makes it. */
  readonly device: string;
}
