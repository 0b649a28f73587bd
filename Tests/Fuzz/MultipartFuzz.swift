// Forms with files: `script/fuzz Multipart`. The first byte says into how long pieces the body is cut.

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let input = unsafe Array(UnsafeBufferPointer(start: start, count: count))
    _ = try? Multipart(contentType: String(decoding: input, as: UTF8.self))
    let body = Array(input.dropFirst())
    let whole = read(body, size: body.count)
    precondition(whole == read(body, size: Int(input.first ?? 0)))
    precondition((whole?.count ?? 0) <= body.count)
    return 0
}

/// All that was found, in one row of bytes, or nil when the body is refused.
private func read(_ body: [UInt8], size: Int) -> [UInt8]? {
    guard var parser = try? Multipart(contentType: "multipart/form-data; boundary=x") else { return nil }
    var found: [UInt8] = []
    var rest = body[...]
    repeat {
        let piece = rest.prefix(max(1, size))
        rest = rest.dropFirst(piece.count)
        guard let events = try? parser.feed(Array(piece)) else { return nil }
        for event in events {
            switch event {
            case .begin(let part): found += Array("\(part.name)\(part.fileName ?? "")".utf8)
            case .data(let bytes):
                precondition(!bytes.isEmpty)
                found += bytes
            case .end: found.append(0x0A)
            }
        }
    } while !rest.isEmpty
    return (try? parser.finish()) == nil ? nil : found
}
