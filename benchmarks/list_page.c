// A customer's list page, written by hand in C on libfcgi and libmariadb: Portico's own statements with the values
// that Portico binds for the session at hand, the fields of their rows put into the frame of Portico's own page.
// No escaping, no words, no rights, no form token. Usage: list_page SOCKET MARIADB-SOCKET DATABASE USER PASSWORD DIRECTORY
//
// DIRECTORY holds what `capture.py` took from the running program:
//   statements   each statement after a line "-- N binds", ended by a line "--"
//   sessions     lines: cookie, then the values of all statements in turn, with tabs between: - is NULL, i123 a
//                number, s and b with hexadecimal digits a text and bytes
//   head, tail   the page before the first and after the last row
//   row          one row; a byte 1 followed by 'A' + column stands for a field, a byte 2 for one that is a reference
//   list         the number of the statement whose rows these are
#include "fastcgi.h"
#include <mysql.h>

enum { MAX_STATEMENTS = 8, MAX_BINDS = 40, MAX_COLUMNS = 24, CELL = 4096, PAGE = 1 << 18 };

typedef struct { char *bytes; unsigned long size; long long number; enum enum_field_types type; } Value;
typedef struct { const char *cookie; Value values[MAX_BINDS]; } Session;

static char *statements[MAX_STATEMENTS];
static int binds[MAX_STATEMENTS], statement_count, list;
static Session *sessions;
static int session_count;
static Value head, row, tail;
static char **options;

static Value slurp(const char *name) {
    char path[4096];
    snprintf(path, sizeof path, "%s/%s", options[6], name);
    FILE *file = fopen(path, "r");
    if (!file) fail(path);
    Value all = {.bytes = malloc(1 << 24)};
    all.size = fread(all.bytes, 1, (1 << 24) - 1, file);
    all.bytes[all.size] = 0;
    fclose(file);
    return all;
}

static void read_statements(void) {
    Value all = slurp("statements");
    char *at = all.bytes;
    while (statement_count < MAX_STATEMENTS && sscanf(at, "-- %d binds", &binds[statement_count]) == 1) {
        at = strchr(at, '\n') + 1;
        char *end = strstr(at, "\n--\n");
        *end = 0;
        statements[statement_count++] = at;
        at = end + 4;
    }
}

static int by_cookie(const void *a, const void *b) {
    return strcmp(((const Session *)a)->cookie, ((const Session *)b)->cookie);
}

static int hex(char c) { return c <= '9' ? c - '0' : c - 'a' + 10; }

static void read_sessions(void) {
    Value all = slurp("sessions");
    sessions = calloc(100000, sizeof *sessions);
    char *line_rest, *field_rest;
    for (char *line = strtok_r(all.bytes, "\n", &line_rest); line; line = strtok_r(NULL, "\n", &line_rest)) {
        Session *session = &sessions[session_count++];
        session->cookie = strtok_r(line, "\t", &field_rest);
        int i = 0;
        for (char *field; i < MAX_BINDS && (field = strtok_r(NULL, "\t", &field_rest)); i++) {
            Value *value = &session->values[i];
            value->type = *field == '-'   ? MYSQL_TYPE_NULL
                          : *field == 'i' ? MYSQL_TYPE_LONGLONG
                          : *field == 's' ? MYSQL_TYPE_STRING
                                          : MYSQL_TYPE_BLOB;
            value->number = *field == 'i' ? atoll(field + 1) : 0;
            value->bytes = field;
            if (*field == 's' || *field == 'b')
                for (field++; *field; field += 2)
                    value->bytes[value->size++] = (char)(hex(field[0]) << 4 | hex(field[1]));
        }
    }
    qsort(sessions, session_count, sizeof *sessions, by_cookie);
}

static Session *session_of(const char *cookie) {
    static const char name[] = "portico=";
    char token[256];
    const char *start = cookie ? strstr(cookie, name) : NULL;
    if (!start) return NULL;
    start += sizeof name - 1;
    size_t size = strcspn(start, ";");
    if (size >= sizeof token) return NULL;
    memcpy(token, start, size);
    token[size] = 0;
    Session key = {.cookie = token};
    return bsearch(&key, sessions, session_count, sizeof key, by_cookie);
}

