// Query strings and forms: `script/fuzz Form`.

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let input = unsafe Array(UnsafeBufferPointer(start: start, count: count))
    guard let form = try? Form(urlencoded: input) else { return 0 }
    precondition(form.fields.count <= 1_000)
    precondition(form.fields.allSatisfy { !$0.value.utf8.contains(0) && !$0.value.utf8.contains(0x0D) })
    let again = try? Form(urlencoded: Query(form).text.utf8.dropFirst(), limits: .boundless)
    precondition(again == form)
    return 0
}

extension Form.Limits {
    /// Encoding makes a form up to three times as long.
    static var boundless: Self {
        var limits = Self()
        limits.total = .max
        return limits
    }
}
