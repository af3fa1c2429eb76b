import Foundation
import Ledger

/// The setting `witness-keys` as text: keys parted by commas.
enum WitnessKeys {
    static func read(_ text: String) throws(SettingRefusal) -> [NoteVerifierKey] {
        if text == InstallationSettings.nothing { return [] }
        var keys: [NoteVerifierKey] = []
        for part in text.split(separator: ",") {
            guard let key = NoteVerifierKey(part.trimmingCharacters(in: .whitespaces)), key.kind == .witness else {
                throw .notWitnessKey
            }
            keys.append(key)
        }
        return keys
    }

    static func text(_ keys: [NoteVerifierKey]) -> String {
        keys.isEmpty ? InstallationSettings.nothing : keys.map(\.text).joined(separator: ", ")
    }
}
