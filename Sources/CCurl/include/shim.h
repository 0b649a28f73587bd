#pragma once
#include <curl/curl.h>

/* Swift cannot call variadic functions; these are curl_easy_setopt and curl_easy_getinfo, one for each type. */
CURLcode portico_curl_set_long(CURL *handle, CURLoption option, long value);
CURLcode portico_curl_set_size(CURL *handle, CURLoption option, curl_off_t value);
/* libcurl keeps a copy of the text. */
CURLcode portico_curl_set_text(CURL *handle, CURLoption option, const char *value);
CURLcode portico_curl_set_list(CURL *handle, CURLoption option, struct curl_slist *value);
CURLcode portico_curl_set_pointer(CURL *handle, CURLoption option, void *value);
CURLcode portico_curl_set_read(CURL *handle, curl_read_callback value);
CURLcode portico_curl_set_write(CURL *handle, curl_write_callback value);
CURLcode portico_curl_set_debug(CURL *handle, curl_debug_callback value);
CURLcode portico_curl_get_long(CURL *handle, CURLINFO info, long *value);
/* Cuts the connection that the last transfer left open, if any: nothing more is said or heard on it. */
void portico_curl_cut(CURL *handle);
