import Core
import Crypto
import _CryptoExtras

/// What one derivation costs (chi phí băm mật khẩu): Scrypt's N = 2^`rounds`, r and p.
public struct PasswordCost: Hashable, Sendable {
    public let rounds: Int
    public let blockSize: Int
    public let parallelism: Int

    /// Nil for what no machine here should do: more than 1 GiB or sixteen lanes.
    public init?(rounds: Int, blockSize: Int, parallelism: Int) {
        guard (1...20).contains(rounds), (1...32).contains(blockSize), (1...16).contains(parallelism),
            128 * blockSize << rounds <= PasswordCost.memoryMax
        else { return nil }
        self.init(unchecked: rounds, blockSize, parallelism)
    }

    private init(unchecked rounds: Int, _ blockSize: Int, _ parallelism: Int) {
        self.rounds = rounds
        self.blockSize = blockSize
        self.parallelism = parallelism
    }

    static let memoryMax = 1 << 30

    /// 128 MiB and about a quarter of a second of one core.
    public static let production = PasswordCost(unchecked: 17, 8, 1)
    /// For tests alone: protects nothing.
    public static let lowest = PasswordCost(unchecked: 4, 8, 1)
}

/// What is stored to know a password again: cost, salt and the key derived from it.
///
/// As text: `scrypt:17:8:1:<salt>:<key>`, both hexadecimal; so the cost can be raised without losing anybody.
public struct PasswordVerifier: Hashable, Sendable, CustomStringConvertible {
    let cost: PasswordCost
    let salt: [UInt8]
    let key: [UInt8]

    private static let saltBytes = 16
    private static let keyBytes = 32

    /// Derives a verifier, which takes as long as `cost` says: never inside a transaction.
    init(_ password: Password, cost: PasswordCost, random: inout some RandomSource) throws {
        let salt = random.bytes(PasswordVerifier.saltBytes)
        self.init(cost: cost, salt: salt, key: try PasswordVerifier.derive(password, cost, salt))
    }

    private init(cost: PasswordCost, salt: [UInt8], key: [UInt8]) {
        self.cost = cost
        self.salt = salt
        self.key = key
    }

    /// A verifier that no password fits, for logins that do not exist: it costs the same time.
    static func decoy(_ cost: PasswordCost) -> PasswordVerifier {
        PasswordVerifier(
            cost: cost, salt: [UInt8](repeating: 0, count: saltBytes), key: [UInt8](repeating: 0, count: keyBytes))
    }

    /// Reads the stored text; nil for anything else.
    public init?(_ text: String) {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 6, parts[0] == "scrypt", let rounds = Int(parts[1]), let blockSize = Int(parts[2]),
            let parallelism = Int(parts[3]),
            let cost = PasswordCost(rounds: rounds, blockSize: blockSize, parallelism: parallelism),
            let salt = bytes(hexadecimal: parts[4]), salt.count == PasswordVerifier.saltBytes,
            let key = bytes(hexadecimal: parts[5]), key.count == PasswordVerifier.keyBytes
        else { return nil }
        self.init(cost: cost, salt: salt, key: key)
    }

    public var text: String {
        "scrypt:\(cost.rounds):\(cost.blockSize):\(cost.parallelism):\(hexadecimal(salt)):\(hexadecimal(key))"
    }

    /// True for the password it was made from; slow by intent, and as slow for a wrong one.
    func matches(_ password: Password) throws -> Bool {
        equalInConstantTime(try PasswordVerifier.derive(password, cost, salt), key)
    }

    private static func derive(_ password: Password, _ cost: PasswordCost, _ salt: [UInt8]) throws -> [UInt8] {
        let key = try KDF.Scrypt.deriveKey(
            from: password.bytes, salt: salt, outputByteCount: keyBytes, rounds: 1 << cost.rounds,
            blockSize: cost.blockSize, parallelism: cost.parallelism)
        return key.withUnsafeBytes { Array($0) }
    }

    /// Without salt and key, so that none reaches a log.
    public var description: String { "verifier" }
}
