// The least that stands behind nginx: a few bytes from C. Usage: hello SOCKET
#include "fastcgi.h"

static void *worker(void *unused) {
    FCGX_Request request;
    FCGX_InitRequest(&request, listening, 0);
    for (;;) {
        next_request(&request);
        static const char answer[] = "Status: 200 OK\r\nContent-Type: text/plain; charset=utf-8\r\n"
                                     "Cache-Control: no-store\r\nContent-Length: 3\r\n\r\nok\n";
        FCGX_PutStr(answer, sizeof answer - 1, request.out);
        FCGX_Finish_r(&request);
    }
    return unused;
}

int main(int count, char **arguments) {
    if (count != 2) return fprintf(stderr, "usage: hello SOCKET\n"), 2;
    listen_at(arguments[1]);
    run(worker, 8);
}
