// Tables: `script/fuzz CSV`.

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let input = unsafe Array(UnsafeBufferPointer(start: start, count: count))
    let lines = 1 + input.count { $0 == 0x0A || $0 == 0x0D }
    do {
        let rows = try CSV.rows(input)
        precondition(
            rows.allSatisfy { (1...1_000).contains($0.fields.count) && (1...lines).contains($0.line) })
        precondition(rows.reduce(0) { $0 + $1.texts.reduce(0) { $0 + $1.utf8.count } } <= input.count)
    } catch { precondition((1...lines).contains(error.line) && error.column >= 1) }
    return 0
}
