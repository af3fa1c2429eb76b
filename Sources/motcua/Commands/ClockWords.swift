import Core
import UseCases

/// What is said of a clock that cannot be trusted, in both languages.
enum ClockWords {
    static func fault(_ fault: ClockFault) -> String {
        switch fault {
        case .departed(let microseconds):
            let seconds = abs(microseconds) / 1_000_000
            return "The machine's clock was set by \(seconds) seconds while the program ran, so nothing is written. "
                + "Set it right (timedatectl), then start the program again. "
                + "/ Đồng hồ máy chủ đã bị chỉnh \(seconds) giây; hãy chỉnh đúng giờ rồi khởi động lại."
        case .behindLedger(let last, let now):
            return "The machine's clock shows \(now.rfc3339), but the last record was made at "
                + "\(last.rfc3339), so nothing is written. Set the clock right (timedatectl); if it is right, "
                + "the record was made under a wrong one: see docs/operations.md. "
                + "/ Đồng hồ máy chủ chạy sau bản ghi cuối cùng; hãy chỉnh đúng giờ."
        }
    }
}
