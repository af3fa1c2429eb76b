public import Core
public import Store

/// Six digits that confirm one act on one dossier (mã xác nhận dùng một lần): ten minutes, five tries.
public enum OneTimeCodes {
    public static let digits = 6
    public static let minutes = 10
    public static let triesMax = 5
    /// Codes made in an hour for one dossier: with five tries each, guessing stays at 1 in 40,000 an hour.
    public static let perHourMax = 5

    public enum Making: Hashable, Sendable {
        case made(CodeDelivery, expires: Instant)
        /// Too many were made this hour.
        case wait(until: Instant)
        /// Nothing can be sent: come to the counter, or call.
        case noChannel
    }

    public enum Check: Hashable, Sendable {
        case right
        case wrong(triesLeft: Int)
        /// None was made, it is over, or the tries are used up: have another one made.
        case noCode
    }

    /// Makes a code and hands it on; inside `store.write`.
    ///
    /// An earlier code for the same act ends.
    public static func make(
        for dossier: DossierID, _ purpose: CodePurpose, by channel: any OneTimeCodeChannel, sealer: any Sealer,
        now: Instant, random: inout some RandomSource, in sql: any SQLConnection
    ) throws -> Making {
        guard channel.isOpen else { return .noChannel }
        let subject = sealer.stamp(dossier.text, purpose: "codes of a dossier")
        if let until = try HourlyTries.admit(.code, subject, most: perHourMax, now: now, random: &random, in: sql) {
            return .wait(until: until)
        }
        let code = sixDigits(random: &random)
        let expires = now.adding(minutes: minutes)
        try OneTimeCodeTable.replace(
            OneTimeCodeRow(
                dossier: dossier, purpose: purpose, mac: mac(code, dossier, purpose, made: now, sealer), made: now,
                expires: expires), in: sql)
        try Audit.write(.codeMade, by: nil, on: dossier, .code(purpose), now: now, random: &random, in: sql)
        return .made(try channel.deliver(code, of: dossier, for: purpose, in: sql), expires: expires)
    }

    /// When the code that waits to be typed ends; nil if none does.
    public static func waiting(
        for dossier: DossierID, _ purpose: CodePurpose, now: Instant, in sql: any SQLConnection
    ) throws -> Instant? {
        guard let row = try OneTimeCodeTable.find(dossier, purpose, locked: false, in: sql),
            Validity(made: row.made, expires: row.expires).holds(at: now), row.failed < triesMax
        else { return nil }
        return row.expires
    }

    /// Checks what was typed, in the transaction of the act that it confirms; a right code is used up.
    ///
    /// A wrong one is a value, because it must be counted: the caller returns it and does not throw.
    public static func check(
        _ typed: String, for dossier: DossierID, _ purpose: CodePurpose, sealer: any Sealer, now: Instant,
        random: inout some RandomSource, in sql: any SQLConnection
    ) throws -> Check {
        guard var row = try OneTimeCodeTable.find(dossier, purpose, in: sql),
            Validity(made: row.made, expires: row.expires).holds(at: now), row.failed < triesMax
        else { return .noCode }
        let code = String(typed.prefix(typedMax).filter { !$0.isWhitespace })
        if equalInConstantTime(mac(code, dossier, purpose, made: row.made, sealer), row.mac) {
            try OneTimeCodeTable.remove(dossier, purpose, in: sql)
            return .right
        }
        row.failed += 1
        try Audit.write(.codeRefused, by: nil, on: dossier, .code(purpose), now: now, random: &random, in: sql)
        guard row.failed < triesMax else {
            try OneTimeCodeTable.remove(dossier, purpose, in: sql)
            return .noCode
        }
        try OneTimeCodeTable.replace(row, in: sql)
        return .wrong(triesLeft: triesMax - row.failed)
    }

    /// Characters read of what was typed: six digits with spaces between them.
    private static let typedMax = 32

    /// Every code alike: what would make low ones likelier is drawn again.
    private static func sixDigits(random: inout some RandomSource) -> String {
        var value: UInt32
        repeat {
            value = random.bytes(3).reduce(0) { $0 << 8 | UInt32($1) }
        } while value >= 16_000_000
        let text = String(value % 1_000_000)
        return String(repeating: "0", count: digits - text.count) + text
    }

    private static func mac(
        _ code: String, _ dossier: DossierID, _ purpose: CodePurpose, made: Instant, _ sealer: any Sealer
    ) -> [UInt8] {
        sealer.stamp("\(dossier) \(purpose.rawValue) \(made.microseconds) \(code)", purpose: "one-time code")
    }
}
