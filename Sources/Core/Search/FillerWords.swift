/// Words with which people ask, and which say nothing about what they need (từ đệm): "tôi muốn", "ở đâu", "cần gì".
///
/// They are not dropped, for some stand in names too; they weigh little.
enum FillerWords {
    /// Which of the words belong to such a phrase.
    ///
    /// - Parameter endsCompound: True if a word and the one before it are one thing: `làm` in `việc làm`. Such a word
    ///   is no filler by itself.
    static func flags(_ words: [SearchWord], endsCompound: (Int) -> Bool) -> [Bool] {
        var flags = [Bool](repeating: false, count: words.count)
        let keys = words.map(\.key)
        for start in words.indices {
            for phrase in phrases[keys[start], default: []] where start + phrase.count <= words.count {
                let matches = phrase.indices.allSatisfy { offset in
                    keys[start + offset] == phrase[offset].key
                        && words[start + offset].marks.agree(with: phrase[offset].marks)
                }
                if matches, phrase.count > 1 || flags[start] || !endsCompound(start) {
                    for place in start..<start + phrase.count { flags[place] = true }
                }
            }
        }
        return flags
    }

    /// The phrases by first word.
    ///
    /// Words that mean something else without marks (`vậy`, `sao`, `cần`) stand in phrases only.
    private static let phrases: [String: [[SearchWord]]] = {
        let texts = [
            "tôi", "mình", "muốn", "xin", "làm", "gì", "thì", "là", "để", "ạ", "ơi", "nhỉ", "nhé", "hỏi", "giúp",
            "khi", "nào", "phải", "những", "các", "cái", "mấy",
            "làm sao", "tại sao", "vì sao", "ra sao", "thế nào", "như thế nào", "ở đâu", "chỗ nào", "bao lâu",
            "bao nhiêu", "mất bao lâu", "hết bao nhiêu", "cần gì", "cần những gì", "giấy tờ gì", "có được không",
            "có phải", "có cần", "phải không", "được không", "cần không", "cho tôi", "cho em", "cho mình", "cho hỏi",
            "thủ tục", "hồ sơ gồm", "hồ sơ gì", "hướng dẫn", "quy trình", "không ạ", "vậy ạ", "mẫu đơn", "đơn xin",
        ]
        return Dictionary(grouping: texts.map { SearchWord.words(in: $0) }) { $0.first?.key ?? "" }
    }()
}
