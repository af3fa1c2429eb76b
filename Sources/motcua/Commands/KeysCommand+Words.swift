/// What is said of the log's key when something is wrong with it.
enum KeysWords {
    static func cannotMake(_ path: String) -> String {
        "The log's key cannot be made at \(path): nothing is signed until it is there (motcua keys make). "
            + "/ Chưa tạo được khóa ký sổ; sổ chưa được ký cho đến khi có khóa."
    }
}

extension LogKeyFault {
    /// What happened, and what to do.
    var words: String {
        switch reason {
        case .missing:
            "There is no log key that can be read at \(path). Put the file back from its copy, or from paper: motcua "
                + "keys recover --log. If it lies elsewhere, name it in MOTCUA_LOG_KEY_FILE. / Không đọc được khóa ký "
                + "sổ tại \(path). Hãy đặt lại tệp từ bản sao hoặc dựng lại từ hai tờ giấy: motcua keys recover --log."
        case .badForm: "\(path) is no log key: 64 hexadecimal digits are wanted. / Khóa ký sổ không đúng dạng."
        case .cannotWrite: "The log key cannot be written to \(path). / Không ghi được khóa ký sổ."
        case .otherKey:
            "The key at \(path) is not the one that this log signs with now. If a change of key was broken off, "
                + "motcua keys rotate finishes it. / Khóa tại \(path) không phải khóa đang dùng để ký sổ."
        case .stillChanging:
            "The last change of key is not signed by both keys yet, and a second one now would break the chain that "
                + "outsiders follow. While motcua serve runs it is done within a minute: try again then. "
                + "/ Lần đổi khóa trước chưa được ký xong; hãy thử lại sau một phút khi hệ thống đang chạy."
        }
    }
}
