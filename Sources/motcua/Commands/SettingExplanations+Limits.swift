/// Limits of the server, of its database and of its log.
extension SettingExplanations {
    static let requestsPerMinute = (
        "Requests a minute from one address that nobody has signed in from; a whole office may share one.",
        "Số yêu cầu mỗi phút từ một địa chỉ chưa đăng nhập; cả một cơ quan có thể dùng chung một địa chỉ."
    )
    static let connections = (
        "Connections open at one time; stay below the process's limit of open files (ulimit -n).",
        "Số kết nối mở cùng lúc; phải nhỏ hơn giới hạn tệp mở của tiến trình (ulimit -n)."
    )
    static let bodySeconds = (
        "Seconds in which a form with its files must have arrived; more where lines are slow.",
        "Số giây để nhận xong một biểu mẫu kèm tệp; tăng lên ở nơi đường truyền chậm."
    )
    static let uploadMemory = (
        "Memory for all files that are being uploaded, in MiB; a full form takes up to 100.",
        "Bộ nhớ cho mọi tệp đang được tải lên, tính bằng MiB; một biểu mẫu có thể cần đến 100."
    )
    static let shutdownSeconds = (
        "Seconds that running requests are waited for when the server goes down.",
        "Số giây chờ các yêu cầu đang xử lý khi máy chủ dừng."
    )
    static let cache = (
        "Memory of each database connection for pages, in MiB; there is one a reader, and the writer's.",
        "Bộ nhớ đệm của mỗi kết nối cơ sở dữ liệu, tính bằng MiB; mỗi luồng đọc một kết nối và một để ghi."
    )
    static let readers = (
        "Threads that read the database.",
        "Số luồng đọc cơ sở dữ liệu."
    )
    static let readQueue = (
        "Requests that may wait for a reader; further ones are told to come back.",
        "Số yêu cầu được chờ đọc; yêu cầu vượt quá được báo thử lại sau."
    )
    static let writeQueue = (
        "Requests that may wait for the writer; further ones are told to come back.",
        "Số yêu cầu được chờ ghi; yêu cầu vượt quá được báo thử lại sau."
    )
    static let commitBatch = (
        "Requests at most that are put on disk together.",
        "Số yêu cầu nhiều nhất được ghi xuống đĩa cùng một lượt."
    )
    static let workers = (
        "Threads for files and for checking passwords.",
        "Số luồng xử lý tệp và kiểm tra mật khẩu."
    )
    static let workQueue = (
        "Requests that may wait for one of them.",
        "Số yêu cầu được chờ các luồng này."
    )
    static let logLevel = (
        "What is logged: this level and graver ones; info has a line for each request, without personal data.",
        "Mức ghi nhật ký: mức này và các mức nặng hơn; info ghi mỗi yêu cầu một dòng, không có dữ liệu cá nhân."
    )
}
