import Core
import UseCases

extension CatalogueWords {
    /// What is wrong with a file as a whole; other reasons are told elsewhere.
    static func file(_ reason: CatalogueFault.Reason) -> Said {
        switch reason {
        case .missing:
            return (
                "There is no such file or folder. Check the path; docs/operations.md lists the files.",
                "Không thấy tệp hoặc thư mục này. Hãy kiểm tra đường dẫn; danh sách tệp có trong docs/operations.md."
            )
        case .unreadable:
            return (
                "It cannot be read. Check that it is what its name says, and its permissions.",
                "Không đọc được. Hãy kiểm tra đây có đúng là tệp cần đọc không và quyền đọc."
            )
        case .tooLarge(let most):
            return (
                "The file has more than \(most >> 20) MiB. Check that it is the right one.",
                "Tệp lớn hơn \(most >> 20) MiB. Hãy kiểm tra có đúng tệp không."
            )
        case .noCatalogueFile:
            let names = CatalogueFile.allCases.map(\.name).joined(separator: ", ")
            return (
                "This is no file of the catalogue. Name the folder, or one of: \(names).",
                "Đây không phải tệp của danh mục. Hãy ghi tên thư mục hoặc một trong các tệp: \(names)."
            )
        default: return ("The file is not UTF-8. Save it as UTF-8.", "Tệp không phải UTF-8. Hãy lưu ở dạng UTF-8.")
        }
    }

    /// What is wrong with the form of a table; other reasons are told elsewhere.
    static func form(_ reason: CatalogueFault.Reason) -> Said {
        switch reason {
        case .columnMissing: return ("The heading lacks this column.", "Dòng tiêu đề thiếu cột này.")
        case .columnUnknown(let known):
            let list = known.joined(separator: ", ")
            return (
                "The file has no such column. Its columns: \(list).",
                "Tệp này không có cột như vậy. Các cột là: \(list)."
            )
        case .tooManyCells:
            return (
                "The line has more cells than the heading. Look for a stray tab.",
                "Dòng này có nhiều ô hơn dòng tiêu đề. Hãy tìm dấu tab thừa."
            )
        case .double:
            return (
                "It is there already, further up or in this cell. Keep one of the two.",
                "Giá trị này đã có ở trên hoặc ngay trong ô. Hãy giữ lại một."
            )
        case .quoted:
            return (
                "Write the cell without quotation marks around it.", "Hãy bỏ dấu ngoặc kép bao quanh nội dung của ô."
            )
        default: return ("A value is wanted here.", "Ô này phải có giá trị.")
        }
    }

    static func unknown(_ reference: CatalogueReference, _ text: String) -> Said {
        switch reference {
        case .agency:
            return (
                "There is no agency \(text) in agencies.tsv, in sites.tsv or in the province. Correct the code, or "
                    + "enter the agency.",
                "Không có cơ quan mã \(text) trong agencies.tsv, sites.tsv hay trong dữ liệu của tỉnh. Hãy sửa mã hoặc "
                    + "thêm cơ quan này."
            )
        case .sector:
            return (
                "There is no sector \(text) in sectors.tsv or in the province. Correct it, or enter the sector.",
                "Không có lĩnh vực \(text) trong sectors.tsv hay trong dữ liệu của tỉnh. Hãy sửa mã hoặc thêm lĩnh vực "
                    + "này."
            )
        case .procedure:
            return (
                "There is no procedure \(text) to go with it. Correct the code, or enter the procedure and its papers.",
                "Không có thủ tục mã \(text) tương ứng. Hãy sửa mã, hoặc thêm thủ tục cùng thành phần hồ sơ."
            )
        case .commune:
            return (
                "There is no commune \(text) in communes.tsv. Correct the code.",
                "Không có xã, phường mã \(text) trong communes.tsv. Hãy sửa mã."
            )
        case .variant:
            return (
                "The procedure has no case \(text) in components.tsv. Correct it, or leave it empty for all cases.",
                "Thủ tục không có trường hợp \(text) trong components.tsv. Hãy sửa mã, hoặc để trống nếu là mọi trường "
                    + "hợp."
            )
        case .template:
            return (
                "The steps of “\(text)” are wanting. Enter them under this name.",
                "Thiếu các bước của quy trình “\(text)”. Hãy thêm các bước với tên này."
            )
        case .step:
            return (
                "No step of this process has the code \(text). Correct it, or enter the step.",
                "Quy trình này không có bước mã \(text). Hãy sửa mã hoặc thêm bước."
            )
        }
    }

