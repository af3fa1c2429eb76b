/// A name as a list or a narrow paper can hold it: whole up to `most` characters, else cut at a word with `…`.
///
/// Why not by the style sheet: a clamp hides the end from print, from copying and from those who hear the page, without
/// saying so. The whole name stands on the dossier's page.
func cut(_ text: String, most: Int) -> String {
    guard text.count > most else { return text }
    let part = text.prefix(most)
    var end = part.lastIndex(of: " ") ?? part.endIndex
    while end > part.startIndex, ",;:".contains(part[part.index(before: end)]) { end = part.index(before: end) }
    return part[..<end] + "…"
}
