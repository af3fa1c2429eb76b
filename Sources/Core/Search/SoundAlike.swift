/// Spelling by ear: what many speakers of central and southern Vietnam say alike (lẫn âm đầu, âm cuối).
///
/// `tr`/`ch`, `s`/`x`, `d`/`gi`/`r`/`v` at the beginning, `n`/`ng`/`nh` and `t`/`c`/`ch` at the end.
enum SoundAlike {
    /// Words with one key sound alike to somebody: `xinh` and `sinh`, `thuong chu` and `thuong tru`.
    static func key(_ letters: [UInt8]) -> String {
        let (first, rest) = initial(letters)
        let (middle, last) = final(rest)
        return String(decoding: first + middle + last, as: UTF8.self)
    }

    private static func initial(_ letters: [UInt8]) -> (sound: [UInt8], rest: ArraySlice<UInt8>) {
        for (spelling, sound) in initials where letters.starts(with: spelling) && letters.count > spelling.count {
            return (sound, letters[spelling.count...])
        }
        return ([], letters[...])
    }

    private static func final(_ letters: ArraySlice<UInt8>) -> (rest: ArraySlice<UInt8>, sound: [UInt8]) {
        for (spelling, sound) in finals
        where letters.count > spelling.count && letters.suffix(spelling.count) == spelling[...] {
            return (letters.dropLast(spelling.count), sound)
        }
        return (letters, [])
    }

    // Longer spellings first.
    private static let initials: [(spelling: [UInt8], sound: [UInt8])] = [
        ("tr", "ch"), ("ch", "ch"), ("gi", "d"), ("th", "th"), ("s", "x"), ("r", "d"), ("v", "d"), ("d", "d"),
    ].map { (Array($0.0.utf8), Array($0.1.utf8)) }

    private static let finals: [(spelling: [UInt8], sound: [UInt8])] = [
        ("ng", "n"), ("nh", "n"), ("ch", "t"), ("c", "t"),
    ].map { (Array($0.0.utf8), Array($0.1.utf8)) }
}
