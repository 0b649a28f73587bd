// The parameters of a request, as lines of NAME=value: `script/fuzz Request`.

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let input = unsafe Array(UnsafeBufferPointer(start: start, count: count))
    let parameters = input.split(separator: 0x0A).map { line in
        let name = line.prefix { $0 != 0x3D }
        return (name: String(decoding: name, as: UTF8.self), value: Array(line.dropFirst(name.count + 1)))
    }
    guard let values = try? GatewayValues(parameters) else { return 0 }
    precondition(Set(parameters.map(\.name)).count == parameters.count)
    let host = try? values.field("HTTP_HOST", longest: 255)
    precondition((host ?? "").utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F })
    let length = try? values.length("CONTENT_LENGTH")
    precondition((length ?? 0) >= 0)
    precondition(values.lenient("HTTP_USER_AGENT", longest: 512).utf8.count <= 512)
    _ = values.isPrefetch
    return 0
}
