/// The number of one request (số tham chiếu): on error pages, in the answer's headers and in the log's line.
///
/// Eight of Crockford's characters in two groups, so that it can be read out over the telephone: `K7Q2-9FHX`.
struct Reference: Hashable, Sendable, CustomStringConvertible {
    let description: String

    init(random: UInt64) {
        let alphabet = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ")
        var text = ""
        for place in 0..<8 {
            if place == 4 { text.append("-") }
            text.append(alphabet[Int(random >> (UInt64(place) * 5) & 31)])
        }
        description = text
    }

    static func random() -> Reference { Reference(random: UInt64.random(in: .min ... .max)) }
}
