/**
 * The floor of a first meeting: a store of the same kind, the same keys, and one round trip over a WebSocket. Milliseconds;
 * handed to a page of the shop as it stands here.
 */
export async function plainMeeting(socketUrl: string): Promise<number> {
  const { subtle } = crypto;
  const start = performance.now();
  const opening = indexedDB.open('plain', 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore('rows');
  await new Promise((resolve, reject) => {
    opening.onsuccess = resolve;
    opening.onerror = reject;
  });
  const aes = await subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
  const identity = await subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, [
    'sign',
    'verify',
  ]);
  // One to open with and one for the first turn.
  const once = await subtle.generateKey({ name: 'ECDH', namedCurve: 'P-256' }, false, ['deriveBits']);
  const turn = await subtle.generateKey({ name: 'ECDH', namedCurve: 'P-256' }, false, ['deriveBits']);
  // Who one is, and the first words: both are on the disk before anything leaves.
  for (const values of [
    [aes, identity.privateKey, identity.publicKey],
    [once.privateKey, turn.privateKey],
  ]) {
    const transaction = opening.result.transaction('rows', 'readwrite', { durability: 'strict' });
    for (const [index, value] of values.entries()) transaction.objectStore('rows').put(value, index);
    await new Promise((resolve, reject) => {
      transaction.oncomplete = resolve;
      transaction.onerror = reject;
    });
  }
  const socket = new WebSocket(socketUrl, 'secure-chat.relay.1');
  await new Promise((resolve, reject) => {
    socket.onmessage = resolve;
    socket.onerror = reject;
  });
  const took = performance.now() - start;
  socket.close();
  return took;
}
