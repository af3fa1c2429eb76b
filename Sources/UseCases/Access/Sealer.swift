import Core
import Crypto
import Foundation
import Store

/// Seals what short-lived tables hold of people, and stamps what is only to be known again (niêm phong).
///
/// Why a protocol: use cases and tests see bytes in and out; where the key lies is the installation's matter.
public protocol Sealer: Sendable {
    /// Bytes that `open` alone reads, and only with the same `context`: the table and the row they belong to.
    ///
    /// - Parameter nonce: 12 bytes, never the same twice for one context.
    func seal(_ plain: [UInt8], context: String, nonce: [UInt8]) throws -> [UInt8]

    /// What was sealed; throws `StoreError` `.corrupt` if bytes, context or key are not the same.
    func open(_ sealed: [UInt8], context: String) throws -> [UInt8]

    /// 32 bytes that stand for `bytes` and cannot be made without the key.
    func stamp(_ bytes: [UInt8], purpose: String) -> [UInt8]
}

extension Sealer {
    func seal(_ plain: [UInt8], context: String, random: inout some RandomSource) throws -> [UInt8] {
        try seal(plain, context: context, nonce: random.bytes(MasterKeySealer.nonceBytes))
    }

    func stamp(_ text: String, purpose: String) -> [UInt8] { stamp(Array(text.utf8), purpose: purpose) }
}

/// Seals under keys derived from the master key (khóa chủ): AES-256-GCM, HMAC-SHA-256.
///
/// Each context has a key of its own (HKDF-SHA-256), so that a nonce would have to repeat within one row to do harm.
/// What was sealed does not outlive a change of the master key: nothing here is kept longer than seven days.
public struct MasterKeySealer: Sealer {
    static let nonceBytes = 12
    private let sealing: SymmetricKey
    private let stamping: SymmetricKey

    /// - Parameter masterKey: 32 bytes, as the installation keeps them.
    public init(masterKey: [UInt8]) {
        precondition(masterKey.count == 32, "a master key has 256 bits")
        let master = SymmetricKey(data: masterKey)
        func derived(_ use: String) -> SymmetricKey {
            HKDF<SHA256>.deriveKey(
                inputKeyMaterial: master, salt: Array("motcua access v1".utf8), info: Array(use.utf8),
                outputByteCount: 32)
        }
        sealing = derived("seal")
        stamping = derived("stamp")
    }

    public func seal(_ plain: [UInt8], context: String, nonce: [UInt8]) throws -> [UInt8] {
        let box = try AES.GCM.seal(
            plain, using: key(context), nonce: AES.GCM.Nonce(data: nonce), authenticating: Array(context.utf8))
        return nonce + Array(box.ciphertext) + Array(box.tag)
    }

    public func open(_ sealed: [UInt8], context: String) throws -> [UInt8] {
        do {
            let box = try AES.GCM.SealedBox(combined: sealed)
            return Array(try AES.GCM.open(box, using: key(context), authenticating: Array(context.utf8)))
        } catch {
            throw StoreError(.corrupt, "what is sealed does not open under this master key", at: context)
        }
    }

    public func stamp(_ bytes: [UInt8], purpose: String) -> [UInt8] {
        var mac = HMAC<SHA256>(key: stamping)
        // The length first, so that no purpose can run into the bytes after it.
        mac.update(data: Array("\(purpose.utf8.count):\(purpose)".utf8))
        mac.update(data: bytes)
        return Array(mac.finalize())
    }

    private func key(_ context: String) -> SymmetricKey {
        HKDF<SHA256>.expand(pseudoRandomKey: sealing, info: Array(context.utf8), outputByteCount: 32)
    }
}
