/// What each setting is for, in both languages: the comments of the file that `motcua init` writes.
enum SettingExplanations {
    static let head = (
        english: """
        Settings of this installation. A line is: key = value. Take the # away to set a key; the values shown are
        the defaults. What stands on the command line wins over this file. Check it with: motcua doctor
        """,
        vietnamese: """
        Cài đặt của hệ thống này. Mỗi dòng có dạng: khóa = giá trị. Bỏ dấu # để đặt một khóa; giá trị ghi sẵn là giá
        trị mặc định. Tham số trên dòng lệnh được ưu tiên hơn tệp này. Kiểm tra tệp bằng lệnh: motcua doctor
        """
    )

    static func of(_ key: SettingKey) -> (english: String, vietnamese: String) {
        switch key {
        case .listen: listen
        case .metrics: metrics
        case .behindProxy: behindProxy
        case .plainHTTP: plainHTTP
        case .database: database
        case .keyringDatabase: keyringDatabase
        case .databaseSchema: databaseSchema
        case .masterKeyFile: masterKeyFile
        case .resources: resources
        case .backups: backups
        case .witnessKeys: witnessKeys
        case .keyringBackupDays: keyringBackupDays
        case .walArchiveDays: walArchiveDays
        case .retentionYears: retentionYears
        case .sessionHours: sessionHours
        case .sessionIdleMinutes: sessionIdleMinutes
        case .administratorIdleMinutes: administratorIdleMinutes
        case .signInTries: signInTries
        case .signInLockMinutes: signInLockMinutes
        case .accountIdleDays: accountIdleDays
        case .passwordCharacters: passwordCharacters
        case .administratorPasswordDays: administratorPasswordDays
        case .oneTimeCodes: oneTimeCodes
        case .reminderHours: reminderHours
        case .requestsPerMinute: requestsPerMinute
        case .connections: connections
        case .bodySeconds: bodySeconds
        case .uploadMemory: uploadMemory
        case .shutdownSeconds: shutdownSeconds
        case .cache: cache
        case .readers: readers
        case .readQueue: readQueue
        case .writeQueue: writeQueue
        case .commitBatch: commitBatch
        case .workers: workers
        case .workQueue: workQueue
        case .logLevel: logLevel
        }
    }

    // MARK: - Network and places

    static let listen = (
        "Address to listen on, HOST:PORT; * is every address of this machine, port 0 takes a free port.",
        "Địa chỉ lắng nghe, dạng HOST:PORT; * là mọi địa chỉ của máy này, cổng 0 là lấy một cổng còn trống."
    )
    static let metrics = (
        "Address for the figures that Prometheus reads, HOST:PORT, or none.",
        "Địa chỉ cho số đo vận hành để Prometheus đọc, dạng HOST:PORT, hoặc none nếu không dùng."
    )
    static let behindProxy = (
        """
        How many proxies of your own stand in front, the nearest of them speaking TLS with browsers. 0 where
        the server is reached directly, which is for this machine alone.
        """,
        """
        Số máy chủ trung gian của cơ quan đặt phía trước và kết nối với trình duyệt qua TLS. 0 nếu truy cập
        thẳng vào máy chủ; khi đó chỉ máy này truy cập được.
        """
    )
    static let plainHTTP = (
        """
        Let others connect without TLS. For a closed test network alone: everybody on the way can read
        passwords and personal data.
        """,
        """
        Cho máy khác kết nối không qua TLS. Chỉ dùng trong mạng thử nghiệm khép kín: ai ở trên đường truyền
        cũng đọc được mật khẩu và dữ liệu cá nhân.
        """
    )
    static let database = (
        """
        Where ledger and tables lie: sqlite is the data folder; else a PostgreSQL connection, as a URI or key=value
        words. No password here: PGPASSFILE or PGPASSWORD holds it.
        """,
        """
        Nơi đặt sổ cái và các bảng: sqlite là thư mục dữ liệu; hoặc chuỗi kết nối PostgreSQL. Không ghi mật khẩu ở
        đây: đặt trong tệp do PGPASSFILE chỉ ra hoặc biến PGPASSWORD.
        """
    )
    static let keyringDatabase = (
        "PostgreSQL connection of the keyring; auto is the database whose name ends in _keyring.",
        "Chuỗi kết nối PostgreSQL của vòng khóa; auto là cơ sở dữ liệu có tên kết thúc bằng _keyring."
    )
    static let databaseSchema = (
        "The province's schema on PostgreSQL; each province of a cluster has one.",
        "Lược đồ của tỉnh trên PostgreSQL; mỗi tỉnh dùng chung cụm máy chủ có một lược đồ riêng."
    )
    static let masterKeyFile = (
        """
        File of the master key; auto is beside the data folder. Keep it outside the data folder and out of its
        backups. A relative path begins at the folder of this file. MOTCUA_MASTER_KEY_FILE wins over it.
        """,
        """
        Tệp khóa chủ; auto là ở cạnh thư mục dữ liệu. Phải để ngoài thư mục dữ liệu và không sao lưu cùng dữ
        liệu. Đường dẫn tương đối tính từ thư mục chứa tệp này. Biến MOTCUA_MASTER_KEY_FILE được ưu tiên hơn.
        """
    )
    static let resources = (
        """
        Folder of texts, styles and catalogue; auto finds it above the program or in /usr/share/motcua.
        MOTCUA_RESOURCES wins over it.
        """,
        """
        Thư mục chứa câu chữ, giao diện và danh mục; auto là tìm phía trên chương trình hoặc trong
        /usr/share/motcua. Biến MOTCUA_RESOURCES được ưu tiên hơn.
        """
    )
}
