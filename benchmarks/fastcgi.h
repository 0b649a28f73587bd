// Eight threads on one listening Unix socket, a connection per request: what a plain C program does with libfcgi.
#include <fcgiapp.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

static int listening;
static pthread_mutex_t accepting = PTHREAD_MUTEX_INITIALIZER;

static void fail(const char *what) {
    perror(what);
    exit(1);
}

static void listen_at(const char *path) {
    if (FCGX_Init()) exit(1);
    signal(SIGTERM, SIG_DFL); // libfcgi catches it and would wait for one more request
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    if (strlen(path) >= sizeof address.sun_path) {
        fprintf(stderr, "the path of the socket is too long: %s\n", path);
        exit(1);
    }
    strcpy(address.sun_path, path);
    unlink(path);
    listening = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (listening < 0) fail("socket");
    umask(0117);
    if (bind(listening, (struct sockaddr *)&address, sizeof address)) fail("bind");
    if (listen(listening, 511)) fail("listen");
}

// The next request; ended by FCGX_Finish_r, which closes its connection because nginx does not ask to keep it.
static void next_request(FCGX_Request *request) {
    for (;;) {
        pthread_mutex_lock(&accepting);
        int status = FCGX_Accept_r(request);
        pthread_mutex_unlock(&accepting);
        if (status == 0) return;
    }
}

static void run(void *(*worker)(void *), int count) {
    pthread_t threads[64];
    for (int i = 0; i < count && i < 64; i++)
        if (pthread_create(&threads[i], NULL, worker, NULL)) fail("pthread_create");
    for (int i = 0; i < count && i < 64; i++) pthread_join(threads[i], NULL);
}
