/** The package's public surface: importing it registers `<secure-chat>`. */
import './element/secure-chat-element-define.js';

export { SecureChatElement } from './element/secure-chat-element.js';
export type { ActiveRoute, ConnectionState } from './chat/model/thread-state.js';
export { SecureChatError } from './errors.js';
export type { ErrorCode } from './errors.js';
export { SecureChatReadyEvent } from './element/events/ready.js';
export { SecureChatOpenEvent } from './element/events/open.js';
export { SecureChatOpenedEvent } from './element/events/opened.js';
export { SecureChatClosedEvent } from './element/events/closed.js';
export { SecureChatMessageEvent } from './element/events/message.js';
export { SecureChatUnreadEvent } from './element/events/unread.js';
export { SecureChatAvailabilityEvent } from './element/events/availability.js';
export { SecureChatStateEvent } from './element/events/state.js';
export { SecureChatSendEvent } from './element/events/send.js';
export { SecureChatCallEvent } from './element/events/call.js';
export { SecureChatFileEvent } from './element/events/file.js';
export { SecureChatRatingEvent } from './element/events/rating.js';
export { SecureChatVerifiedEvent } from './element/events/verified.js';
export { SecureChatErrorEvent } from './element/events/error.js';
