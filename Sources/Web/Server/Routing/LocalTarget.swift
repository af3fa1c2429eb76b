import HTML

/// An address to come back to (trang quay lại) that came from outside: only ever one of ours.
enum LocalTarget {
    /// The target if it is a path of this site; home otherwise, so that no link of ours leads to a foreign page.
    ///
    /// `//other.example` and `/\other.example` begin like a path and are not.
    static func checked(_ target: String?) -> String {
        guard let target, target.utf8.count <= 2048, target.hasPrefix("/"), !target.hasPrefix("//"),
            target.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "\\") })
        else { return Path.home.url.text }
        return target
    }
}
