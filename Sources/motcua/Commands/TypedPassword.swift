import ArgumentParser
import Foundation

/// A password for a command: from a file, or typed at the terminal without being shown (mật khẩu gõ tại máy).
///
/// Never an argument: those stand in the list of processes and in the shell's history.
enum TypedPassword {
    /// - Parameter file: its first line is the password; nil to ask.
    /// - Throws: `CommandFailure` where there is neither file nor terminal.
    static func read(of login: String, file: String?) throws -> String {
        if let file {
            guard let data = FileManager.default.contents(atPath: file) else {
                throw CommandFailure(
                    code: 66, words: "--password-file: \(file) cannot be read. / Không đọc được tệp \(file).")
            }
            return String(String(decoding: data, as: UTF8.self).prefix { !$0.isNewline })
        }
        guard isatty(STDIN_FILENO) == 1 else {
            throw CommandFailure(
                code: 66,
                words: "There is no terminal to ask for the password of \(login); name a file: --password-file FILE. "
                    + "/ Không có màn hình để hỏi mật khẩu; hãy dùng --password-file.")
        }
        ErrorOutput.write("Password of / Mật khẩu của \(login): ")
        let typed = withoutEcho { readLine() }
        ErrorOutput.write("\n")
        guard let typed else { throw ExitCode(130) }
        return typed
    }

    private static func withoutEcho<T>(_ body: () -> T) -> T {
        var before = termios()
        guard tcgetattr(STDIN_FILENO, &before) == 0 else { return body() }
        var silent = before
        silent.c_lflag &= ~tcflag_t(ECHO)
        // A terminal left silent would show nothing of what is typed from then on.
        let interrupted = SignalGuard { [before] in
            var shown = before
            tcsetattr(STDIN_FILENO, TCSAFLUSH, &shown)
            ErrorOutput.write("\n")
        }
        tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent)
        defer {
            tcsetattr(STDIN_FILENO, TCSAFLUSH, &before)
            interrupted.end()
        }
        return body()
    }
}
