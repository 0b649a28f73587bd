import CGMime

/// A message as libgmime sees it: the only place that touches the library, and only in the process that reads mail.
@safe final class MessageFile {
    private let mail: OpaquePointer
    let headers: [RawHeader]
    let parts: [Part]
    /// There were more parts than were looked at.
    let isCut: Bool

    /// A header as it stands in the message, folded and undecoded.
    struct RawHeader {
        let name: String
        let bytes: [UInt8]
    }

    struct Part {
        enum Kind { case leaf, multipart, message }

        let index: Int
        let parent: Int?
        let kind: Kind
        /// Lies too deep to be looked into.
        let isWhole: Bool
        let type: String
        let disposition: String
        let name: String
        let charset: String
    }

    init?(descriptor: Int32, _ beginning: Beginning, limits: ReadingLimits) {
        let (parts, depth) = (Int32(clamping: limits.parts), Int32(clamping: limits.depth))
        let opened = unsafe beginning.header.withUnsafeBufferPointer { header in
            unsafe portico_mail_open(
                descriptor, beginning.start, header.baseAddress, header.count, parts, depth)
        }
        guard let mail = unsafe opened else { return nil }
        unsafe self.mail = unsafe mail
        var headers: [RawHeader] = []
        for index in 0..<min(unsafe portico_mail_header_count(mail), 2_000) {
            guard let name = unsafe portico_mail_header_name(mail, index),
                let raw = unsafe portico_mail_header_raw(mail, index)
            else { continue }
            headers.append(
                unsafe RawHeader(name: String(cString: name), bytes: Self.bytes(raw, most: limits.header)))
        }
        self.headers = headers
        self.parts = unsafe (0..<portico_mail_part_count(mail)).map {
            unsafe Part(portico_mail_part_at(mail, $0), $0)
        }
        isCut = unsafe portico_mail_is_cut(mail)
    }

    deinit { unsafe portico_mail_close(mail) }

    private static func bytes(_ text: UnsafePointer<CChar>, most: Int) -> [UInt8] {
        var bytes: [UInt8] = []
        var next = unsafe text
        while unsafe next.pointee != 0, bytes.count < most {
            bytes.append(unsafe UInt8(bitPattern: next.pointee))
            unsafe next += 1
        }
        return bytes
    }

    // MARK: Content

    /// Hands on what a part holds, decoded, piece by piece; of a message or a whole multipart everything.
    ///
    /// - Parameter take: false ends it early.
    /// - Returns: whether everything was handed on.
    @discardableResult
    func write(_ part: Part, _ take: ([UInt8]) -> Bool) -> Bool {
        withoutActuallyEscaping(take) { take in
            let taker = Taker(take)
            return unsafe portico_mail_write(
                mail, Int32(clamping: part.index), handOn, Unmanaged.passUnretained(taker).toOpaque())
        }
    }

    /// What a part holds, up to so many bytes.
    func bytes(_ part: Part, most: Int) -> (bytes: [UInt8], isWhole: Bool) {
        var bytes: [UInt8] = []
        let isWhole = write(part) { piece in
            let room = most - bytes.count
            bytes += piece.prefix(room)
            return piece.count <= room
        }
        return (bytes, isWhole)
    }

    // MARK: Headers

    /// A header's text: unfolded, encoded words decoded (RFC 2047).
    static func text(_ raw: [UInt8]) -> String {
        unsafe withCString(raw) { raw in
            guard let text = unsafe portico_mail_decode(raw) else { return "" }
            defer { unsafe portico_mail_free(text) }
            return unsafe String(decoding: bytes(text, most: 1 << 20), as: UTF8.self)
        }
    }

    /// Everybody whom an address header names.
    static func people(_ raw: [UInt8]) -> [(name: String, address: String)] {
        let found = People()
        unsafe withCString(raw) { raw in
            unsafe portico_mail_people(raw, notePerson, Unmanaged.passUnretained(found).toOpaque())
        }
        return found.people
    }

    /// Seconds since 1970.
    static func date(_ raw: [UInt8]) -> Int64? {
        unsafe withCString(raw) { raw in
            var seconds: Int64 = 0
            return unsafe portico_mail_date(raw, &seconds) ? seconds : nil
        }
    }

    private static func withCString<Result>(
        _ bytes: [UInt8], _ body: (UnsafePointer<CChar>) -> Result
    ) -> Result {
        let text = bytes.filter { $0 != 0 }.map { CChar(bitPattern: $0) } + [0]
        return unsafe text.withUnsafeBufferPointer { buffer in
            guard let base = buffer.baseAddress else { return unsafe body([0]) }
            return unsafe body(base)
        }
    }

    // MARK: Character sets

    /// UTF-8 of bytes in a character set that iconv knows by this name; nil where it knows none.
    static func converted(_ bytes: [UInt8], from charset: String) -> [UInt8]? {
        var result: [UInt8] = []
        let taker = Taker { piece in
            result += piece
            return true
        }
        let isKnown = unsafe bytes.withUnsafeBufferPointer { buffer in
            unsafe portico_mail_convert(
                charset, buffer.baseAddress, buffer.count, handOn, Unmanaged.passUnretained(taker).toOpaque())
        }
        return isKnown ? result : nil
    }

    fileprivate final class Taker {
        let take: ([UInt8]) -> Bool
        init(_ take: @escaping ([UInt8]) -> Bool) { self.take = take }
    }

    fileprivate final class People {
        var people: [(name: String, address: String)] = []
    }
}

extension MessageFile.Part {
    fileprivate init(_ part: portico_mail_part, _ index: Int32) {
        func text(_ text: UnsafePointer<CChar>?) -> String {
            guard let text = unsafe text else { return "" }
            return unsafe String(cString: text)
        }
        self.index = Int(index)
        parent = unsafe part.parent < 0 ? nil : Int(part.parent)
        switch unsafe UInt32(bitPattern: part.kind) {
        case PORTICO_MAIL_MULTIPART.rawValue: kind = .multipart
        case PORTICO_MAIL_MESSAGE.rawValue: kind = .message
        default: kind = .leaf
        }
        isWhole = unsafe part.is_whole
        type = unsafe text(part.type)
        disposition = unsafe text(part.disposition).lowercased()
        name = unsafe text(part.name)
        charset = unsafe text(part.charset)
    }
}

private let handOn: portico_mail_sink = { context, bytes, count in
    guard let context = unsafe context else { return false }
    let taker = unsafe Unmanaged<MessageFile.Taker>.fromOpaque(context).takeUnretainedValue()
    return unsafe taker.take(Array(UnsafeBufferPointer(start: bytes, count: count)))
}

private let notePerson: portico_mail_person = { context, name, address in
    guard let context = unsafe context else { return }
    let found = unsafe Unmanaged<MessageFile.People>.fromOpaque(context).takeUnretainedValue()
    let person = unsafe (name.map { unsafe String(cString: $0) }, address.map { unsafe String(cString: $0) })
    found.people.append((person.0 ?? "", person.1 ?? ""))
}