static char *reference(char *to, const unsigned char *from) {
    static const char alphabet[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    unsigned window = 0, held = 0;
    for (int i = 0; i < 10; i++) {
        window = window << 8 | from[i];
        for (held += 8; held >= 5; held -= 5) *to++ = alphabet[window >> (held - 5) & 31];
    }
    return to;
}

typedef struct {
    MYSQL_STMT *statements[MAX_STATEMENTS];
    MYSQL_BIND columns[MAX_STATEMENTS][MAX_COLUMNS];
    unsigned long sizes[MAX_STATEMENTS][MAX_COLUMNS];
    my_bool nulls[MAX_STATEMENTS][MAX_COLUMNS];
    char *cells[MAX_STATEMENTS];
} Connection;

static void stop(MYSQL_STMT *statement) {
    fprintf(stderr, "list_page: %s\n", mysql_stmt_error(statement));
    exit(1);
}

static Connection *connect_database(void) {
    MYSQL *database = mysql_init(NULL);
    mysql_options(database, MYSQL_SET_CHARSET_NAME, "utf8mb4");
    mysql_options(database, MYSQL_INIT_COMMAND,
                  "SET SESSION tx_isolation = 'READ-COMMITTED', time_zone = '+00:00'");
    if (!mysql_real_connect(database, NULL, options[4], options[5], options[3], 0, options[2], 0)) {
        fprintf(stderr, "list_page: %s\n", mysql_error(database));
        exit(1);
    }
    Connection *own = calloc(1, sizeof *own);
    for (int s = 0; s < statement_count; s++) {
        MYSQL_STMT *statement = own->statements[s] = mysql_stmt_init(database);
        if (mysql_stmt_prepare(statement, statements[s], strlen(statements[s]))) stop(statement);
        own->cells[s] = malloc(MAX_COLUMNS * CELL);
        for (unsigned c = 0; c < mysql_stmt_field_count(statement) && c < MAX_COLUMNS; c++)
            own->columns[s][c] = (MYSQL_BIND){.buffer_type = MYSQL_TYPE_STRING, .buffer = own->cells[s] + c * CELL,
                .buffer_length = CELL, .length = &own->sizes[s][c], .is_null = &own->nulls[s][c]};
        if (mysql_stmt_field_count(statement)) mysql_stmt_bind_result(statement, own->columns[s]);
    }
    return own;
}

static char *print_row(char *to, Connection *own) {
    for (unsigned long i = 0; i < row.size; i++) {
        if (row.bytes[i] != 1 && row.bytes[i] != 2) {
            *to++ = row.bytes[i];
            continue;
        }
        int kind = row.bytes[i++], column = row.bytes[i] - 'A';
        const char *cell = own->cells[list] + column * CELL;
        if (own->nulls[list][column]) continue;
        if (kind == 2) {
            to = reference(to, (const unsigned char *)cell);
        } else {
            unsigned long size = own->sizes[list][column] < CELL ? own->sizes[list][column] : CELL;
            memcpy(to, cell, size);
            to += size;
        }
    }
    return to;
}

static char *print_page(char *page, Connection *own, Session *session) {
    char *to = page;
    memcpy(to, head.bytes, head.size);
    to += head.size;
    Value *value = session->values;
    for (int s = 0; s < statement_count; s++) {
        MYSQL_BIND given[MAX_BINDS] = {0};
        for (int b = 0; b < binds[s]; b++, value++)
            given[b] = (MYSQL_BIND){
                .buffer_type = value->type,
                .buffer = value->type == MYSQL_TYPE_LONGLONG ? (void *)&value->number : value->bytes,
                .buffer_length = value->size, .length = &value->size};
        MYSQL_STMT *statement = own->statements[s];
        if (binds[s] && mysql_stmt_bind_param(statement, given)) stop(statement);
        if (mysql_stmt_execute(statement)) stop(statement);
        if (!mysql_stmt_field_count(statement)) continue;
        if (mysql_stmt_store_result(statement)) stop(statement);
        int status;
        while ((status = mysql_stmt_fetch(statement)) == 0 || status == MYSQL_DATA_TRUNCATED)
            if (s == list && to - page < PAGE - (1 << 16)) to = print_row(to, own);
        mysql_stmt_free_result(statement);
    }
    memcpy(to, tail.bytes, tail.size);
    return to + tail.size;
}

static void *worker(void *unused) {
    Connection *own = connect_database();
    char *page = malloc(PAGE), fields[256];
    FCGX_Request request;
    FCGX_InitRequest(&request, listening, 0);
    for (;;) {
        next_request(&request);
        Session *session = session_of(FCGX_GetParam("HTTP_COOKIE", request.envp));
        char *end = session ? print_page(page, own, session) : page;
        int size = snprintf(fields, sizeof fields,
                            "Status: %s\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: %d\r\n\r\n",
                            session ? "200 OK" : "303 See Other\r\nLocation: /sign-in", (int)(end - page));
        FCGX_PutStr(fields, size, request.out);
        FCGX_PutStr(page, (int)(end - page), request.out);
        FCGX_Finish_r(&request);
    }
    return unused;
}

int main(int count, char **arguments) {
    if (count != 7) return fprintf(stderr, "usage: list_page SOCKET MARIADB-SOCKET DATABASE USER PASSWORD DIRECTORY\n"), 2;
    options = arguments;
    head = slurp("head"), row = slurp("row"), tail = slurp("tail");
    list = atoi(slurp("list").bytes);
    read_statements();
    read_sessions();
    if (mysql_library_init(0, NULL, NULL)) return 1;
    listen_at(arguments[1]);
    run(worker, 8);
}
