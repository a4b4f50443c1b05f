/** Makes the button that opens the chat; its icon is the default of a slot. */
export function createLauncher(): HTMLButtonElement {
  const launcher = document.createElement('button');
  launcher.part = 'launcher';
  launcher.ariaLabel = 'Chat';
  launcher.ariaHasPopup = 'dialog';
  const slot = document.createElement('slot');
  slot.name = 'launcher-icon';
  slot.append(createIcon());
  launcher.append(slot);
  return launcher;
}

/** A speech bubble with a keyhole, drawn by DOM calls: pages may forbid inline styles and images. */
function createIcon(): SVGElement {
  const namespace = 'http://www.w3.org/2000/svg';
  const icon = document.createElementNS(namespace, 'svg');
  const path = document.createElementNS(namespace, 'path');
  icon.setAttribute('viewBox', '0 0 24 24');
  path.setAttribute('d', 'M12 4a8 8 0 1 1-4 15l-4 1 1-4A8 8 0 0 1 12 4zm0 5.5a1.5 1.5 0 1 0 .01 0zm0 3V15');
  icon.append(path);
  return icon;
}
