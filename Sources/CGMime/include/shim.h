#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* libgmime (3.2) as a list of headers and a list of parts: GObject, its macros and its memory stay behind this. */

typedef struct portico_mail portico_mail;

/* Takes the next bytes; false stops whoever writes. */
typedef bool (*portico_mail_sink)(void *context, const uint8_t *bytes, size_t count);
typedef void (*portico_mail_person)(void *context, const char *name, const char *address);

enum portico_mail_kind { PORTICO_MAIL_LEAF = 0, PORTICO_MAIL_MULTIPART = 1, PORTICO_MAIL_MESSAGE = 2 };

/* One part, in the order of the message; a parent stands before its parts. Texts may be NULL and live as long as
   the message does. */
typedef struct {
    int parent; /* its place in the list, -1 for the first */
    int kind;
    bool is_whole; /* a multipart that lies too deep: its parts are not in the list */
    const char *type; /* "text/plain", lower case */
    const char *disposition;
    const char *name;
    const char *charset;
} portico_mail_part;

/* Reads the message that begins at this offset of a file; what it points at is read again when it is asked for, so
   the file stays open as long as the message. NULL when there is none. At most so many parts, so deep.
   Other headers may stand before what begins at the offset. */
portico_mail *portico_mail_open(
    int descriptor, int64_t start, const uint8_t *header, size_t header_count, int most_parts, int most_depth);
void portico_mail_close(portico_mail *mail);

int portico_mail_header_count(const portico_mail *mail);
const char *portico_mail_header_name(const portico_mail *mail, int index);
const char *portico_mail_header_raw(const portico_mail *mail, int index);

int portico_mail_part_count(const portico_mail *mail);
portico_mail_part portico_mail_part_at(const portico_mail *mail, int index);
/* There were more parts than the list has. */
bool portico_mail_is_cut(const portico_mail *mail);
/* A leaf's content, decoded; of anything else the whole of it, with its headers. */
bool portico_mail_write(const portico_mail *mail, int index, portico_mail_sink sink, void *context);

/* A header's text with its encoded words decoded (RFC 2047); freed with portico_mail_free. */
char *portico_mail_decode(const char *raw);
void portico_mail_free(char *text);
/* Everybody whom an address header names; members of groups too. */
void portico_mail_people(const char *raw, portico_mail_person each, void *context);
/* Seconds since 1970; false where it is no date. */
bool portico_mail_date(const char *raw, int64_t *seconds);
/* From a character set to UTF-8; what is not of it becomes U+FFFD. False where nobody knows the set. */
bool portico_mail_convert(const char *charset, const uint8_t *bytes, size_t count, portico_mail_sink sink, void *context);
