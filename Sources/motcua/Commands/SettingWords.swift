import PostgresEngine
import Store
import Web

/// What is said about settings, in both languages.
enum SettingWords {
    static let settingsOption =
        "Settings file (default: DIR/motcua.conf where there is one). / Tệp cài đặt (mặc định: DIR/motcua.conf nếu có)."

    static let databaseOption =
        "PostgreSQL connection, without a password (default: sqlite). / Chuỗi kết nối PostgreSQL."
    static let schemaOption = "Schema of the province there. / Lược đồ của tỉnh."

    /// A flag that is not taken.
    static func flag(_ key: SettingKey, _ refusal: SettingRefusal) -> String {
        let wanted = wanted(refusal)
        return "--\(key.rawValue): \(wanted.english) / \(wanted.vietnamese)"
    }

    /// A fault of a settings file: where, what, and what to write instead.
    static func fault(_ fault: SettingFault) -> String {
        let place = fault.line > 0 ? ", line \(fault.line) (dòng \(fault.line))" : ""
        let key = fault.key.map { ", \($0)" } ?? ""
        let said = reason(fault)
        return "\(fault.file)\(place)\(key): \(said.english) / \(said.vietnamese)"
    }

    private static func reason(_ fault: SettingFault) -> (english: String, vietnamese: String) {
        switch fault.reason {
        case .unreadable(let why):
            return (
                "The settings file cannot be read (\(why)). Check its path and permissions.",
                "Không đọc được tệp cài đặt. Hãy kiểm tra đường dẫn và quyền đọc."
            )
        case .tooLarge(let most):
            return (
                "This is no settings file: it has more than \(most / 1_024) KiB.",
                "Đây không phải tệp cài đặt: tệp lớn hơn \(most / 1_024) KiB."
            )
        case .notUTF8:
            return (
                "The line is not UTF-8. Save the file as UTF-8.", "Dòng này không phải UTF-8. Hãy lưu tệp ở dạng UTF-8."
            )
        case .noEqualsSign:
            return (
                "A line is: key = value. Put # in front of a remark.",
                "Mỗi dòng có dạng: khóa = giá trị. Hãy đặt dấu # trước lời ghi chú."
            )
        case .unknownKey(let nearest):
            guard let nearest else {
                return (
                    "There is no such setting; motcua init writes a file with all of them.",
                    "Không có khóa cài đặt này; lệnh motcua init ghi ra tệp có đủ các khóa."
                )
            }
            return (
                "There is no such setting. Did you mean \(nearest.rawValue)?",
                "Không có khóa cài đặt này. Có phải là \(nearest.rawValue) không?"
            )
        case .twice(let first):
            return (
                "It is set already in line \(first). Keep one of the two lines.",
                "Khóa này đã được đặt ở dòng \(first). Hãy giữ lại một trong hai dòng."
            )
        case .badValue(let value, let refusal):
            let wanted = wanted(refusal)
            if value.isEmpty { return wanted }
            return ("\(wanted.english) Found: \(value)", "\(wanted.vietnamese) Giá trị đang ghi: \(value)")
        }
    }

    private static func wanted(_ refusal: SettingRefusal) -> (english: String, vietnamese: String) {
        switch refusal {
        case .empty:
            return (
                "A value is wanted. Put # in front of the line for the default.",
                "Thiếu giá trị. Hãy đặt dấu # đầu dòng nếu muốn dùng giá trị mặc định."
            )
        case .quoted: return ("Write the value without quotation marks.", "Hãy ghi giá trị không có dấu ngoặc kép.")
        case .notANumber(let range):
            let (low, high) = (range.lowerBound, range.upperBound)
            return ("A whole number from \(low) to \(high) is wanted.", "Phải là số nguyên từ \(low) đến \(high).")
        case .notOneOf(let words):
            let list = words.joined(separator: ", ")
            return words.count == 1
                ? ("Only \(list) can be set.", "Chỉ đặt được giá trị \(list).")
                : ("One of these is wanted: \(list).", "Phải là một trong các giá trị: \(list).")
        case .badAddress(.portNotInRange): return ("A port is 0 to 65535.", "Cổng phải từ 0 đến 65535.")
        case .badAddress(.notHostAndPort), .badAddress(.plainHTTPNeedsProxy):
            return ("HOST:PORT is wanted, as 127.0.0.1:8080.", "Phải có dạng HOST:PORT, như 127.0.0.1:8080.")
        case .badConnection(let refusal): return wantedConnection(refusal)
        case .notWitnessKey:
            return (
                "A witness's key has the form name+8 digits+base64, as motcua witness prints it.",
                "Khóa của bên giám sát có dạng tên+8 chữ số+base64, do lệnh motcua witness in ra."
            )
        case .noTexts:
            return (
                "This folder holds no texts; name the folder Resources of the program.",
                "Thư mục này không có câu chữ; hãy ghi thư mục Resources của chương trình."
            )
        }
    }

    private static func wantedConnection(
        _ refusal: PostgresPlace.Refusal
    ) -> (english: String, vietnamese: String) {
        switch refusal {
        case .password:
            return (
                "Do not write a password into the connection; put it into the file that PGPASSFILE names.",
                "Không ghi mật khẩu trong chuỗi kết nối; hãy để trong tệp PGPASSFILE."
            )
        case .notAConnection:
            return (
                "A connection is wanted, as postgresql://motcua_app@db/motcua.",
                "Phải là chuỗi kết nối, như postgresql://motcua_app@db/motcua."
            )
        }
    }

    /// A schema's name that PostgreSQL would not take as it is.
    static func schema(_ error: StoreError) -> String {
        "\(error.reason). / Tên lược đồ chỉ gồm chữ thường, chữ số và dấu _."
    }

    /// A connection that is no setting, as an end of a copy; the text itself is never repeated.
    static func connection(_ refusal: PostgresPlace.Refusal) -> String {
        let wanted = wantedConnection(refusal)
        return "\(wanted.english) / \(wanted.vietnamese)"
    }

    /// Why the server does not listen there.
    static func refusal(_ refusal: PlainHTTPRefusal) -> String {
        let place: String
        switch refusal.origin {
        case .line(let line, let file): place = "\(file), line \(line) (dòng \(line)), \(refusal.key.rawValue)"
        case .flag, nil: place = "--\(refusal.key.rawValue)"
        }
        return
            "\(place): \(refusal.address) is reached by other machines, and plain HTTP would show them passwords and "
            + "personal data. Put a proxy with TLS in front and set behind-proxy = 1; on a closed test network alone, "
            + "set plain-http = yes. / Máy khác truy cập được địa chỉ này, mà HTTP không mã hóa sẽ để lộ mật khẩu và "
            + "dữ liệu cá nhân. Hãy đặt máy chủ có TLS phía trước và đặt behind-proxy = 1; chỉ trong mạng thử nghiệm "
            + "khép kín mới đặt plain-http = yes."
    }

    static let openInPlain =
        "Warning: plain-http = yes; passwords and personal data cross the network unencrypted. For a closed test "
        + "network alone. / Cảnh báo: plain-http = yes; mật khẩu và dữ liệu cá nhân truyền đi không mã hóa. Chỉ dùng "
        + "trong mạng thử nghiệm khép kín."
}