    static func workflow(_ fault: WorkflowFault) -> Said {
        switch fault {
        case .empty: return ("The process has no step.", "Quy trình không có bước nào.")
        case .doubleStep(let step):
            return ("The step \(step) is there twice. Keep one.", "Bước \(step) bị trùng. Hãy giữ lại một.")
        case .unknownNext(_, let next): return unknown(.step, next.text)
        case .nobodySigns:
            return ("No step signs, so nothing could be settled.", "Không có bước ký nên không thể giải quyết hồ sơ.")
        case .noTime(let step): return ("The step \(step) has no time.", "Bước \(step) không có thời gian.")
        case .tooLong(let minutes, let limit):
            return (
                "The steps of one way take \(minutes) working minutes of the \(limit) that the limit allows; their "
                    + "shares may come to 100 together.",
                "Các bước nối tiếp nhau cần \(minutes) phút làm việc, quá \(limit) phút của thời hạn; tổng tỷ lệ không "
                    + "được quá 100."
            )
        }
    }

    static func calendar(_ refusal: CalendarRefusal) -> Said {
        switch refusal {
        case .yearOutside(let year, let years):
            let (low, high) = (years.lowerBound, years.upperBound)
            return (
                "The calendar holds \(low)–\(high). Enter the days off of \(year) in holidays.tsv first.",
                "Lịch làm việc có các năm \(low)–\(high). Hãy nhập ngày nghỉ năm \(year) vào holidays.tsv trước."
            )
        case .closureReversed(let from, _):
            return (
                "The last day lies before the first, \(from.iso). Check both.",
                "Ngày cuối trước ngày đầu (\(from.iso)). Hãy kiểm tra hai ngày."
            )
        case .badYears, .badHours, .duplicateDay, .swapWithoutPair, .badSetting, .badLimit, .duePassed,
            .completedBeforeRequest, .requestedBeforeStart, .extensionTooLate, .extensionNotLater:
            return (
                "These days make no calendar. Check their years.",
                "Các ngày này không lập thành lịch làm việc được. Hãy kiểm tra năm."
            )
        }
    }

    /// What a column takes.
    static func wanted(_ column: String) -> Said {
        let forms = [
            "limit": "5wd, 10d, 8h, 2m, same-day; 3wd;direct=13wd", "fee": "8000; 2000/page; 8000;online=4000",
            "channels": "direct,online,post", "level": "tinh,xa", "service": "full, partial, information",
            "date": "2027-01-31", "from": "2027-01-31", "to": "2027-01-31", "pairDate": "2027-01-31",
            "share": "1–100", "required": "0, 1", "provisional": "0, 1", "cancelled": "0, 1", "originals": "0–99",
            "copies": "0–99", "role": "receiver, deskHead, handler, leader, signatory",
            "moves": StepMove.allCases.map(\.rawValue).joined(separator: ","), "code": "H21, H21.24, H21.24.01",
            "kind": "agencies.tsv: province, centre, department, branch, commune; holidays.tsv: holiday, compensatory, "
                + "swap_off, swap_work; components.tsv: submit, present; forms.tsv: "
                + FormFieldKind.allCases.map(\.rawValue).joined(separator: ", "),
            "key": "ho-ten", "choices": "Nam;Nữ", "most": "1–2000", "source": "source, recalled, demo",
        ]
        let form = forms[column] ?? (column.hasSuffix("Source") ? "source, demo" : nil)
        guard let form else { return ("", "") }
        return (" Wanted: \(form).", " Cần ghi: \(form).")
    }
}
