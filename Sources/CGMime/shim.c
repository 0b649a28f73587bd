#include "shim.h"
#include <errno.h>
#include <gmime/gmime.h>
#include <iconv.h>
#include <string.h>

struct portico_mail {
    GMimeMessage *message;
    GMimeParserOptions *options;
    GPtrArray *objects;
    GArray *parts;
    GPtrArray *texts;
    bool is_cut;
};

/* --- A stream that hands on what is written to it --- */

typedef struct {
    GMimeStream parent;
    portico_mail_sink sink;
    void *context;
} PorticoStream;
typedef struct {
    GMimeStreamClass parent;
} PorticoStreamClass;
static GType portico_stream_get_type(void);
G_DEFINE_TYPE(PorticoStream, portico_stream, GMIME_TYPE_STREAM)

static ssize_t portico_stream_write(GMimeStream *stream, const char *bytes, size_t count) {
    PorticoStream *self = (PorticoStream *)stream;
    if (!self->sink(self->context, (const uint8_t *)bytes, count)) {
        errno = EFBIG;
        return -1;
    }
    stream->position += (gint64)count;
    return (ssize_t)count;
}
static ssize_t portico_stream_read(GMimeStream *stream, char *bytes, size_t count) {
    (void)stream, (void)bytes, (void)count;
    errno = EBADF;
    return -1;
}
static int portico_stream_nothing(GMimeStream *stream) {
    (void)stream;
    return 0;
}
static gboolean portico_stream_eos(GMimeStream *stream) {
    (void)stream;
    return TRUE;
}
static void portico_stream_class_init(PorticoStreamClass *class) {
    GMimeStreamClass *stream = GMIME_STREAM_CLASS(class);
    stream->write = portico_stream_write;
    stream->read = portico_stream_read;
    stream->flush = portico_stream_nothing;
    stream->close = portico_stream_nothing;
    stream->eos = portico_stream_eos;
}
static void portico_stream_init(PorticoStream *stream) { (void)stream; }

/* --- Reading --- */

static GMimeParserOptions *options(void) {
    static const char *sets[] = {"utf-8", "windows-1252", NULL};
    GMimeParserOptions *options = g_mime_parser_options_new();
    g_mime_parser_options_set_fallback_charsets(options, sets);
    return options;
}

static const char *keep(portico_mail *mail, char *text) {
    if (text) g_ptr_array_add(mail->texts, text);
    return text;
}

static void add(portico_mail *mail, GMimeObject *object, int parent, int depth, int most, int deepest) {
    if (!object) return;
    if ((int)mail->parts->len >= most) {
        mail->is_cut = true;
        return;
    }
    portico_mail_part part = {.parent = parent, .kind = PORTICO_MAIL_LEAF};
    GMimeContentType *type = g_mime_object_get_content_type(object);
    if (type) {
        char *name = g_mime_content_type_get_mime_type(type);
        char *lower = name ? g_ascii_strdown(name, -1) : NULL;
        g_free(name);
        part.type = keep(mail, lower);
        part.charset = g_mime_content_type_get_parameter(type, "charset");
        part.name = g_mime_content_type_get_parameter(type, "name");
    }
    part.disposition = g_mime_object_get_disposition(object);
    if (GMIME_IS_PART(object)) {
        const char *name = g_mime_part_get_filename((GMimePart *)object);
        if (name) part.name = name;
    } else if (GMIME_IS_MULTIPART(object)) {
        part.kind = PORTICO_MAIL_MULTIPART;
        part.is_whole = depth >= deepest;
    } else if (GMIME_IS_MESSAGE_PART(object)) {
        part.kind = PORTICO_MAIL_MESSAGE;
        GMimeMessage *inner = g_mime_message_part_get_message((GMimeMessagePart *)object);
        const char *subject = inner ? g_mime_message_get_subject(inner) : NULL;
        if (!part.name) part.name = subject;
    }
    int place = (int)mail->parts->len;
    g_array_append_val(mail->parts, part);
    g_ptr_array_add(mail->objects, object);
    if (part.kind != PORTICO_MAIL_MULTIPART || part.is_whole) return;
    int count = g_mime_multipart_get_count((GMimeMultipart *)object);
    for (int index = 0; index < count && !mail->is_cut; index++) {
        add(mail, g_mime_multipart_get_part((GMimeMultipart *)object, index), place, depth + 1, most, deepest);
    }
}

