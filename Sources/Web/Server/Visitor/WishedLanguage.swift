extension Language {
    /// The best of `offered` for an Accept-Language header; nil if it names none of them.
    ///
    /// Only the first part of a tag counts (`en-GB` is `en`). Of equal wishes the first named wins; a wish of
    /// quality 0 is a refusal. More than 16 wishes are not read.
    static func wished(_ header: String, among offered: [Language]) -> Language? {
        var best: (language: Language, quality: Double)?
        for wish in header.utf8.split(separator: UInt8(ascii: ","), maxSplits: 16).prefix(16) {
            let parts = String(Substring(wish)).lowercased().split(separator: ";")
            guard let tag = parts.first?.trimmingSpaces().split(separator: "-").first else { continue }
            let quality = HeaderQuality.read(parts.dropFirst())
            guard quality > 0, let language = offered.first(where: { $0.rawValue == tag }) else { continue }
            if let best, best.quality >= quality { continue }
            best = (language, quality)
        }
        return best?.language
    }
}

/// The quality of a wish in Accept and Accept-Language: `q=0.8`.
enum HeaderQuality {
    /// 1 if none is given, 0 if it cannot be read.
    static func read(_ parameters: some Sequence<Substring>) -> Double {
        for parameter in parameters {
            let pair = parameter.trimmingSpaces()
            guard pair.hasPrefix("q=") else { continue }
            guard let value = Double(pair.dropFirst(2)), (0...1).contains(value) else { return 0 }
            return value
        }
        return 1
    }
}

extension StringProtocol {
    /// Without spaces and tabs at both ends: the optional white space of HTTP headers.
    func trimmingSpaces() -> SubSequence {
        func isSpace(_ character: Character) -> Bool { character == " " || character == "\t" }
        guard let first = firstIndex(where: { !isSpace($0) }), let last = lastIndex(where: { !isSpace($0) })
        else { return self[endIndex...] }
        return self[first...last]
    }
}
