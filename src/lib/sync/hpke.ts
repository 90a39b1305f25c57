import { Aes256Gcm, CipherSuite, DhkemP256HkdfSha256, HkdfSha256 } from '@hpke/core';

/**
 * How kiosks seal: HPKE (RFC 9180) in base mode. A module of its own, as only kiosks and the server need
 * the library.
 */
export const sealingSuite = (): CipherSuite =>
	new CipherSuite({
		kem: new DhkemP256HkdfSha256(),
		kdf: new HkdfSha256(),
		aead: new Aes256Gcm()
	});
