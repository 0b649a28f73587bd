#ifndef PORTICO_CMARIADB_H
#define PORTICO_CMARIADB_H

#if __has_include(<mariadb/mysql.h>)
#include <mariadb/mysql.h>
#else
#include <mysql.h>
#endif

#include <poll.h>
#include <string.h>

#endif
