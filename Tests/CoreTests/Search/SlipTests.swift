import Testing

@testable import Core

@Suite("Slips of keyboard and ear")
struct SlipTests {
    private func distance(_ a: String, _ b: String, most: Int = 9) -> Int? {
        EditDistance.between(Array(a.utf8), Array(b.utf8), most: most)
    }

    @Test func `a letter missed, added, replaced or swapped is one slip`() {
        #expect(distance("sinh", "sinh") == 0)
        for slip in ["snh", "sinhh", "sing", "sihn", "isnh", "simh"] { #expect(distance(slip, "sinh") == 1, "\(slip)") }
        #expect(distance("", "abc") == 3)
        #expect(distance("abc", "") == 3)
    }

    @Test func `more slips than asked for are nil`() {
        #expect(distance("khai", "sinh", most: 2) == nil)
        #expect(distance("a", "abcd", most: 2) == nil)
        #expect(distance("thuong", "thoung", most: 1) == 1)
    }

    @Test func `the distance is the same both ways, and that of a slow recount`() {
        var random = SeededRandom(seed: 2_026)
        for _ in 0..<2_000 {
            let (a, b) = (word(&random), word(&random))
            let distance = EditDistance.between(a, b, most: 9)
            #expect(distance == EditDistance.between(b, a, most: 9), "SEED=2026")
            #expect(distance == recount(a[...], b[...]), "SEED=2026 \(a) \(b)")
        }
    }

    private func word(_ random: inout SeededRandom) -> [UInt8] {
        (0..<Int.random(in: 0...5, using: &random)).map { _ in UInt8.random(in: 97...100, using: &random) }
    }

    /// The definition itself, from the ends of both words.
    private func recount(_ a: ArraySlice<UInt8>, _ b: ArraySlice<UInt8>) -> Int {
        guard let x = a.last, let y = b.last else { return a.count + b.count }
        var least = min(recount(a.dropLast(), b) + 1, recount(a, b.dropLast()) + 1)
        least = min(least, recount(a.dropLast(), b.dropLast()) + (x == y ? 0 : 1))
        if a.count > 1, b.count > 1, x == b.dropLast().last, y == a.dropLast().last {
            least = min(least, recount(a.dropLast(2), b.dropLast(2)) + 1)
        }
        return least
    }

    @Test func `keys that the input method left behind are taken out`() {
        let cases = [
            "sinhf": "sinh", "ddawng": "dang", "kys": "ky", "thuowngf": "thuong", "trus": "tru", "ddaats": "dat",
            "ngwowif": "nguoi", "tws": "tu", "dangd": "dang", "nhaanj": "nhan", "hooj": "ho", "d9a8ng": "dang",
            "ke6t1": "ket", "nguo7i2": "nguoi",
        ]
        for (typed, read) in cases {
            let letters = TypedKeys.read(Array(typed.utf8)).map { String(decoding: $0, as: UTF8.self) }
            #expect(letters == read, "\(typed)")
        }
    }

    @Test func `words without such keys, and what no syllable bears, are left alone`() {
        for typed in ["sinh", "ra", "xa", "tr", "s", "2025", "", "aaaaaaaa"] {
            #expect(TypedKeys.read(Array(typed.utf8)) == nil, "\(typed)")
        }
    }

    @Test func `what is said alike has one key`() {
        let alike = [
            ("sinh", "xinh"), ("tru", "chu"), ("hon", "hong"), ("thuc", "thut"), ("gia", "da"), ("rua", "dua"),
        ]
        for (a, b) in alike { #expect(SoundAlike.key(Array(a.utf8)) == SoundAlike.key(Array(b.utf8)), "\(a) \(b)") }
        for (a, b) in [("thu", "tu"), ("khai", "cai"), ("ho", "so")] {
            #expect(SoundAlike.key(Array(a.utf8)) != SoundAlike.key(Array(b.utf8)), "\(a) \(b)")
        }
    }

    @Test func `the logarithm is exact`() {
        let known = [
            (1.0, 0.0), (2, 0.693_147_180_559_945_3), (10, 2.302_585_092_994_045_7), (0.5, -0.693_147_180_559_945_3),
            (2.718_281_828_459_045, 1), (1_000_000, 13.815_510_557_964_274), (1.5, 0.405_465_108_108_164_4),
        ]
        for (x, value) in known { #expect(abs(naturalLogarithm(x) - value) < 1e-14 * max(1, abs(value)), "\(x)") }
    }
}
