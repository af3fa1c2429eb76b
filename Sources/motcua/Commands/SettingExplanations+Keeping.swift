/// Archives, and how long things are kept.
extension SettingExplanations {
    static let backups = (
        "Folders of archives, parted by commas, in which motcua purge looks for people who were erased; or none.",
        "Các thư mục sao lưu, cách nhau bằng dấu phẩy, để motcua purge tìm dữ liệu của người đã xóa; hoặc none."
    )
    static let keyringBackupDays = (
        "Days that copies of the keyring are kept: so long after an erasure its person could still be brought back.",
        "Số ngày giữ bản sao vòng khóa; trong thời gian này dữ liệu đã xóa vẫn còn có thể khôi phục."
    )
    static let walArchiveDays = (
        """
        Days that archived WAL of PostgreSQL, and base backups, are kept, the keyring's too: 1 to 3650, or none where
        nobody knows. With it motcua purge says until when they may hold a person who was erased.
        """,
        """
        Số ngày giữ WAL đã lưu trữ và bản sao lưu vật lý của PostgreSQL, kể cả của vòng khóa: từ 1 đến 3650, hoặc
        none nếu chưa rõ. Nhờ đó motcua purge cho biết dữ liệu đã xóa có thể còn trong đó đến ngày nào.
        """
    )
    static let retentionYears = (
        """
        Years after a dossier's end in which two officers with a legal basis are needed to erase its person. Not
        verified: compare it with the archive terms that hold for your dossiers.
        """,
        """
        Số năm lưu trữ sau khi hồ sơ kết thúc; trong thời gian này phải có hai người cùng căn cứ pháp lý mới được
        xóa dữ liệu cá nhân. Chưa được kiểm chứng: xin đối chiếu với thời hạn bảo quản áp dụng cho hồ sơ.
        """
    )
    static let reminderHours = (
        "Working hours before a step or a dossier is due from which its officer is reminded; 0: only once it is late.",
        "Nhắc cán bộ trước hạn của bước, của hồ sơ bao nhiêu giờ làm việc; 0 là chỉ nhắc khi đã quá hạn."
    )
    static let witnessKeys = (
        "Keys of witnesses whose signatures are taken, parted by commas, as motcua witness prints them; or none.",
        "Khóa của bên giám sát được nhận chữ ký, cách nhau bằng dấu phẩy, do lệnh motcua witness in ra; hoặc none."
    )
}
