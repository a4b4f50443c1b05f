import assert from 'node:assert/strict';
import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import { describe, it } from 'node:test';
import { clientAddress } from '../../src/node/address.js';

function from(remote: string, forwarded?: string): IncomingMessage {
  const socket = new Socket();
  Object.defineProperty(socket, 'remoteAddress', { value: remote });
  const request = new IncomingMessage(socket);
  if (forwarded !== undefined) request.headers['x-forwarded-for'] = forwarded;
  return request;
}

describe('the address that limiters count', () => {
  it('is the whole of IPv4 and the /64 of IPv6', () => {
    assert.equal(clientAddress(from('203.0.113.9'), 0), '203.0.113.9');
    assert.equal(clientAddress(from('::ffff:203.0.113.9'), 0), '203.0.113.9');
    assert.equal(clientAddress(from('2001:db8:1:2:3:4:5:6'), 0), '2001:db8:1:2::/64');
    assert.equal(clientAddress(from('2001:db8::6'), 0), '2001:db8:0:0::/64');
    assert.equal(clientAddress(from('2001:db8:1:2::'), 0), '2001:db8:1:2::/64');
  });

  it('is not counted on the loopback', () => {
    for (const address of ['127.0.0.1', '127.9.9.9', '::1', '::ffff:127.0.0.1'])
      assert.equal(clientAddress(from(address), 0), undefined);
  });

  it('is believed of own proxies only, counted from the right', () => {
    const spoofed = '198.51.100.1, 203.0.113.9, 10.0.0.2';
    assert.equal(clientAddress(from('192.0.2.1', spoofed), 0), '192.0.2.1');
    assert.equal(clientAddress(from('192.0.2.1', spoofed), 1), '10.0.0.2');
    assert.equal(clientAddress(from('192.0.2.1', spoofed), 2), '203.0.113.9');
    assert.equal(clientAddress(from('192.0.2.1', 'nonsense'), 1), '192.0.2.1');
  });
});
