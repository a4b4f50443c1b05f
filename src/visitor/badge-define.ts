import { define } from '../ui/define.js';
import { BadgeElement } from './badge-element.js';

define('secure-chat-badge', BadgeElement);
