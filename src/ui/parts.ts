/** `exportparts` of nested elements: every part keeps one flat name up to the page. */
export const threadParts =
  'thread,message,message-own,message-other,bubble,time,delivery,notice,typing,earlier-button,new-messages-button';
export const composerParts = 'composer,input,send-button';
export const menuParts = 'menu,menu-item';
export const dialogParts = 'dialog';
