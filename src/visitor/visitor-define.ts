import { ComposerElement } from '../ui/composer-element.js';
import { define } from '../ui/define.js';
import { ThreadElement } from '../ui/thread-element.js';
import { PanelElement } from './panel-element.js';

define('secure-chat-thread', ThreadElement);
define('secure-chat-composer', ComposerElement);
define('secure-chat-panel', PanelElement);
