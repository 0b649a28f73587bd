import CCurl

/// One handle of libcurl, with the connection that it keeps open: the only place that touches the library.
///
/// libcurl is used by one thread at a time and calls back only while `send` runs.
@safe final class CurlHandle {
    /// libcurl would not take an option.
    struct Refusal: Error {
        let text: String
    }

    private let handle: UnsafeMutableRawPointer
    /// Where libcurl writes what went wrong, as long as the handle lives.
    private let words: UnsafeMutablePointer<CChar>
    private var message: [UInt8] = []
    private var offset = 0
    private var transcript = SMTPTranscript()

    /// Once for the process; a static property is set by one thread only, and the others wait.
    private static let libraryStatus: CURLcode = curl_global_init(Int(CURL_GLOBAL_DEFAULT))

    init?() {
        guard Self.libraryStatus == CURLE_OK, let handle = unsafe curl_easy_init() else { return nil }
        unsafe self.handle = unsafe handle
        unsafe words = .allocate(capacity: Int(CURL_ERROR_SIZE))
        unsafe words.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
    }

    deinit {
        // The farewell is not for a transcript any more.
        _ = unsafe portico_curl_set_long(handle, CURLOPT_VERBOSE, 0)
        unsafe curl_easy_cleanup(handle)
        unsafe words.deallocate()
    }

    // MARK: Options

    func configure(_ settings: SMTPSettings) throws(Refusal) {
        try setCallbacks()
        try set(CURLOPT_URL, settings.url)
        try set(CURLOPT_PROTOCOLS_STR, "smtp,smtps")
        try set(CURLOPT_FOLLOWLOCATION, 0)
        // Neither the environment nor a file of the user's home says where mail goes.
        try set(CURLOPT_PROXY, "")
        try set(CURLOPT_NETRC, 0)
        try set(CURLOPT_NOSIGNAL, 1)
        try set(CURLOPT_TCP_KEEPALIVE, 1)
        try set(CURLOPT_CONNECTTIMEOUT, settings.connectTimeout)
        try set(CURLOPT_TIMEOUT, settings.timeout)
        try set(CURLOPT_SERVER_RESPONSE_TIMEOUT, settings.stallTimeout)
        try set(CURLOPT_LOW_SPEED_LIMIT, 10)
        try set(CURLOPT_LOW_SPEED_TIME, settings.stallTimeout)
        try set(CURLOPT_MAXCONNECTS, 1)
        let security = settings.security == .none ? CURLUSESSL_NONE : CURLUSESSL_ALL
        try set(CURLOPT_USE_SSL, Int(security.rawValue))
        try set(CURLOPT_SSLVERSION, CURL_SSLVERSION_TLSv1_2)
        try set(CURLOPT_SSL_VERIFYPEER, 1)
        try set(CURLOPT_SSL_VERIFYHOST, 2)
        if let file = settings.authorityFile {
            try set(CURLOPT_CAINFO, file)
            // Else the system's directory would be trusted beside it.
            try set(CURLOPT_CAPATH, nil)
        }
        if let user = settings.user {
            try set(CURLOPT_USERNAME, user)
            try set(CURLOPT_PASSWORD, settings.password)
            try set(CURLOPT_LOGIN_OPTIONS, "AUTH=PLAIN;AUTH=LOGIN")
        }
        try set(CURLOPT_UPLOAD, 1)
    }

    private func set(_ option: CURLoption, _ value: Int) throws(Refusal) {
        try check(unsafe portico_curl_set_long(handle, option, value), option)
    }

    private func set(_ option: CURLoption, _ value: Int32) throws(Refusal) { try set(option, Int(value)) }

    private func set(_ option: CURLoption, _ value: String?) throws(Refusal) {
        try check(unsafe portico_curl_set_text(handle, option, value), option)
    }

    private func setCallbacks() throws(Refusal) {
        let context = unsafe Unmanaged.passUnretained(self).toOpaque()
        try check(unsafe portico_curl_set_pointer(handle, CURLOPT_ERRORBUFFER, words), CURLOPT_ERRORBUFFER)
        try check(unsafe portico_curl_set_read(handle, readMessage), CURLOPT_READFUNCTION)
        try check(unsafe portico_curl_set_pointer(handle, CURLOPT_READDATA, context), CURLOPT_READDATA)
        try check(unsafe portico_curl_set_write(handle, dropBody), CURLOPT_WRITEFUNCTION)
        // What libcurl says of a conversation is for our transcript; without this it would go to stderr.
        try check(unsafe portico_curl_set_debug(handle, noteLine), CURLOPT_DEBUGFUNCTION)
        try check(unsafe portico_curl_set_pointer(handle, CURLOPT_DEBUGDATA, context), CURLOPT_DEBUGDATA)
        try set(CURLOPT_VERBOSE, 1)
    }

