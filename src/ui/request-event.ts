/** What a part of a view may ask for; the view hands it to its model. */
export type PartRequest =
  | { readonly type: 'send'; readonly text: string }
  /** `returned`: ids of texts that came back and stand in this one now. */
  | { readonly type: 'draft'; readonly text: string; readonly returned?: readonly string[] }
  | { readonly type: 'seen' }
  | { readonly type: 'earlier' };

/** Goes up from a part to its view; not composed, so that a page around never sees the customer's words. */
export class RequestEvent<Request = PartRequest> extends Event {
  readonly request: Request;

  constructor(request: Request) {
    super('request', { bubbles: true });
    this.request = request;
  }
}
