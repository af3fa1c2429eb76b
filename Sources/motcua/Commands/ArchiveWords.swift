import Store

extension CommandFailure {
    /// Why no archive was made, or nothing was restored.
    init(archive fault: ArchiveFault) {
        switch fault {
        case .none(let folder):
            self.init(
                code: 66,
                words: "There is nothing to copy or to restore in \(folder), or nothing so old. "
                    + "/ Không có dữ liệu phù hợp trong \(folder).")
        case .missing(let path):
            self.init(
                code: 66,
                words: "A file of the archive is missing: \(path). Nothing was restored; take another copy. "
                    + "/ Bản sao lưu thiếu tệp \(path).")
        case .damaged(let path):
            self.init(
                code: 65,
                words: "A file of the archive is damaged: \(path). Nothing was restored; take another copy. "
                    + "/ Tệp sao lưu bị hỏng: \(path).")
        case .gap(let path):
            self.init(
                code: 65,
                words: "\(path) does not continue the archive before it. / Bản sao lưu không nối tiếp bản trước.")
        case .newer(let path):
            self.init(
                code: 78,
                words: "\(path) was made by a newer program; restore it with that one. "
                    + "/ Bản sao lưu do phiên bản mới hơn tạo ra.")
        case .keyringOlder(let keyring, let archive):
            self.init(
                code: 65,
                words: "The keyring's newest copy \(keyring) is older than \(archive): keys would be missing. Bring "
                    + "the later copy, or restore an earlier moment with --at. / Bản sao vòng khóa cũ hơn bản sao lưu.")
        case .otherKey(let keyring):
            self.init(
                code: 78,
                words: "This master key is not that of the keyring in \(keyring). Nothing was restored; put the key in "
                    + "place that the backed-up installation had. / Khóa chủ này không phải khóa của vòng khóa trong "
                    + "bản sao lưu; chưa khôi phục gì.")
        case .insideData(let path):
            self.init(
                code: 73,
                words: "\(path) lies in the data folder and would be lost with it; name another place. "
                    + "/ Không sao lưu vào trong thư mục dữ liệu.")
        case .taken(let path):
            self.init(
                code: 73, words: "\(path) is there already; name another folder. / \(path) đã có; hãy chọn nơi khác.")
        case .busy(let path):
            self.init(
                code: 69, words: "Another program makes an archive in \(path). / Chương trình khác đang sao lưu.")
        case .noRoom(let path, let needed, let free):
            self.init(
                code: 74,
                words: "Not enough room at \(path): \(needed >> 20) MiB needed, \(free >> 20) MiB free. "
                    + "/ Không đủ dung lượng đĩa.")
        case .flaw(let flaw):
            self.init(
                code: 65,
                words: "What the archives hold does not verify: \(flaw). Keep them and this message. "
                    + "/ Dữ liệu sao lưu không khớp mã băm; hãy giữ lại bản sao và thông báo này.")
        }
    }
}