    private func check(_ code: CURLcode, _ option: CURLoption) throws(Refusal) {
        guard code == CURLE_OK else {
            throw Refusal(text: "libcurl refuses option \(option.rawValue): \(Self.words(of: code))")
        }
    }

    private static func words(of code: CURLcode) -> String {
        guard let text = unsafe curl_easy_strerror(code) else { return "\(code.rawValue)" }
        return unsafe String(cString: text)
    }

    // MARK: Sending

    /// Sends one message; `fresh` opens a new connection for it.
    func send(_ message: [UInt8], from: String, to: String, fresh: Bool) throws(Refusal) -> SMTPOutcome {
        self.message = message
        offset = 0
        transcript = SMTPTranscript()
        unsafe words.pointee = 0
        defer { self.message = [] }
        guard let recipients = unsafe curl_slist_append(nil, to) else { throw Refusal(text: "no memory") }
        defer {
            _ = unsafe portico_curl_set_list(handle, CURLOPT_MAIL_RCPT, nil)
            unsafe curl_slist_free_all(recipients)
        }
        try check(unsafe portico_curl_set_list(handle, CURLOPT_MAIL_RCPT, recipients), CURLOPT_MAIL_RCPT)
        try set(CURLOPT_MAIL_FROM, from)
        try set(CURLOPT_FRESH_CONNECT, fresh ? 1 : 0)
        let size = unsafe portico_curl_set_size(
            handle, CURLOPT_INFILESIZE_LARGE, curl_off_t(message.count))
        try check(size, CURLOPT_INFILESIZE_LARGE)
        let code = unsafe curl_easy_perform(handle)
        // libcurl 7.88 keeps a connection on which it has just stopped waiting for the reply to the final dot;
        // the next message would take that reply for the answer to its own first command.
        if code != CURLE_OK { unsafe portico_curl_cut(handle) }
        var connections = 0
        _ = unsafe portico_curl_get_long(handle, CURLINFO_NUM_CONNECTS, &connections)
        var said = unsafe Array(String(cString: words).utf8)
        if said.isEmpty { said = Array(Self.words(of: code).utf8) }
        return SMTPOutcome(code: code, words: said, transcript: transcript, newConnections: connections)
    }

    // MARK: What libcurl calls

    /// The next bytes of the message; 0 at its end.
    fileprivate func read(into buffer: UnsafeMutableRawBufferPointer) -> Int {
        let count = min(buffer.count, message.count - offset)
        unsafe message.withUnsafeBytes { bytes in
            unsafe buffer.copyBytes(from: bytes[offset..<(offset + count)])
        }
        offset += count
        if offset == message.count, transcript.stage != .finalDot { transcript.handedOver() }
        return count
    }

    fileprivate func note(_ kind: curl_infotype, _ line: UnsafeRawBufferPointer) {
        if kind == CURLINFO_HEADER_OUT {
            unsafe transcript.sent(Array(line))
        } else if kind == CURLINFO_HEADER_IN {
            unsafe transcript.received(Array(line))
        }
    }
}

private let readMessage: curl_read_callback = { buffer, size, count, context in
    guard let buffer = unsafe buffer, let context = unsafe context else { return Int(CURL_READFUNC_ABORT) }
    let handle = unsafe Unmanaged<CurlHandle>.fromOpaque(context).takeUnretainedValue()
    return unsafe handle.read(into: UnsafeMutableRawBufferPointer(start: buffer, count: size &* count))
}

private let dropBody: curl_write_callback = { _, size, count, _ in size &* count }

private let noteLine: curl_debug_callback = { _, kind, text, count, context in
    guard let text = unsafe text, let context = unsafe context else { return 0 }
    let handle = unsafe Unmanaged<CurlHandle>.fromOpaque(context).takeUnretainedValue()
    unsafe handle.note(kind, UnsafeRawBufferPointer(start: text, count: count))
    return 0
}
