// How many passwords a second raw libargon2 hashes with Portico's parameters. Usage: argon2_rate THREADS SECONDS
// And one hash to put into a table: argon2_rate PASSWORD
#include <argon2.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static atomic_long hashes;
static atomic_int over;

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec + t.tv_nsec / 1e9;
}

static void *worker(void *unused) {
    unsigned char hash[32], salt[16] = "sixteen bytes of";
    static const char password[] = "correct horse battery staple";
    while (!over) {
        if (argon2id_hash_raw(2, 19456, 1, password, sizeof password - 1, salt, sizeof salt, hash, sizeof hash))
            exit(1);
        if (!over) hashes++;
    }
    return unused;
}

int main(int count, char **arguments) {
    if (count == 2) {
        char encoded[128];
        if (argon2id_hash_encoded(2, 19456, 1, arguments[1], strlen(arguments[1]), "salt for a bench", 16, 32, encoded,
                                  sizeof encoded))
            return 1;
        return puts(encoded) < 0;
    }
    int threads = count == 3 ? atoi(arguments[1]) : 0, seconds = count == 3 ? atoi(arguments[2]) : 0;
    if (threads < 1 || threads > 64 || seconds < 1) return fprintf(stderr, "usage: argon2_rate THREADS SECONDS\n"), 2;
    pthread_t all[64];
    double start = now();
    for (int i = 0; i < threads; i++) pthread_create(&all[i], NULL, worker, NULL);
    struct timespec wait = {seconds, 0};
    nanosleep(&wait, NULL);
    over = 1;
    double took = now() - start;
    for (int i = 0; i < threads; i++) pthread_join(all[i], NULL);
    printf("%.2f\n", hashes / took);
}
