import Posix

/// A ZIP archive while it is written: each entry is kept as it is, in pieces, so that an archive of any size takes as
/// much memory as one piece (APPNOTE 6.3.10; sizes and places beyond 32 bits as in §4.5.3, Zip64).
///
/// Nothing is compressed: what people upload is compressed already, and a writer that only copies needs no library
/// in a program that talks to strangers.
final class ZipFile {
    private struct Entry {
        let name: [UInt8]
        let checksum: UInt32
        let size: UInt64
        let offset: UInt64
    }

    private let draft: Files.Draft
    private var entries: [Entry] = []
    private var written: UInt64 = 0
    /// From here on a number stands in the wide fields.
    private let widest: UInt64

    private static let unixVersion: UInt16 = 3 << 8 | 45
    /// Names are UTF-8 (bit 11).
    private static let flags: UInt16 = 1 << 11
    /// 1980-01-01: what the bytes are depends on nothing but the content.
    private static let date: UInt16 = 0x0021

    /// - Parameter widest: less than 2³² - 1 only in tests, which then need no large files.
    init(path: String, widest: UInt64 = 0xFFFF_FFFF) throws {
        draft = try Files.Draft(path: path)
        self.widest = widest
    }

    func add(_ name: String, _ bytes: [UInt8]) throws {
        var checksum = CRC32()
        checksum.add(bytes)
        try begin(name, size: UInt64(bytes.count), checksum.value)
        try put(bytes)
    }

    /// The file at a path, whose size and checksum were found before.
    ///
    /// - Throws: `Fault.changed` when it has become another one since.
    func add(_ name: String, file path: String, size: UInt64, checksum: UInt32) throws {
        try begin(name, size: size, checksum)
        let start = written
        var failure: (any Error)?
        var seen = CRC32()
        try Files.eachPiece(of: path) { piece in
            guard failure == nil else { return }
            seen.add(piece)
            do { try put(piece) } catch { failure = error }
        }
        if let failure { throw failure }
        guard written - start == size, seen.value == checksum else { throw Fault.changed }
    }

    enum Fault: Error { case changed }

    /// Writes the directory and puts the archive in its place.
    func finish(as path: String) throws {
        let start = written
        for entry in entries { try put(directory(entry)) }
        let size = written - start
        let count = UInt64(entries.count)
        if count >= min(widest, 0xFFFF) || start >= widest || size >= widest {
            let end = written
            try put(
                little(0x0606_4B50 as UInt32) + little(44 as UInt64) + little(Self.unixVersion)
                    + little(45 as UInt16) + little(0 as UInt32) + little(0 as UInt32) + little(count)
                    + little(count) + little(size) + little(start))
            try put(little(0x0706_4B50 as UInt32) + little(0 as UInt32) + little(end) + little(1 as UInt32))
        }
        let shown = UInt16(clamping: count >= min(widest, 0xFFFF) ? 0xFFFF : count)
        try put(
            little(0x0605_4B50 as UInt32) + little(0 as UInt32) + little(shown) + little(shown)
                + little(narrow(size)) + little(narrow(start)) + little(0 as UInt16))
        try draft.finish(as: path)
    }

    private func begin(_ name: String, size: UInt64, _ checksum: UInt32) throws {
        let name = Array(name.utf8)
        entries.append(Entry(name: name, checksum: checksum, size: size, offset: written))
        let wide: [UInt8] =
            size >= widest
            ? little(1 as UInt16) + little(16 as UInt16) + little(size) + little(size) : []
        try put(
            little(0x0403_4B50 as UInt32) + little(45 as UInt16) + common(checksum, size)
                + little(UInt16(clamping: name.count)) + little(UInt16(clamping: wide.count)) + name + wide)
    }

    /// Flags, method 0, time, checksum and both sizes: the same in both headers.
    private func common(_ checksum: UInt32, _ size: UInt64) -> [UInt8] {
        little(Self.flags) + little(0 as UInt16) + little(0 as UInt16) + little(Self.date)
            + little(checksum) + little(narrow(size)) + little(narrow(size))
    }

    private func directory(_ entry: Entry) -> [UInt8] {
        var wide: [UInt8] = []
        if entry.size >= widest { wide += little(entry.size) + little(entry.size) }
        if entry.offset >= widest { wide += little(entry.offset) }
        let extra = wide.isEmpty ? [] : little(1 as UInt16) + little(UInt16(clamping: wide.count)) + wide
        // A plain file that its owner may read and write.
        let mode: UInt32 = 0o100640 << 16
        return little(0x0201_4B50 as UInt32) + little(Self.unixVersion) + little(45 as UInt16)
            + common(entry.checksum, entry.size) + little(UInt16(clamping: entry.name.count))
            + little(UInt16(clamping: extra.count)) + little(0 as UInt16) + little(0 as UInt16)
            + little(0 as UInt16) + little(mode) + little(narrow(entry.offset)) + entry.name + extra
    }

    private func narrow(_ number: UInt64) -> UInt32 {
        number >= widest ? 0xFFFF_FFFF : UInt32(clamping: number)
    }

    private func little<Number: FixedWidthInteger>(_ number: Number) -> [UInt8] {
        (0..<Number.bitWidth / 8).map { UInt8(truncatingIfNeeded: number >> Number($0 * 8)) }
    }

    private func put(_ bytes: [UInt8]) throws {
        try draft.write(bytes)
        written += UInt64(bytes.count)
    }
}

/// The checksum of ZIP archives (ISO 3309), eight bytes at a time.
struct CRC32 {
    private var state: UInt32 = 0xFFFF_FFFF

    var value: UInt32 { ~state }

    private static let tables: [[UInt32]] = {
        let first = (0..<256).map { byte -> UInt32 in
            (0..<8).reduce(UInt32(byte)) { rest, _ in rest & 1 == 1 ? 0xEDB8_8320 ^ rest >> 1 : rest >> 1 }
        }
        var tables = [first]
        for _ in 1..<8 {
            tables.append((tables.last ?? first).map { first[Int($0 & 0xFF)] ^ $0 >> 8 })
        }
        return tables
    }()

    mutating func add(_ bytes: [UInt8]) {
        let tables = Self.tables
        var state = state
        var place = 0
        while place + 8 <= bytes.count {
            let low =
                state
                ^ (UInt32(bytes[place]) | UInt32(bytes[place + 1]) << 8 | UInt32(bytes[place + 2]) << 16
                    | UInt32(bytes[place + 3]) << 24)
            let left = tables[7][Int(low & 0xFF)] ^ tables[6][Int(low >> 8 & 0xFF)]
            let right = tables[5][Int(low >> 16 & 0xFF)] ^ tables[4][Int(low >> 24)]
            let next = tables[3][Int(bytes[place + 4])] ^ tables[2][Int(bytes[place + 5])]
            state = left ^ right ^ next ^ tables[1][Int(bytes[place + 6])] ^ tables[0][Int(bytes[place + 7])]
            place += 8
        }
        while place < bytes.count {
            state = tables[0][Int((state ^ UInt32(bytes[place])) & 0xFF)] ^ state >> 8
            place += 1
        }
        self.state = state
    }
}
