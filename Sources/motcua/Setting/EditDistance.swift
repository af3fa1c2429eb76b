/// How many letters must be typed, left out or changed to make one word of another (khoảng cách sửa đổi).
enum EditDistance {
    /// Letters compared; of longer words the rest does not count.
    static let lettersMax = 64

    static func between(_ one: [Character], _ other: [Character]) -> Int {
        let (one, other) = (one.prefix(lettersMax), other.prefix(lettersMax))
        var row = Array(0...other.count)
        for (above, letter) in one.enumerated() {
            var diagonal = row[0]
            row[0] = above + 1
            for (column, its) in other.enumerated() {
                let changed = diagonal + (letter == its ? 0 : 1)
                diagonal = row[column + 1]
                row[column + 1] = min(changed, diagonal + 1, row[column] + 1)
            }
        }
        return row[other.count]
    }
}
