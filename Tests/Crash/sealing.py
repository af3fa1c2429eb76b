"""Opens what is sealed, through the system's libcrypto: keys, personal parts and files must not only be there."""

import ctypes
import ctypes.util
import functools
import hashlib
import hmac

NONCE, TAG = 12, 16
SET_TAG = 0x11


@functools.cache
def library() -> ctypes.CDLL:
    found = ctypes.CDLL(ctypes.util.find_library("crypto") or "libcrypto.so.3")
    for name in ("EVP_CIPHER_CTX_new", "EVP_aes_256_gcm"):
        getattr(found, name).restype = ctypes.c_void_p
    found.EVP_CIPHER_CTX_free.argtypes = [ctypes.c_void_p]
    found.EVP_CIPHER_CTX_ctrl.argtypes = [ctypes.c_void_p, ctypes.c_int, ctypes.c_int, ctypes.c_char_p]
    found.EVP_DecryptInit_ex.argtypes = [ctypes.c_void_p] * 3 + [ctypes.c_char_p] * 2
    found.EVP_DecryptUpdate.argtypes = [
        ctypes.c_void_p, ctypes.c_void_p, ctypes.POINTER(ctypes.c_int), ctypes.c_char_p, ctypes.c_int]
    found.EVP_DecryptFinal_ex.argtypes = [ctypes.c_void_p, ctypes.c_char_p, ctypes.POINTER(ctypes.c_int)]
    return found


def opened(sealed: bytes, key: bytes, place: bytes) -> bytes | None:
    """AES-256-GCM as nonce, ciphertext and tag; None if key, place or a byte is wrong."""
    if len(sealed) < NONCE + TAG:
        return None
    crypto = library()
    context, length = crypto.EVP_CIPHER_CTX_new(), ctypes.c_int(0)
    try:
        text = sealed[NONCE:-TAG]
        plain = ctypes.create_string_buffer(len(text) + 16)
        good = crypto.EVP_DecryptInit_ex(context, crypto.EVP_aes_256_gcm(), None, key, sealed[:NONCE])
        good &= crypto.EVP_DecryptUpdate(context, None, ctypes.byref(length), place, len(place))
        good &= crypto.EVP_DecryptUpdate(context, plain, ctypes.byref(length), text, len(text))
        good &= crypto.EVP_CIPHER_CTX_ctrl(context, SET_TAG, TAG, sealed[-TAG:])
        good &= crypto.EVP_DecryptFinal_ex(context, ctypes.create_string_buffer(16), ctypes.byref(length)) > 0
        return plain.raw[: len(text)] if good == 1 else None
    finally:
        crypto.EVP_CIPHER_CTX_free(context)


def wrapping_key(master: bytes) -> bytes:
    """HKDF with SHA-256 and no salt (RFC 5869), one block."""
    drawn = hmac.new(bytes(32), master, hashlib.sha256).digest()
    return hmac.new(drawn, b"motcua wrapping key 1\x01", hashlib.sha256).digest()
