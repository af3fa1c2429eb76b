/// Signing in: what an office may make stricter.
extension SettingExplanations {
    static let sessionHours = (
        "Hours after which everybody signs in again, whatever they do.",
        "Số giờ tối đa của một phiên đăng nhập, kể cả khi đang làm việc."
    )
    static let sessionIdleMinutes = (
        "Minutes without a request after which a session ends.",
        "Phiên đăng nhập kết thúc sau số phút không thao tác này."
    )
    static let administratorIdleMinutes = (
        "The same for administrators, whose mistakes cost more.",
        "Như trên, đối với quản trị viên."
    )
    static let signInTries = (
        "Wrong passwords under one login before it is locked for a while.",
        "Số lần nhập sai mật khẩu trước khi tên đăng nhập bị tạm khóa."
    )
    static let signInLockMinutes = (
        "Minutes that it then stays locked.",
        "Số phút tạm khóa sau khi nhập sai quá số lần."
    )
    static let accountIdleDays = (
        """
        Days without signing in after which an account is locked; an administrator lets it in again. The last
        administrator of the province is never locked.
        """,
        """
        Số ngày không đăng nhập thì tài khoản bị khóa; quản trị viên mở lại được. Tài khoản quản trị viên cuối
        cùng của tỉnh không bao giờ bị khóa.
        """
    )
    static let passwordCharacters = (
        "Characters that a password must have.",
        "Số ký tự tối thiểu của mật khẩu."
    )
    static let administratorPasswordDays = (
        "Days after which an administrator must choose another password.",
        "Sau số ngày này, quản trị viên phải đổi mật khẩu."
    )
    static let oneTimeCodes = (
        """
        How one-time codes reach applicants. none: they confirm at the counter. The demonstration shows codes
        on the page.
        """,
        """
        Cách gửi mã xác nhận dùng một lần cho người nộp hồ sơ. none: xác nhận tại Bộ phận Một cửa. Bản trình
        diễn hiện mã ngay trên trang.
        """
    )
}