static GMimeStream *source(int descriptor, int64_t start, const uint8_t *header, size_t header_count) {
    GMimeStream *file = g_mime_stream_fs_new_with_bounds(descriptor, start, -1);
    if (!file) return NULL;
    g_mime_stream_fs_set_owner((GMimeStreamFs *)file, FALSE);
    if (header_count == 0) return file;
    GMimeStream *both = g_mime_stream_cat_new();
    GMimeStream *memory = g_mime_stream_mem_new_with_buffer((const char *)header, header_count);
    g_mime_stream_cat_add_source((GMimeStreamCat *)both, memory);
    g_mime_stream_cat_add_source((GMimeStreamCat *)both, file);
    g_object_unref(memory);
    g_object_unref(file);
    return both;
}

/* Its own count lets a second thread go on while the first one still registers types, and that one reads a table that is
   not there yet. */
static void begin(void) {
    static gsize is_begun = 0;
    if (g_once_init_enter(&is_begun)) {
        g_mime_init();
        g_once_init_leave(&is_begun, 1);
    }
}

portico_mail *portico_mail_open(
    int descriptor, int64_t start, const uint8_t *header, size_t header_count, int most_parts, int most_depth) {
    begin();
    GMimeStream *stream = source(descriptor, start, header, header_count);
    if (!stream) return NULL;
    GMimeParser *parser = g_mime_parser_new_with_stream(stream);
    g_object_unref(stream);
    g_mime_parser_set_persist_stream(parser, TRUE);
    g_mime_parser_set_format(parser, GMIME_FORMAT_MESSAGE);
    GMimeParserOptions *how = options();
    GMimeMessage *message = g_mime_parser_construct_message(parser, how);
    g_object_unref(parser);
    if (!message) {
        g_mime_parser_options_free(how);
        return NULL;
    }
    portico_mail *mail = g_new0(portico_mail, 1);
    mail->message = message;
    mail->options = how;
    mail->objects = g_ptr_array_new();
    mail->parts = g_array_new(FALSE, TRUE, sizeof(portico_mail_part));
    mail->texts = g_ptr_array_new_with_free_func(g_free);
    add(mail, g_mime_message_get_mime_part(message), -1, 0, most_parts, most_depth);
    return mail;
}

void portico_mail_close(portico_mail *mail) {
    if (!mail) return;
    g_ptr_array_free(mail->objects, TRUE);
    g_array_free(mail->parts, TRUE);
    g_ptr_array_free(mail->texts, TRUE);
    g_object_unref(mail->message);
    g_mime_parser_options_free(mail->options);
    g_free(mail);
}

static GMimeHeader *header(const portico_mail *mail, int index) {
    return g_mime_header_list_get_header_at(
        g_mime_object_get_header_list((GMimeObject *)mail->message), index);
}
int portico_mail_header_count(const portico_mail *mail) {
    return g_mime_header_list_get_count(g_mime_object_get_header_list((GMimeObject *)mail->message));
}
const char *portico_mail_header_name(const portico_mail *mail, int index) {
    GMimeHeader *found = header(mail, index);
    return found ? g_mime_header_get_name(found) : NULL;
}
const char *portico_mail_header_raw(const portico_mail *mail, int index) {
    GMimeHeader *found = header(mail, index);
    return found ? g_mime_header_get_raw_value(found) : NULL;
}

int portico_mail_part_count(const portico_mail *mail) { return (int)mail->parts->len; }
portico_mail_part portico_mail_part_at(const portico_mail *mail, int index) {
    return g_array_index(mail->parts, portico_mail_part, index);
}
bool portico_mail_is_cut(const portico_mail *mail) { return mail->is_cut; }

