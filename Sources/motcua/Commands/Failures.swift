import Foundation
import SQLiteEngine
import Store
import UseCases
import Web

/// What went wrong, what to do, and the exit code that scripts branch on (docs/operations.md lists them).
struct CommandFailure: Error {
    var code: Int32
    var words: String

    /// Nil for what the argument parser tells itself: help, validation, an exit code of our own.
    init?(_ error: any Error) {
        switch error {
        case let error as CommandFailure: self = error
        case let error as StoreError: self.init(store: error)
        case let error as ControlFault: self.init(code: error == .otherUser ? 77 : 69, words: error.words)
        case let error as NoDataFolder:
            self.init(
                code: 66,
                words: "There is no data folder at \(error.path). Make one with: motcua init --data \(error.path) "
                    + "/ Chưa có thư mục dữ liệu \(error.path). Hãy tạo bằng lệnh motcua init.")
        case let error as FolderTaken:
            self.init(
                code: 73,
                words: "\(error.path) is there already and holds no demonstration; name another folder with --data. "
                    + "/ \(error.path) đã có và không phải dữ liệu trình diễn; hãy chọn thư mục khác.")
        case let error as MasterKeyFault: self.init(code: 66, words: CommandFailure.words(error))
        case let error as LogKeyFault:
            self.init(code: error.reason == .stillChanging ? 75 : 66, words: error.words)
        case let error as EscrowFault: self.init(code: 65, words: EscrowSheet.words(error))
        case let error as ResourceFolderMissing:
            let place = error.told.map { "MOTCUA_RESOURCES=\($0)" } ?? "beside the program"
            self.init(
                code: 66,
                words: "The folder of texts and styles was not found (\(place)); name it in MOTCUA_RESOURCES. "
                    + "/ Không thấy thư mục tài nguyên.")
        case let error as CatalogueFault:
            self.init(code: CatalogueWords.exitCode(error), words: CatalogueWords.fault(error))
        case let error as ArchiveFault: self.init(archive: error)
        case let error as ErasureRefusal:
            let told = ErasureWords.refusal(error)
            self.init(code: told.code, words: told.words)
        case is RebuildBeside.Refusal:
            self.init(
                code: 77,
                words: "On PostgreSQL tables are made by the role that owns them: give --database the owner's "
                    + "connection (motcua_owner). / Chỉ tài khoản sở hữu bảng mới dựng lại được; hãy dùng kết nối của "
                    + "tài khoản đó.")
        case let error as ClockFault: self.init(code: 75, words: ClockWords.fault(error))
        case let error as SettingFault: self.init(code: 78, words: SettingWords.fault(error))
        case let error as PlainHTTPRefusal: self.init(code: 78, words: SettingWords.refusal(error))
        case let error as MotCuaServer.Fault:
            self.init(code: 78, words: "The installation is not whole: \(error). / Bộ cài đặt thiếu tệp.")
        case let error as ListenFault: self.init(listening: error)
        case let error as CocoaError: self.init(file: error)
        default: return nil
        }
    }

    /// A file of the installation or of the data folder that cannot be read or written, by its path alone.
    private init(file error: CocoaError) {
        let path = error.filePath ?? error.url?.path ?? ""
        switch error.code {
        case .fileNoSuchFile, .fileReadNoSuchFile:
            self.init(code: 66, words: "There is no file at \(path). / Không thấy tệp \(path).")
        default:
            self.init(
                code: 74,
                words: "The file \(path) cannot be read or written. Check permissions and room on the disk. "
                    + "/ Không đọc hoặc ghi được tệp \(path); hãy kiểm tra quyền và dung lượng đĩa.")
        }
    }

    private init(listening fault: ListenFault) {
        let places = fault.addresses.map(\.description).joined(separator: ", ")
        self.init(
            code: fault.isTaken ? 69 : 78,
            words: fault.isTaken
                ? "Another program listens at \(places) already: stop it, or choose another address (listen, metrics). "
                    + "/ Địa chỉ \(places) đang được chương trình khác dùng; hãy dừng chương trình đó hoặc đổi địa chỉ."
                : "This machine does not let the program listen at \(places): check the address and the user's rights. "
                    + "/ Máy không cho mở địa chỉ \(places); hãy kiểm tra địa chỉ và quyền của người dùng.")
    }

    init(code: Int32, words: String) {
        self.code = code
        self.words = words
    }

    private init(store error: StoreError) {
        let reason = "\(error.reason) (\(error.place))"
        switch error.code {
        // What PostgreSQL's connections say; a data folder is named by its path.
        case .unreachable where error.place == "database":
            self.init(
                code: 69,
                words: "The database cannot be reached: \(reason). Check the address, the network and the server. "
                    + "/ Không kết nối được cơ sở dữ liệu; hãy kiểm tra địa chỉ, mạng và máy chủ.")
        case .heldElsewhere, .busy, .unreachable, .closed:
            self.init(
                code: 69,
                words: "The data folder cannot be used now: \(reason). Stop the other program or wait. "
                    + "/ Thư mục dữ liệu đang được chương trình khác dùng.")
        case .diskFull, .disk, .readOnly, .notDurable:
            self.init(
                code: 74,
                words: "The disk does not take it: \(reason). Check room and permissions, then motcua doctor. "
                    + "/ Không ghi được xuống đĩa.")
        case .olderDatabase:
            self.init(
                code: 78,
                words: "The database is not set up for this program: \(reason). On PostgreSQL the role that owns the "
                    + "tables does it first: motcua init or motcua copy, for a new version motcua rebuild, with "
                    + "its connection (motcua_owner). / Cơ sở dữ liệu chưa được thiết lập cho chương trình này; trên "
                    + "PostgreSQL, tài khoản sở hữu bảng (motcua_owner) phải chạy motcua init hoặc motcua copy trước, "
                    + "khi có phiên bản mới thì motcua rebuild.")
        case .newerDatabase, .changedMigration, .wrongMasterKey, .keyMissing:
            self.init(
                code: 78,
                words: "Data and program or key do not fit together: \(reason). "
                    + "/ Dữ liệu và chương trình hoặc khóa không khớp nhau.")
        case .versionConflict, .duplicate, .constraint, .immutable, .corrupt, .commitUnknown, .undone, .keyDestroyed,
            .fileMissing, .statement:
            self.init(
                code: 70, words: "\(error.code.rawValue): \(reason). Keep this message. / Hãy giữ lại thông báo này.")
        }
    }

    private static func words(_ fault: MasterKeyFault) -> String {
        switch fault.reason {
        case .missing:
            return "There is no master key at \(fault.path); put it back, or name it in the settings or in "
                + "MOTCUA_MASTER_KEY_FILE. "
                + "/ Không thấy khóa chủ tại \(fault.path)."
        case .badForm:
            return "\(fault.path) is no master key: 64 hexadecimal digits are wanted. / Khóa chủ không đúng dạng."
        case .cannotWrite:
            return "The master key cannot be written to \(fault.path). / Không ghi được khóa chủ."
        }
    }
}
