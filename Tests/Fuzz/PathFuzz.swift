// Paths, links and the text of pages: `script/fuzz Path`.

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let text = unsafe String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
    let html: HTML = "\(text)\(link: text)"
    precondition(!html.bytes.contains { [0x22, 0x27, 0x3C, 0x3E].contains($0) })
    guard let path = try? Path(decoded: text) else { return 0 }
    precondition(path.segments.allSatisfy { !$0.isEmpty && $0 != "." && $0 != ".." })
    precondition(text.utf8.elementsEqual(("/" + path.segments.joined(separator: "/")).utf8))
    precondition(Link.staysHere(path.link))
    return 0
}
