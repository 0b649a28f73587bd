import CCurl

/// One folder of a mailbox, over one connection, by one thread: what is new in it, and what became of each message.
@safe package final class IMAPMailbox {
    /// What went wrong, in words for the operator. It names no password.
    package struct Failure: Error, CustomStringConvertible {
        package let description: String
    }

    /// The mark on what was dealt with; it is looked for, so that a program that dies meanwhile fetches again.
    private static let mark = "PorticoTaken"

    private let handle: UnsafeMutableRawPointer
    private let url: String
    private var take: (([UInt8]) -> Bool)?

    private static let libraryStatus: CURLcode = curl_global_init(Int(CURL_GLOBAL_DEFAULT))

    package init(_ settings: IMAPSettings) throws(Failure) {
        guard Self.libraryStatus == CURLE_OK, let handle = unsafe curl_easy_init() else {
            throw Failure(description: "libcurl cannot be used")
        }
        unsafe self.handle = unsafe handle
        url = settings.url
        try configure(settings)
    }

    deinit { unsafe curl_easy_cleanup(handle) }

    private func configure(_ settings: IMAPSettings) throws(Failure) {
        let context = unsafe Unmanaged.passUnretained(self).toOpaque()
        try check(unsafe portico_curl_set_write(handle, takeBytes))
        try check(unsafe portico_curl_set_pointer(handle, CURLOPT_WRITEDATA, context))
        try set(CURLOPT_PROTOCOLS_STR, "imap,imaps")
        try set(CURLOPT_PROXY, "")
        try set(CURLOPT_NETRC, 0)
        try set(CURLOPT_NOSIGNAL, 1)
        try set(CURLOPT_CONNECTTIMEOUT, 20)
        try set(CURLOPT_TIMEOUT, 300)
        try set(CURLOPT_SERVER_RESPONSE_TIMEOUT, 60)
        try set(
            CURLOPT_USE_SSL, Int((settings.security == .none ? CURLUSESSL_NONE : CURLUSESSL_ALL).rawValue))
        try set(CURLOPT_SSLVERSION, Int(CURL_SSLVERSION_TLSv1_2))
        try set(CURLOPT_SSL_VERIFYPEER, 1)
        try set(CURLOPT_SSL_VERIFYHOST, 2)
        if let file = settings.authorityFile {
            try set(CURLOPT_CAINFO, file)
            try set(CURLOPT_CAPATH, nil)
        }
        try set(CURLOPT_USERNAME, settings.user)
        try set(CURLOPT_PASSWORD, settings.password)
    }

    private func set(_ option: CURLoption, _ value: Int) throws(Failure) {
        try check(unsafe portico_curl_set_long(handle, option, value))
    }

    private func set(_ option: CURLoption, _ value: String?) throws(Failure) {
        try check(unsafe portico_curl_set_text(handle, option, value))
    }

    private func check(_ code: CURLcode) throws(Failure) {
        guard code != CURLE_OK else { return }
        let text = unsafe curl_easy_strerror(code).map { unsafe String(cString: $0) }
        throw Failure(description: text ?? "libcurl: \(code.rawValue)")
    }

    // MARK: Asking

    /// The numbers (UID, RFC 3501 §2.3.1.1) of what nobody has dealt with, the oldest first.
    package func waiting() throws(Failure) -> [UInt32] {
        var answer: [UInt8] = []
        try run(url, "UID SEARCH UNKEYWORD \(Self.mark) UNDELETED") { piece in
            answer += piece
            return answer.count < 1 << 20
        }
        return Self.numbers(answer)
    }

    /// The numbers in `* SEARCH 4 17`; other lines are not for us.
    static func numbers(_ answer: [UInt8]) -> [UInt32] {
        let lines = answer.split { $0 == 0x0A || $0 == 0x0D }
        return lines.flatMap { line -> [UInt32] in
            let words = line.split(separator: 0x20).map { String(decoding: $0, as: UTF8.self) }
            guard words.count > 2, words[0] == "*", words[1].uppercased() == "SEARCH" else { return [] }
            return words.dropFirst(2).compactMap { UInt32($0) }
        }.sorted()
    }

    /// Hands on a message, piece by piece.
    ///
    /// - Parameter take: false ends it early.
    /// - Returns: whether everything was handed on.
    package func fetch(_ number: UInt32, _ take: @escaping ([UInt8]) -> Bool) throws(Failure) -> Bool {
        var isWhole = true
        do throws(Failure) {
            try run("\(url)/;UID=\(number)", nil) { piece in
                isWhole = isWhole && take(piece)
                return isWhole
            }
        } catch {
            // libcurl says so too when we have had enough.
            if isWhole { throw error }
        }
        return isWhole
    }

    /// Says that a message was dealt with.
    package func markTaken(_ number: UInt32) throws(Failure) {
        try run(url, "UID STORE \(number) +FLAGS.SILENT (\(Self.mark) \\Seen)") { _ in true }
    }

    private func run(
        _ url: String, _ command: String?, _ take: @escaping ([UInt8]) -> Bool
    ) throws(Failure) {
        self.take = take
        defer { self.take = nil }
        try set(CURLOPT_URL, url)
        try set(CURLOPT_CUSTOMREQUEST, command)
        try check(unsafe curl_easy_perform(handle))
    }

    fileprivate func received(_ bytes: UnsafeRawBufferPointer) -> Bool {
        unsafe take?(Array(bytes)) ?? true
    }
}

private let takeBytes: curl_write_callback = { buffer, size, count, context in
    guard let buffer = unsafe buffer, let context = unsafe context else { return 0 }
    let mailbox = unsafe Unmanaged<IMAPMailbox>.fromOpaque(context).takeUnretainedValue()
    let length = size &* count
    return unsafe mailbox.received(UnsafeRawBufferPointer(start: buffer, count: length)) ? length : 0
}
