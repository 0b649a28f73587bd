import CMariaDB

/// The values of one execution, copied into one piece of memory that is used again for the next.
@safe final class Parameters {
    private var binds: UnsafeMutablePointer<MYSQL_BIND>
    private var bindCapacity: Int
    private var arena: UnsafeMutableRawPointer
    private var arenaCapacity: Int
    private var used = 0

    /// An arena that one large value made bigger than this is given back afterwards.
    private static let keptCapacity = 256 * 1024

    init() {
        bindCapacity = 16
        unsafe binds = .allocate(capacity: bindCapacity)
        arenaCapacity = 4096
        unsafe arena = .allocate(byteCount: arenaCapacity, alignment: 16)
    }

    deinit {
        unsafe binds.deallocate()
        unsafe arena.deallocate()
    }

    /// Copies `values`; what it returns is good until the next call.
    func load(_ values: [SQLValue]) throws(DatabaseError) -> UnsafeMutablePointer<MYSQL_BIND> {
        reserve(values)
        used = 0
        var index = 0
        for value in values {
            unsafe (binds + index).initialize(to: try bind(value))
            index += 1
        }
        return unsafe binds
    }

    private func reserve(_ values: [SQLValue]) {
        if values.count > bindCapacity {
            unsafe binds.deallocate()
            bindCapacity = values.count
            unsafe binds = .allocate(capacity: bindCapacity)
        }
        var needed = 0
        for value in values { needed += Self.size(of: value) }
        if needed > arenaCapacity || (arenaCapacity > Self.keptCapacity && needed <= Self.keptCapacity) {
            unsafe arena.deallocate()
            arenaCapacity = max(needed, 4096)
            unsafe arena = .allocate(byteCount: arenaCapacity, alignment: 16)
        }
    }

    /// Rounded up to 8, so that every value begins aligned.
    private static func size(of value: SQLValue) -> Int {
        switch value {
        case .null: 0
        case .int, .uint, .double: 8
        case .text(let text): (text.utf8.count + 7) & ~7
        case .bytes(let bytes): (bytes.count + 7) & ~7
        case .datetime, .date: (MemoryLayout<MYSQL_TIME>.size + 7) & ~7
        }
    }

    private func bind(_ value: SQLValue) throws(DatabaseError) -> MYSQL_BIND {
        var bind = unsafe MYSQL_BIND()
        let place = unsafe arena + used
        used += Self.size(of: value)
        unsafe bind.buffer = place
        switch value {
        case .null:
            unsafe bind.buffer_type = MYSQL_TYPE_NULL
        case .int(let number):
            unsafe bind.buffer_type = MYSQL_TYPE_LONGLONG
            unsafe place.storeBytes(of: number, as: Int64.self)
        case .uint(let number):
            unsafe bind.buffer_type = MYSQL_TYPE_LONGLONG
            unsafe bind.is_unsigned = 1
            unsafe place.storeBytes(of: number, as: UInt64.self)
        case .double(let number):
            guard number.isFinite else { throw DatabaseError(.badValue, note: "the number is not finite") }
            unsafe bind.buffer_type = MYSQL_TYPE_DOUBLE
            unsafe place.storeBytes(of: number, as: Double.self)
        case .text(var text):
            unsafe bind.buffer_type = MYSQL_TYPE_STRING
            unsafe bind.buffer_length = UInt(text.utf8.count)
            text.withUTF8 { unsafe Self.copy($0, to: place) }
        case .bytes(let bytes):
            unsafe bind.buffer_type = MYSQL_TYPE_BLOB
            unsafe bind.buffer_length = UInt(bytes.count)
            unsafe bytes.withUnsafeBufferPointer { unsafe Self.copy($0, to: place) }
        case .datetime(let microseconds):
            unsafe bind.buffer_type = MYSQL_TYPE_DATETIME
            unsafe place.storeBytes(of: try MYSQL_TIME(microseconds: microseconds), as: MYSQL_TIME.self)
        case .date(let days):
            unsafe bind.buffer_type = MYSQL_TYPE_DATE
            unsafe place.storeBytes(of: try MYSQL_TIME(days: Int64(days)), as: MYSQL_TIME.self)
        }
        return unsafe bind
    }

    private static func copy(_ source: UnsafeBufferPointer<UInt8>, to place: UnsafeMutableRawPointer) {
        guard let base = source.baseAddress, source.count > 0 else { return }
        unsafe place.copyMemory(from: base, byteCount: source.count)
    }
}

extension MYSQL_TIME {
    init(days: Int64) throws(DatabaseError) {
        guard let date = CivilDate(days: days) else {
            throw DatabaseError(.badValue, note: "the date is not between years 1 and 9999")
        }
        self.init()
        year = UInt32(date.year)
        month = UInt32(date.month)
        day = UInt32(date.day)
        time_type = MYSQL_TIMESTAMP_DATE
    }

    init(microseconds: Int64) throws(DatabaseError) {
        let (days, rest) = microseconds.dividedDown(by: CivilDate.microsecondsPerDay)
        try self.init(days: days)
        let seconds = rest / 1_000_000
        hour = UInt32(seconds / 3600)
        minute = UInt32(seconds / 60 % 60)
        second = UInt32(seconds % 60)
        second_part = UInt(rest % 1_000_000)
        time_type = MYSQL_TIMESTAMP_DATETIME
    }

    /// Days since 1970-01-01, nil if this is no date.
    var days: Int64? { CivilDate(year: Int(year), month: Int(month), day: Int(day)).days }

    /// Microseconds since 1970-01-01T00:00:00, nil if this is no moment.
    var microseconds: Int64? {
        guard let days, hour < 24, minute < 60, second < 60, second_part < 1_000_000 else { return nil }
        let seconds = Int64(hour) * 3600 + Int64(minute) * 60 + Int64(second)
        return days * CivilDate.microsecondsPerDay + seconds * 1_000_000 + Int64(second_part)
    }
}

extension Int64 {
    /// The quotient rounded down and the remainder, which is never negative. `divisor` is positive.
    fileprivate func dividedDown(by divisor: Int64) -> (quotient: Int64, remainder: Int64) {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
    }
}