bool portico_mail_write(const portico_mail *mail, int index, portico_mail_sink sink, void *context) {
    if (index < 0 || index >= (int)mail->objects->len) return false;
    GMimeObject *object = g_ptr_array_index(mail->objects, (guint)index);
    PorticoStream *stream = g_object_new(portico_stream_get_type(), NULL);
    g_mime_stream_construct((GMimeStream *)stream, 0, -1);
    stream->sink = sink;
    stream->context = context;
    ssize_t written = -1;
    if (GMIME_IS_PART(object)) {
        GMimeDataWrapper *content = g_mime_part_get_content((GMimePart *)object);
        written = content ? g_mime_data_wrapper_write_to_stream(content, (GMimeStream *)stream) : 0;
    } else if (GMIME_IS_MESSAGE_PART(object)) {
        GMimeMessage *inner = g_mime_message_part_get_message((GMimeMessagePart *)object);
        if (inner) written = g_mime_object_write_to_stream((GMimeObject *)inner, NULL, (GMimeStream *)stream);
    } else {
        written = g_mime_object_write_to_stream(object, NULL, (GMimeStream *)stream);
    }
    g_object_unref(stream);
    return written >= 0;
}

/* --- Headers --- */

char *portico_mail_decode(const char *raw) {
    GMimeParserOptions *how = options();
    char *text = g_mime_utils_header_decode_text(how, raw);
    g_mime_parser_options_free(how);
    return text;
}
void portico_mail_free(char *text) { g_free(text); }

static void each_person(InternetAddressList *list, portico_mail_person each, void *context, int depth) {
    int count = internet_address_list_length(list);
    for (int index = 0; index < count && index < 1000; index++) {
        InternetAddress *address = internet_address_list_get_address(list, index);
        if (INTERNET_ADDRESS_IS_MAILBOX(address)) {
            each(context, internet_address_get_name(address),
                internet_address_mailbox_get_addr((InternetAddressMailbox *)address));
        } else if (INTERNET_ADDRESS_IS_GROUP(address) && depth < 3) {
            InternetAddressList *members = internet_address_group_get_members((InternetAddressGroup *)address);
            if (members) each_person(members, each, context, depth + 1);
        }
    }
}
void portico_mail_people(const char *raw, portico_mail_person each, void *context) {
    GMimeParserOptions *how = options();
    InternetAddressList *list = internet_address_list_parse(how, raw);
    if (list) {
        each_person(list, each, context, 0);
        g_object_unref(list);
    }
    g_mime_parser_options_free(how);
}

bool portico_mail_date(const char *raw, int64_t *seconds) {
    GDateTime *date = g_mime_utils_header_decode_date(raw);
    if (!date) return false;
    *seconds = g_date_time_to_unix(date);
    g_date_time_unref(date);
    return true;
}

bool portico_mail_convert(
    const char *charset, const uint8_t *bytes, size_t count, portico_mail_sink sink, void *context) {
    iconv_t converter = iconv_open("UTF-8", charset);
    if (converter == (iconv_t)-1) return false;
    char *in = (char *)bytes;
    size_t left = count;
    bool goes_on = true;
    while (goes_on) {
        char room[4096];
        char *out = room;
        size_t space = sizeof room;
        size_t result = left > 0 ? iconv(converter, &in, &left, &out, &space)
                                 : iconv(converter, NULL, NULL, &out, &space);
        int fault = result == (size_t)-1 ? errno : 0;
        bool is_end = left == 0 && fault == 0;
        if (fault == EILSEQ || fault == EINVAL) {
            in++;
            left--;
            if (space < 3) {
                goes_on = sink(context, (uint8_t *)room, (size_t)(out - room));
                out = room;
            }
            memcpy(out, "\xEF\xBF\xBD", 3);
            out += 3;
        } else if (fault != 0 && fault != E2BIG) {
            break;
        }
        if (goes_on) goes_on = sink(context, (uint8_t *)room, (size_t)(out - room));
        if (is_end) break;
    }
    iconv_close(converter);
    return true;
}
