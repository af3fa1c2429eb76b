import Core
import Ledger
import UseCases

/// What a check of the ledger found, in words (kết quả kiểm tra sổ cái).
enum LogWords {
    static func flaw(_ flaw: LedgerFlaw) -> String {
        let (english, vietnamese): (String, String) =
            switch flaw.reason {
            case .foreignLog: ("it belongs to another log", "thuộc sổ khác")
            case .seq(let due):
                (
                    "record \(due) was due: one or more are missing or out of order",
                    "thiếu hoặc sai thứ tự, lẽ ra là \(due)"
                )
            case .version(let due):
                ("version \(due) of its stream was due", "sai thứ tự trong dòng bản ghi, lẽ ra là \(due)")
            case .unknownClass: ("its kind has no known class", "loại bản ghi không rõ")
            case .salt: ("its salt has a wrong length", "muối sai độ dài")
            case .body: ("its body is no JSON object", "nội dung không đúng dạng")
            case .leaf: ("it was changed after it was written", "đã bị sửa sau khi ghi")
            case .size(let head): ("the head counts \(head) records", "đầu sổ ghi \(head) bản ghi")
            case .root: ("together the records do not give the head's root", "mã băm gốc không khớp với đầu sổ")
            }
        return "WRONG at record \(flaw.seq): \(english). / SAI ở bản ghi \(flaw.seq): \(vietnamese)."
    }

    static func flaw(_ flaw: ProofFlaw) -> String {
        switch flaw {
        case .node(let level, let number):
            "WRONG: node \(level)/\(number) of the kept tree is not what its records give. "
                + "/ SAI: nút \(level)/\(number) của cây băm không khớp với các bản ghi."
        case .note(let size):
            "WRONG: the checkpoint of \(size) records does not agree with its own row. "
                + "/ SAI: mốc \(size) bản ghi tự mâu thuẫn."
        case .root(let size):
            "WRONG: the first \(size) records are not those that were signed at that size; they were changed since. "
                + "/ SAI: \(size) bản ghi đầu không còn như khi ký mốc."
        case .beyond(let size, let records):
            "WRONG: a checkpoint was signed over \(size) records and there are \(records). "
                + "/ SAI: đã ký mốc \(size) bản ghi nhưng sổ chỉ còn \(records)."
        case .signature(let size):
            "WRONG: the checkpoint of \(size) records bears no signature of the log's key. "
                + "/ SAI: mốc \(size) bản ghi không có chữ ký đúng."
        }
    }

    static func contradiction(_ found: LogContradiction) -> String {
        switch found {
        case .checkpoint(let error):
            "WRONG: what the log publishes is no checkpoint (\(error)). / SAI: mốc công bố không đúng dạng."
        case .signature(let size):
            "WRONG: checkpoint \(size) bears no signature that holds by the key given. "
                + "/ SAI: mốc \(size) không có chữ ký đúng của khóa đã cho."
        case .otherLog(let kept, let found):
            "WRONG: the kept checkpoint is of the log \(kept), this is \(found). "
                + "/ SAI: mốc đã giữ là của sổ \(kept), đây là \(found)."
        case .shorter(let kept, let found):
            "WRONG: the log became shorter, from \(kept) records to \(found). "
                + "/ SAI: sổ ngắn đi, từ \(kept) còn \(found) bản ghi."
        case .rewritten(let from, let to):
            "WRONG: HISTORY WAS REWRITTEN: the log of \(to) records does not begin with the kept one of \(from). "
                + "/ SAI: LỊCH SỬ BỊ VIẾT LẠI: sổ \(to) bản ghi không bắt đầu bằng sổ \(from) bản ghi đã giữ."
        case .tile(let path):
            "WRONG: \(path) is damaged or does not agree with what lies below it. / SAI: mảnh \(path) không khớp."
        case .entry(let seq):
            "WRONG: entry \(seq) is malformed or out of place. / SAI: bản ghi \(seq) không đúng dạng hoặc sai chỗ."
        case .root(let size):
            "WRONG: the entries do not give the root that was signed at \(size) records. "
                + "/ SAI: mã băm gốc tính lại khác với mốc \(size) đã ký."
        }
    }

    static func difference(_ found: TableCheck.Difference) -> String {
        "WRONG: table \(found.table): \(found.surplus) rows too many or changed, \(found.missing) missing. "
            + "Mend with motcua rebuild. / SAI: bảng \(found.table) không khớp với sổ cái; hãy chạy motcua rebuild."
    }

    static func unreachable(_ fault: HTTPLog.Unreachable) -> String {
        "\(fault.address) cannot be read: \(fault.reason). Check the address and the network. "
            + "/ Không đọc được \(fault.address); hãy kiểm tra địa chỉ và mạng."
    }
}
