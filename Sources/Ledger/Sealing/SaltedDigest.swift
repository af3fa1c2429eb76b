public import Core

/// A digest that may stand in a record's body in place of a sealed answer: it proves the answer and does not tell it.
///
/// The salt is sealed together with the answer; whoever has only the body cannot try out numbers and names, and
/// erasing the key ends even that.
public struct SaltedDigest: Hashable, Sendable {
    /// 32 hexadecimal digits, for the sealed part.
    public let salt: String
    /// 64 hexadecimal digits, for the body.
    public let digest: String

    /// The digest of a value in UTF-8 under a new salt of 128 random bits.
    public init(of value: String, random: inout some RandomSource) {
        self.init(of: value, salt: hexadecimal(random.bytes(16)))
    }

    /// The digest of a value under a salt that was kept: SHA-256 of the salt's digits, then the value.
    ///
    /// The salt's length is fixed, so that no digit moves between salt and value.
    public init(of value: String, salt: String) {
        self.salt = salt
        digest = LedgerHash.of(Array(salt.utf8) + Array(value.utf8)).hex
    }

    /// True if `value` under `salt` gives `digest`; false for a salt of another length than is ever made.
    public static func proves(_ digest: String, value: String, salt: String) -> Bool {
        salt.utf8.count == 32 && SaltedDigest(of: value, salt: salt).digest == digest
    }
}
