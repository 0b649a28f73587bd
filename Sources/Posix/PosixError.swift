import Glibc

/// What the operating system refused, and why: the call, what it was about, and the error number.
package struct PosixError: Error, Equatable, CustomStringConvertible {
    package let call: String
    package let subject: String
    package let code: Int32

    package init(_ call: String, _ subject: String = "", code: Int32 = errno) {
        self.call = call
        self.subject = subject
        self.code = code
    }

    package var description: String {
        let place = subject.isEmpty ? "" : " \(subject)"
        guard let text = unsafe strerror(code) else { return "\(call)\(place): error \(code)" }
        return "\(call)\(place): \(unsafe String(cString: text))"
    }

    /// The file or socket is not there.
    package var isMissing: Bool { code == ENOENT }
    /// The disk, or the share of it, is full.
    package var isFull: Bool { code == ENOSPC || code == EDQUOT || code == EFBIG }
}
