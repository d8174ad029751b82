/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "disk.h"

#include <errno.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

static gboolean fails;
static gboolean goes_on;
static gboolean failed;
static gboolean quick;
static guint n_calls;
static guint first_call;
static int error_number;
static guint n_kept;
static guint n_owed; /* writes into logs since they were last synced */

/* What is below takes the place of the C library's. */

/* (nullable): which of the files it is, by how its name ends */
static const char *
get_kind (int fd, char *path, gsize size)
{
  g_autofree char *link = g_strdup_printf ("/proc/self/fd/%d", fd);
  ssize_t length = readlink (link, path, size - 1);
  const char *name;

  if (length < 0)
    return NULL;

  path[length] = '\0';
  name = strstr (path, "account.sqlite");

  return name != NULL ? name + strlen ("account.sqlite") : NULL;
}

static gboolean
call_fails (void)
{
  guint call;

  if (!fails)
    return FALSE;

  call = n_calls++;
  if (call != first_call && !(goes_on && call > first_call))
    return FALSE;

  failed = TRUE;
  errno = error_number;

  return TRUE;
}

ssize_t
pwrite64 (int fd, const void *data, size_t length, off64_t offset)
{
  char path[4096];
  const char *kind = get_kind (fd, path, sizeof path);

  if (kind != NULL && call_fails ()) {
    int number = errno;

    syscall (SYS_pwrite64, fd, data, length / 2, offset);
    errno = number;
    return -1;
  }
  if (g_strcmp0 (kind, "-wal") == 0)
    n_owed++;

  return syscall (SYS_pwrite64, fd, data, length, offset);
}

int
fdatasync (int fd)
{
  char path[4096];
  const char *kind = get_kind (fd, path, sizeof path);

  if (kind != NULL && call_fails ())
    return -1;
  if (g_strcmp0 (kind, "-wal") == 0) {
    n_owed = 0;
    n_kept++;
  }

  return quick ? 0 : (int) syscall (SYS_fdatasync, fd);
}

int
ftruncate64 (int fd, off64_t length)
{
  char path[4096];

  if (get_kind (fd, path, sizeof path) != NULL && call_fails ())
    return -1;

  return (int) syscall (SYS_ftruncate, fd, length);
}

void
disk_fail (guint first, gboolean on, int number)
{
  n_calls = 0;
  first_call = first;
  goes_on = on;
  error_number = number;
  failed = FALSE;
  fails = TRUE;
}

gboolean
disk_mend (void)
{
  fails = FALSE;

  return failed;
}

void
disk_be_quick (void)
{
  quick = TRUE;
}

guint
disk_get_n_kept (void)
{
  return n_kept;
}

gboolean
disk_owes (void)
{
  return n_owed > 0;
}
