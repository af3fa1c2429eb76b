import Core

/// What looks wrong with a personal number, in words (cảnh báo số định danh): to be checked, never a refusal.
struct NumberWarnings {
    let texts: Texts
    let year: Int

    func words(_ typed: String) -> String? {
        switch PersonalNumber(typed: typed).warning(provinces: NumberWarnings.provinces, currentYear: year) {
        case .notDigits: return texts("counter.number.notDigits")
        case .oldCard: return texts("counter.number.oldCard")
        case .length(let count): return texts("counter.number.length", ["count": .number(count)])
        case .unknownProvince(let code): return texts("counter.number.province", ["code": .code(code)])
        case .bornLater(let year): return texts("counter.number.bornLater", ["year": .text(String(year))])
        case nil: return nil
        }
    }

    /// The province codes with which numbers began when they were given out, before the provinces were merged.
    private static let provinces: Set<String> = [
        "001", "002", "004", "006", "008", "010", "011", "012", "014", "015", "017", "019", "020", "022", "024",
        "025", "026", "027", "030", "031", "033", "034", "035", "036", "037", "038", "040", "042", "044", "045",
        "046", "048", "049", "051", "052", "054", "056", "058", "060", "062", "064", "066", "067", "068", "070",
        "072", "074", "075", "077", "079", "080", "082", "083", "084", "086", "087", "089", "091", "092", "093",
        "094", "095", "096",
    ]
}
