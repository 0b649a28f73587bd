import CMariaDB

/// What a column holds, as far as reading it is concerned.
enum ColumnKind: String {
    case integer = "an integer"
    case decimal = "a decimal"
    case floating = "a number"
    case text = "text"
    case bits = "bits"
    case moment = "a moment"
    case date = "a date"
    case null = "NULL"
    case unread = "of a kind that is not read"

    init(_ type: enum_field_types) {
        switch type {
        case MYSQL_TYPE_TINY, MYSQL_TYPE_SHORT, MYSQL_TYPE_INT24, MYSQL_TYPE_LONG, MYSQL_TYPE_LONGLONG,
            MYSQL_TYPE_YEAR:
            self = .integer
        case MYSQL_TYPE_DECIMAL, MYSQL_TYPE_NEWDECIMAL: self = .decimal
        case MYSQL_TYPE_FLOAT, MYSQL_TYPE_DOUBLE: self = .floating
        case MYSQL_TYPE_VARCHAR, MYSQL_TYPE_VAR_STRING, MYSQL_TYPE_STRING, MYSQL_TYPE_TINY_BLOB,
            MYSQL_TYPE_MEDIUM_BLOB, MYSQL_TYPE_LONG_BLOB, MYSQL_TYPE_BLOB, MYSQL_TYPE_ENUM, MYSQL_TYPE_SET,
            MYSQL_TYPE_JSON:
            self = .text
        case MYSQL_TYPE_BIT: self = .bits
        case MYSQL_TYPE_DATETIME, MYSQL_TYPE_DATETIME2, MYSQL_TYPE_TIMESTAMP, MYSQL_TYPE_TIMESTAMP2:
            self = .moment
        case MYSQL_TYPE_DATE, MYSQL_TYPE_NEWDATE: self = .date
        case MYSQL_TYPE_NULL: self = .null
        default: self = .unread
        }
    }
}
