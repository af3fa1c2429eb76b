public import Core
public import Store

/// What a password must be like (quy định về mật khẩu).
///
/// Decree 331/2026, systems of level 2 and above: at least 14 characters where the password is all there is, 8 beside a
/// second factor; administrators change theirs every two months.
public struct PasswordPolicy: Hashable, Sendable {
    /// Characters, as people count them.
    public var charactersMin = 14
    public var charactersMinWithSecondFactor = 8
    /// Days after which an administrator must choose another one.
    public var administratorDays = 60

    public init() {}

    /// Characters of the longest password.
    public static let charactersMax = 128
    /// Fewer different characters than this are a pattern, not a password.
    static let differentMin = 5

    /// True if the next page shown must be the one to change the password.
    public func mustChange(_ password: StoredPassword, administrator: Bool, now: Instant) -> Bool {
        if password.mustChange { return true }
        return administrator && password.set.adding(minutes: administratorDays * 24 * 60) <= now
    }

    /// Throws `AccessRefusal.password` with the first thing that is wrong with a new password.
    func check(_ password: Password, login: String, secondFactor: Bool) throws(AccessRefusal) {
        let characters = Array(password.text)
        let least = secondFactor ? charactersMinWithSecondFactor : charactersMin
        if characters.count < least { throw .password(.tooShort(least: least)) }
        if characters.count > PasswordPolicy.charactersMax {
            throw .password(.tooLong(most: PasswordPolicy.charactersMax))
        }
        if Set(characters).count < PasswordPolicy.differentMin || repeats(characters) || isRow(password.text) {
            throw .password(.tooSimple)
        }
        if password.text.lowercased().contains(login) { throw .password(.holdsLogin) }
    }

    /// True for one piece of at most half the length over and over: `matkhaumatkhau`, `abc123abc123abc`.
    private func repeats(_ characters: [Character]) -> Bool {
        (1...max(1, characters.count / 2)).contains { period in
            characters.indices.dropFirst(period).allSatisfy { characters[$0] == characters[$0 - period] }
        }
    }

    /// True if most characters follow their neighbour in a row of the keyboard or the alphabet, either way.
    private func isRow(_ text: String) -> Bool {
        let characters = Array(text.lowercased())
        let following = zip(characters, characters.dropFirst()).count { first, second in
            PasswordPolicy.neighbours.contains(String([first, second]))
        }
        return following * 4 >= (characters.count - 1) * 3
    }

    private static let neighbours: Set<String> = {
        let rows = ["01234567890", "abcdefghijklmnopqrstuvwxyz", "qwertyuiop", "asdfghjkl", "zxcvbnm", "1qaz2wsx3edc"]
        var pairs: Set<String> = []
        for row in rows {
            for (first, second) in zip(row, row.dropFirst()) {
                pairs.insert(String([first, second]))
                pairs.insert(String([second, first]))
            }
        }
        return pairs
    }()
}

extension PasswordVerifier {
    /// Checks a new password and derives what is stored of it: slow, never inside a transaction.
    ///
    /// - Refuses: `.password` when the policy does.
    public static func make(
        _ password: Password, for login: String, settings: AccessSettings, secondFactor: Bool = false,
        random: inout some RandomSource
    ) throws -> PasswordVerifier {
        try settings.password.check(password, login: login, secondFactor: secondFactor)
        return try PasswordVerifier(password, cost: settings.cost, random: &random)
    }
}
