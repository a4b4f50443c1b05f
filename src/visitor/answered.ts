/** What somebody's answer brings to a customer: what draws it in the thread, and the number on the launcher. */
import { define } from '../ui/define.js';
import { BadgeElement } from './badge-element.js';

define('secure-chat-badge', BadgeElement);

export { threadAnswered } from '../ui/thread-answered.js';
