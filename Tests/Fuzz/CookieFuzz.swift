// Cookies, read and written: `script/fuzz Cookie`.

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let input = unsafe Array(UnsafeBufferPointer(start: start, count: count))
    let written = SetCookie(name: "a", value: String(decoding: input, as: UTF8.self), secure: true).header()
    precondition(
        written.utf8.count { $0 == 0x3B } == 4 && written.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F })
    guard let cookies = try? Cookies(header: input), let value = cookies["a"] else { return 0 }
    precondition(!cookies.isAmbiguous("a") && value.utf8.allSatisfy(SetCookie.isValueByte))
    return 0
}
