import Core

/// Why a deadline cannot be told, in both languages.
enum CalendarWords {
    static func complain(_ refusal: CalendarRefusal) {
        writeError("\(english(refusal)) / \(vietnamese(refusal))")
    }

    static func english(_ refusal: CalendarRefusal) -> String {
        switch refusal {
        case .yearOutside(let year, let years):
            return "the calendar holds \(years.lowerBound)–\(years.upperBound), not the year \(year)"
        case .badLimit(let limit): return "this is no time limit: \(limit.compact)"
        case .badYears, .badHours, .duplicateDay, .swapWithoutPair, .closureReversed, .badSetting:
            return "the calendar is wrong: \(refusal)"
        case .duePassed, .completedBeforeRequest, .requestedBeforeStart, .extensionTooLate, .extensionNotLater:
            return "the clock does not allow it: \(refusal)"
        }
    }

    private static func vietnamese(_ refusal: CalendarRefusal) -> String {
        switch refusal {
        case .yearOutside(let year, let years):
            return "lịch làm việc chỉ có các năm \(years.lowerBound)–\(years.upperBound), không có năm \(year)"
        case .badLimit(let limit): return "thời hạn không hợp lệ: \(limit.compact)"
        case .badYears, .badHours, .duplicateDay, .swapWithoutPair, .closureReversed, .badSetting:
            return "lịch làm việc có lỗi"
        case .duePassed, .completedBeforeRequest, .requestedBeforeStart, .extensionTooLate, .extensionNotLater:
            return "không thực hiện được với thời hạn này"
        }
    }
}
