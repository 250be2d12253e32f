// Locks a text with a passphrase, for this device only. What comes out, as base64 of bytes:
//
//   0        1            17           29
//   version  salt (16)    nonce (12)   AES-256-GCM of the text, with its tag (16); the 29 bytes before it are authenticated too
//
// The key: PBKDF2 with SHA-256 and 600,000 rounds, as OWASP's Password Storage Cheat Sheet asks for since 2023. Salt and nonce are
// drawn anew each time. The text is filled up with spaces to whole kilobytes, so that its length does not tell how much was written.

const version = 1, salt_size = 16, nonce_size = 12, head_size = 1 + salt_size + nonce_size, tag_size = 16;
const rounds = 600_000;
const step = 1024;

async function key_of(passphrase, salt) {
  const typed = new TextEncoder().encode(passphrase.normalize('NFKC'));   // the same however a keyboard spells an accent
  const base = await crypto.subtle.importKey('raw', typed, 'PBKDF2', false, ['deriveKey']);
  return crypto.subtle.deriveKey({ name: 'PBKDF2', hash: 'SHA-256', salt, iterations: rounds }, base,
    { name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
}

const ask = (head) => ({ name: 'AES-GCM', iv: head.subarray(1 + salt_size), additionalData: head });

export async function lock(text, passphrase) {
  const head = crypto.getRandomValues(new Uint8Array(head_size));
  head[0] = version;
  const key = await key_of(passphrase, head.subarray(1, 1 + salt_size));
  const plain = new TextEncoder().encode(text);
  const filled = new Uint8Array(Math.ceil((plain.length + 1) / step) * step).fill(32);
  filled.set(plain);
  const locked = new Uint8Array(await crypto.subtle.encrypt(ask(head), key, filled));
  return btoa(Array.from([...head, ...locked], (byte) => String.fromCharCode(byte)).join(''));
}

/** What cannot have come out of lock(), whatever the passphrase. */
export class Broken extends Error {}

/** The text, or null when the passphrase is another one. Throws Broken. */
export async function unlock(locked, passphrase) {
  let bytes;
  try { bytes = Uint8Array.from(atob(locked), (sign) => sign.charCodeAt(0)); } catch { throw new Broken(); }
  if (bytes.length < head_size + tag_size || bytes[0] !== version) throw new Broken();
  const head = bytes.subarray(0, head_size);
  const key = await key_of(passphrase, head.subarray(1, 1 + salt_size));
  try {
    return new TextDecoder().decode(await crypto.subtle.decrypt(ask(head), key, bytes.subarray(head_size))).trimEnd();
  } catch { return null; }
}
