import CMariaDB

/// One open conversation with the server: connected, set up and checked. When it breaks it is thrown away.
@safe final class Session {
    private let handle: UnsafeMutablePointer<MYSQL>
    private let scratch = Scratch()
    private let parameters = Parameters()
    private var cache = StatementCache()

    /// `mysql_server_init` must run once, before anything else and in one thread.
    private static let libraryStatus: Int32 = mysql_server_init(0, nil, nil)

    init(_ options: Connection.Options) throws(DatabaseError) {
        guard Self.libraryStatus == 0, mysql_thread_init() == 0, let handle = unsafe mysql_init(nil) else {
            throw DatabaseError(.other, note: "the client library does not start")
        }
        unsafe self.handle = unsafe handle
        try configure(options)
        try connect(options)
        try setUp(options)
    }

    deinit {
        // The connection first: then closing each statement only frees memory and sends nothing.
        unsafe mysql_close(handle)
    }

    /// Sends one statement that is not prepared and drops its result, if it has one.
    func query(_ sql: SQL, during moment: Moment = .working) throws(DatabaseError) {
        let status = unsafe sql.bytes.withUnsafeBytes { text in
            unsafe mysql_real_query(handle, text.baseAddress, UInt(text.count))
        }
        guard status == 0 else { throw error(during: moment) }
        if unsafe mysql_field_count(handle) > 0 {
            let result = unsafe mysql_store_result(handle)
            guard unsafe result != nil else { throw error(during: moment) }
            unsafe mysql_free_result(result)
        }
        guard unsafe mysql_more_results(handle) == 0 else {
            throw DatabaseError(.other, code: 2014, note: "a statement has one result")
        }
    }

    /// The statement for this text, prepared now if it is new; `check` sees each new text before it is sent.
    func statement(for sql: SQL, check: ((SQL) throws -> Void)?) throws -> Statement {
        if let known = cache.find(sql.bytes) { return known }
        try check?(sql)
        let statement: Statement
        do throws(DatabaseError) {
            statement = try prepare(sql)
        } catch {
            // 1461: the server holds as many statements as it may; ours are the ones we can give up.
            guard error.code == 1461 else { throw error }
            cache.clear()
            statement = try prepare(sql)
        }
        cache.keep(statement, for: sql.bytes)
        return statement
    }

    func execute(_ statement: Statement, _ values: [SQLValue]) throws(DatabaseError) {
        try statement.execute(values, parameters)
    }

    func forget(_ sql: SQL) {
        cache.remove(sql.bytes)
    }

    private func prepare(_ sql: SQL) throws(DatabaseError) -> Statement {
        unsafe try Statement(sql.bytes, on: handle, scratch: scratch)
    }

    /// The server's number for this connection, as KILL takes it.
    var id: UInt64 { unsafe UInt64(mysql_thread_id(handle)) }

    /// The capabilities the library asked for (`CLIENT_…`).
    var clientFlags: UInt { unsafe handle.pointee.client_flag }

    /// Whether the server says that a transaction is open.
    var isInTransaction: Bool { unsafe handle.pointee.server_status & UInt32(SERVER_STATUS_IN_TRANS) != 0 }

    /// Whether the server has not hung up while nothing was asked of it. Only an idle connection may be
    /// looked at: one with anything to read, be it a farewell, is of no use any more.
    var isAlive: Bool {
        var idle = unsafe pollfd(fd: mysql_get_socket(handle), events: Int16(POLLIN), revents: 0)
        return unsafe poll(&idle, 1, 0) == 0
    }

    func error(during moment: Moment) -> DatabaseError {
        DatabaseError(
            code: unsafe Int(mysql_errno(handle)), message: unsafe byteString(mysql_error(handle)),
            during: moment)
    }
}

// MARK: - Connecting

extension Session {
    private func configure(_ options: Connection.Options) throws(DatabaseError) {
        let patience = options.statementTimeout == 0 ? 0 : options.statementTimeout + options.lockWait
        try set(MYSQL_OPT_CONNECT_TIMEOUT, UInt32(clamping: options.connectTimeout))
        // The server ends a slow statement; these end the wait for a server that no longer answers at all.
        try set(MYSQL_OPT_READ_TIMEOUT, UInt32(clamping: patience))
        try set(MYSQL_OPT_WRITE_TIMEOUT, UInt32(clamping: patience))
        try set(MYSQL_OPT_LOCAL_INFILE, UInt32(0))
        try set(MYSQL_OPT_RECONNECT, my_bool(0))
        try set(MYSQL_SET_CHARSET_NAME, "utf8mb4")
        switch options.address {
        case .socket:
            try set(MYSQL_OPT_PROTOCOL, MYSQL_PROTOCOL_SOCKET.rawValue)
        case .host:
            // Otherwise the library takes the name localhost for a Unix socket.
            try set(MYSQL_OPT_PROTOCOL, MYSQL_PROTOCOL_TCP.rawValue)
            try set(MYSQL_OPT_SSL_ENFORCE, my_bool(1))
            try set(MYSQL_OPT_SSL_VERIFY_SERVER_CERT, my_bool(1))
            if let file = options.certificateAuthority { try set(MYSQL_OPT_SSL_CA, file) }
        }
    }

    private func set<Value: BitwiseCopyable>(_ option: mysql_option, _ value: Value) throws(DatabaseError) {
        let status = unsafe withUnsafePointer(to: value) { unsafe mysql_options(handle, option, $0) }
        guard status == 0 else { throw error(during: .connecting) }
    }

    private func set(_ option: mysql_option, _ value: String) throws(DatabaseError) {
        let status = unsafe value.withCString { unsafe mysql_options(handle, option, $0) }
        guard status == 0 else { throw error(during: .connecting) }
    }

    private func connect(_ options: Connection.Options) throws(DatabaseError) {
        var host: String?
        var socket: String?
        var port: UInt32 = 0
        switch options.address {
        case .socket(let path): socket = path
        case .host(let name, let number): (host, port) = (name, UInt32(number))
        }
        // CLIENT_FOUND_ROWS: an UPDATE that sets what was already there has still found its row.
        let flags = UInt(CLIENT_FOUND_ROWS)
        let opened = unsafe mysql_real_connect(
            handle, host, options.user, options.password, options.database, port, socket, flags)
        guard unsafe opened != nil else { throw error(during: .connecting) }
        if host != nil, unsafe mysql_get_ssl_cipher(handle) == nil {
            throw DatabaseError(.other, note: "the connection is not encrypted")
        }
        guard clientFlags & (UInt(CLIENT_MULTI_STATEMENTS) | UInt(CLIENT_LOCAL_FILES)) == 0 else {
            throw DatabaseError(.other, note: "the client library allows multi-statements or LOCAL INFILE")
        }
    }
}

extension Session {
    private func setUp(_ options: Connection.Options) throws(DatabaseError) {
        let settings = SessionSettings(options)
        for statement in settings.statements { try query(statement, during: .connecting) }
        do {
            let statement = try prepare(settings.question)
            try execute(statement, [])
            guard try statement.advance() else {
                throw DatabaseError(.other, note: "the settings are not told")
            }
            try settings.check(Row(statement))
        } catch let error as DatabaseError {
            throw error
        } catch {
            throw DatabaseError(.other, note: "the settings cannot be read")
        }
    }
}
