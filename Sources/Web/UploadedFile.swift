/// A file that came with a form. Its bytes are kept aside until the kernel stores or drops them.
public struct UploadedFile: Sendable, Equatable {
    /// The name of the field it was chosen in.
    public let field: String
    /// The name the sender gave it: show it, never use it as a path.
    public let name: String
    /// The media type the sender claims; it proves nothing.
    public let declaredType: String
    /// Its size in bytes.
    public let size: Int

    /// SHA-256 of its bytes; empty until the kernel has computed it.
    package var sha256: [UInt8]
    package let spoolPath: String
    /// What the virus scan said of it; nothing where there is no scan.
    package var scan: FileScan?

    package init(
        field: String, name: String, declaredType: String, size: Int, sha256: [UInt8] = [], spoolPath: String
    ) {
        self.field = field
        self.name = name
        self.declaredType = declaredType
        self.size = size
        self.sha256 = sha256
        self.spoolPath = spoolPath
    }
}

/// What the virus scan said of a file that came in.
package enum FileScan: Sendable, Equatable {
    case clean
    /// Under the name that the scanner has for what it found.
    case infected(String)
    /// Nobody knows yet, and why: nobody may have it until somebody does.
    case quarantined(String)

    package var isInfected: Bool {
        if case .infected = self { true } else { false }
    }
}
