import Core
import UseCases

/// What is said about the files of the catalogue, in both languages.
enum CatalogueWords {
    typealias Said = (english: String, vietnamese: String)

    /// Where, what is wrong, and what to do: `procedures.tsv:3:limit: …`.
    static func fault(_ fault: CatalogueFault) -> String {
        var place = fault.file
        if fault.line > 0 { place += ":\(fault.line)" }
        if !fault.column.isEmpty { place += ":\(fault.column)" }
        let said = reason(fault)
        return "\(place): \(said.english) / \(said.vietnamese)"
    }

    /// 66 for what is not there, 74 for what cannot be read, 65 for what is wrong.
    static func exitCode(_ fault: CatalogueFault) -> Int32 {
        switch fault.reason {
        case .missing: return 66
        case .unreadable: return 74
        case .tooLarge, .noCatalogueFile, .notUTF8, .columnMissing, .tooManyCells, .empty, .double, .quoted,
            .columnUnknown, .notUnderstood, .unknown, .outsideProvince, .noLimit, .workflow, .formTooLong, .calendar,
            .yearMissing, .pairNotListed, .wrongWeekday:
            return 65
        }
    }

    static func unread(_ names: [String]) -> String {
        let list = names.joined(separator: ", ")
        return "The import does not read: \(list). / Lệnh nhập không đọc các tệp: \(list)."
    }

    static func stayWithdrawn(_ codes: [ProcedureCode]) -> String {
        let list = codes.map(\.text).joined(separator: ", ")
        return "Withdrawn earlier and left so: \(list). To publish them again, put a withdrawn.tsv without them beside "
            + "the files. / Đã bãi bỏ trước đây, giữ nguyên: \(list). Muốn công bố lại, hãy để cùng thư mục một tệp "
            + "withdrawn.tsv không có các mã này."
    }

    static func channel(_ channel: Channel) -> String {
        switch channel {
        case .direct: return "direct"
        case .online: return "online"
        case .post: return "post"
        }
    }

    private static func reason(_ fault: CatalogueFault) -> Said {
        switch fault.reason {
        case .missing, .unreadable, .tooLarge, .noCatalogueFile, .notUTF8: return file(fault.reason)
        case .columnMissing, .columnUnknown, .tooManyCells, .empty, .double, .quoted: return form(fault.reason)
        case .notUnderstood(let text):
            let wanted = wanted(fault.column)
            return (
                "“\(text)” is not understood here.\(wanted.english)",
                "Không hiểu “\(text)” ở cột này.\(wanted.vietnamese)"
            )
        case .unknown(let reference, let text): return unknown(reference, text)
        case .outsideProvince(let province):
            return (
                "This code does not belong to the province \(province). Check that the files are of this province.",
                "Mã này không thuộc tỉnh \(province). Hãy kiểm tra có đúng tệp của tỉnh không."
            )
        case .noLimit(let channel):
            let name = CatalogueWords.channel(channel)
            return (
                "The channel \(name) is offered and has no time limit. Write one, or take the channel away.",
                "Có kênh \(name) nhưng thiếu thời hạn giải quyết. Hãy ghi thời hạn hoặc bỏ kênh này."
            )
        case .workflow(let fault): return workflow(fault)
        case .formTooLong(let fields, let letters):
            return (
                "The form would ask for more than \(fields) answers or \(letters) letters. Take fields away, or lower "
                    + "their limits.",
                "Tờ khai có quá \(fields) mục hoặc quá \(letters) ký tự. Hãy bỏ bớt mục hoặc giảm số ký tự tối đa."
            )
        case .calendar(let refusal): return calendar(refusal)
        case .yearMissing(let year):
            return (
                "The year \(year) would have no list. Check the date, or enter \(year) first.",
                "Năm \(year) sẽ không có ngày nghỉ nào. Hãy kiểm tra ngày, hoặc nhập năm \(year) trước."
            )
        case .pairNotListed(let date):
            return (
                "The other day of the pair, \(date.iso), is not in the list or is of another kind. Enter both days.",
                "Ngày đi kèm \(date.iso) không có trong danh sách hoặc khác loại. Hãy nhập đủ cả hai ngày."
            )
        case .wrongWeekday:
            return (
                "swap_work falls on a Saturday or Sunday, swap_off and compensatory on a weekday. Check date and kind.",
                "swap_work phải là thứ Bảy hoặc Chủ nhật; swap_off và compensatory phải là ngày trong tuần. "
                    + "Hãy kiểm tra ngày và loại."
            )
        }
    }
}
