import CMariaDB

/// The memory into which one column at a time is fetched, used again for every column of a connection.
@safe final class Scratch {
    private let bind: UnsafeMutablePointer<MYSQL_BIND>
    private let isNull: UnsafeMutablePointer<my_bool>
    private let isCut: UnsafeMutablePointer<my_bool>
    private let length: UnsafeMutablePointer<UInt>
    private var buffer: UnsafeMutableRawPointer
    private var capacity = 16 * 1024

    /// A buffer that one large value made bigger than this is given back when the result is closed.
    private static let keptCapacity = 256 * 1024

    init() {
        unsafe bind = .allocate(capacity: 1)
        unsafe isNull = .allocate(capacity: 1)
        unsafe isCut = .allocate(capacity: 1)
        unsafe length = .allocate(capacity: 1)
        unsafe buffer = .allocate(byteCount: capacity, alignment: 16)
        unsafe bind.initialize(to: MYSQL_BIND())
        unsafe isNull.initialize(to: 0)
        unsafe isCut.initialize(to: 0)
        unsafe length.initialize(to: 0)
        unsafe bind.pointee.is_null = isNull
        unsafe bind.pointee.error = isCut
        unsafe bind.pointee.length = length
    }

    deinit {
        unsafe bind.deallocate()
        unsafe isNull.deallocate()
        unsafe isCut.deallocate()
        unsafe length.deallocate()
        unsafe buffer.deallocate()
    }

    /// What `fetch` found.
    enum Found {
        case null, value, cut
    }

    /// Fetches one column as one type of the library.
    func fetch(
        _ statement: UnsafeMutablePointer<MYSQL_STMT>, _ column: Int, as type: enum_field_types,
        isUnsigned: Bool = false
    ) throws(DatabaseError) -> Found {
        unsafe bind.pointee.buffer = buffer
        unsafe bind.pointee.buffer_length = UInt(capacity)
        unsafe bind.pointee.buffer_type = type
        unsafe bind.pointee.is_unsigned = isUnsigned ? 1 : 0
        unsafe isNull.pointee = 0
        guard unsafe mysql_stmt_fetch_column(statement, bind, UInt32(column), 0) == 0 else {
            throw DatabaseError(.other, note: "no row is at hand")
        }
        if unsafe isNull.pointee != 0 { return .null }
        return unsafe isCut.pointee != 0 ? .cut : .value
    }

    /// Fetches one column as bytes, all of them, and lends them to `body`; nil for NULL.
    func fetchBytes<Result>(
        _ statement: UnsafeMutablePointer<MYSQL_STMT>, _ column: Int,
        _ body: (UnsafeBufferPointer<UInt8>) -> Result
    ) throws(DatabaseError) -> Result? {
        var found = unsafe try fetch(statement, column, as: MYSQL_TYPE_STRING)
        let count = unsafe Int(length.pointee)
        if found == .cut || count > capacity {
            grow(to: count)
            found = unsafe try fetch(statement, column, as: MYSQL_TYPE_STRING)
        }
        guard found != .null else { return nil }
        let bytes = unsafe UnsafeBufferPointer(
            start: buffer.assumingMemoryBound(to: UInt8.self), count: count)
        return unsafe body(bytes)
    }

    /// The value last fetched, read as `type`: of at most 64 bytes, and free of pointers.
    func value<Value: BitwiseCopyable>(as type: Value.Type) -> Value {
        unsafe buffer.loadUnaligned(as: type)
    }

    func giveBack() {
        if capacity > Self.keptCapacity { grow(to: 16 * 1024) }
    }

    private func grow(to count: Int) {
        unsafe buffer.deallocate()
        capacity = count
        unsafe buffer = .allocate(byteCount: capacity, alignment: 16)
    }
}
