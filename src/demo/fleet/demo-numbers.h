/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Write so many digits of a number, with zeros before it, and return where they end. */
char *demo_numbers_put_decimal (char *at, guint64 number, guint width);
char *demo_numbers_put_hex (char *at, guint64 number, guint width);
char *demo_numbers_make_eid (guint64 hash);
char *demo_numbers_make_iccid (const char *issuer, guint64 hash);
char *demo_numbers_make_imei (guint64 hash);
char *demo_numbers_make_serial (guint64 seed, gint64 hardware);
char *demo_numbers_make_guid (guint64 high, guint64 low);
char *demo_numbers_space_imei (const char *imei);

G_END_DECLS
