#pragma once
#include <fastcgi.h>
#include <fcgiapp.h>
