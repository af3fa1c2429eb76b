import ArgumentParser
import Foundation
import Ledger

/// Verifier keys as they are given on the command line: themselves, or a file with one a line.
///
/// Every word must name one: an empty variable in somebody's script would otherwise check nothing, and say so quietly.
enum LogKeyTexts {
    static func read(_ words: [String]) throws -> [NoteVerifierKey] {
        try words.flatMap { word -> [NoteVerifierKey] in
            let lines =
                FileManager.default.contents(atPath: word).map { String(decoding: $0, as: UTF8.self) } ?? word
            let keys = lines.split(whereSeparator: \.isNewline).map { line in
                NoteVerifierKey(line.trimmingCharacters(in: .whitespaces))
            }
            guard !keys.isEmpty, !keys.contains(nil) else {
                throw ValidationError(
                    "“\(word)” is no verifier key, name+8 digits+base64, and no file of such. "
                        + "/ Khóa kiểm chứng không đúng dạng.")
            }
            return keys.compactMap(\.self)
        }
    }
}
