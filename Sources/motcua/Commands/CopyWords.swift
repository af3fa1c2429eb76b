import Core
import Ledger
import Store

/// What a copy has to say, in both languages.
enum CopyWords {
    /// Tables with their rows and digests, files, and the roots.
    static func table(_ report: CopyReport) -> String {
        let width = report.tables.map(\.name.count).max() ?? 0
        func line(_ name: String, _ rows: String, _ digest: String) -> String {
            let space = String(repeating: " ", count: max(0, width - name.count))
            return name + space + String(repeating: " ", count: max(1, 12 - rows.count)) + rows + "  " + digest
        }
        var lines = [line("table", "rows", "sha256")]
        lines += report.tables.map { line($0.name, "\($0.rows)", String($0.digest.prefix(16))) }
        lines.append(line("files", "\(report.files)", ""))
        lines += report.logs.map { "log \($0.log): \($0.size) records, root \($0.root.hex)" }
        return lines.map { String($0.reversed().drop { $0 == " " }.reversed()) }.joined(separator: "\n")
    }

    static let keyWanted = "Name the master key with --master-key or MOTCUA_MASTER_KEY_FILE. / Hãy chỉ ra tệp khóa chủ."

    static func putKey(_ path: String, at expected: String) -> String {
        "Now put the master key where the new place looks for it: cp -p \(path) \(expected) "
            + "/ Hãy chép khóa chủ vào \(expected)."
    }

    static func nameKey(_ path: String) -> String {
        "The master key stays at \(path): name it to the servers in master-key-file or MOTCUA_MASTER_KEY_FILE. "
            + "/ Khóa chủ vẫn ở \(path); hãy khai báo cho máy chủ."
    }

    static func otherKey(_ path: String) -> String {
        "\(path) holds another master key; move it away first. / Tại \(path) đã có khóa chủ khác."
    }

    static func damaged(_ files: [FileID]) -> String {
        "Left out, because damaged at the source: \(files.map(\.text).joined(separator: ", ")). Bring them from a "
            + "backup. / Tệp hỏng ở nơi nguồn, không chép được; hãy lấy lại từ bản sao lưu."
    }

    static func fault(_ fault: CopyFault) -> String {
        switch fault {
        case .nothing: "There is no province at --from. / Nơi nguồn chưa có dữ liệu."
        case .migrations(let source, let target):
            "The two were made by different versions (migration \(source) and \(target)); open both with this one "
                + "first. / Hai nơi không cùng phiên bản."
        case .shape(let table):
            "Table \(table) is not the same on both sides. / Bảng \(table) có cấu trúc khác nhau."
        case .taken(let table):
            "There is something else at --to already (table \(table)); name an empty place. / Nơi đến đã có dữ liệu "
                + "khác."
        case .otherLog(let log):
            "Another province lies at --to (log \(log)); name an empty place. / Nơi đến là dữ liệu của tỉnh khác."
        case .otherRoot(let log, let size):
            "The first \(size) records of log \(log) at --to are not those of --from: another province, or damaged. "
                + "Name an empty place. / Nơi đến không phải bản chép của nơi nguồn."
        case .ahead(let log, let source, let target):
            "Log \(log) has \(target) records at --to and \(source) at --from: it was in use since, and is not set "
                + "back. / Nơi đến đã có bản ghi mới hơn."
        case .behind(let log, let source, let target):
            "Log \(log) has \(source) records at --from; --to holds the first \(target) of them. Start the copy again; "
                + "it copies the rest. / Nơi đến mới có \(target) trên \(source) bản ghi; hãy chạy lại lệnh copy để "
                + "chép phần còn lại."
        case .otherKeyring:
            "The keyring at --to belongs to another installation. / Vòng khóa ở nơi đến thuộc hệ thống khác."
        case .row(let table, let key):
            "Table \(table) differs at \(key). Stop the servers of both and start the copy again. / Bảng \(table) "
                + "khác nhau tại \(key)."
        case .flaw(let log, let flaw):
            "Record \(flaw.seq) of log \(log) at --to does not verify: \(flaw.reason). Remove the copy and make it "
                + "anew; if it stays, verify the source. / Bản ghi \(flaw.seq) ở nơi đến không khớp."
        case .file(let file):
            "File \(file) is missing at --to, or differs. Remove it there and start the copy again. / Tệp \(file) ở "
                + "nơi đến thiếu hoặc sai."
        case .search(let rows, let names):
            "The search at --to has \(rows) entries for \(names) names; motcua rebuild makes it anew. / Bảng tra cứu "
                + "theo tên không đủ."
        case .moved:
            "The source was written to meanwhile: stop its servers and start the copy again; it copies the rest. "
                + "/ Nơi nguồn vừa có thay đổi; hãy dừng máy chủ và chạy lại để chép phần còn lại."
        }
    }
}
