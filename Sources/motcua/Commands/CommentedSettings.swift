import Foundation

/// The settings file that `motcua init` writes: every key at its default, explained and commented out.
struct CommentedSettings {
    /// The whole text; the defaults are read off the program, so that the two cannot differ.
    static var text: String {
        let defaults = InstallationSettings()
        var text = comment(SettingExplanations.head.english) + "#\n" + comment(SettingExplanations.head.vietnamese)
        for key in SettingKey.allCases {
            let words = SettingExplanations.of(key)
            text += "\n" + comment(words.english) + comment(words.vietnamese) + comment(values(key))
            text += "# \(key.rawValue) = \(defaults.text(of: key))\n"
        }
        return text
    }

    /// What may stand behind the equals sign; nothing where the explanation says it.
    private static func values(_ key: SettingKey) -> String {
        if let range = key.range {
            let (low, high) = (range.lowerBound, range.upperBound)
            return "A whole number from \(low) to \(high). / Số nguyên từ \(low) đến \(high)."
        }
        return key.words.map { "Values / Giá trị: " + $0.joined(separator: ", ") } ?? ""
    }

    private static func comment(_ words: String) -> String {
        words.split(separator: "\n").map { "# \($0)\n" }.joined()
    }

    /// Writes the file into a data folder; one that is there already is left as it is.
    ///
    /// - Returns: its path, or nil where there was one.
    static func write(into data: String) throws -> String? {
        let path = data + "/" + SettingsFile.name
        do {
            try Data(text.utf8).write(to: URL(fileURLWithPath: path), options: .withoutOverwriting)
        } catch CocoaError.fileWriteFileExists { return nil }
        return path
    }
}
