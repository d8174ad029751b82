/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-device-columns"

#include "config.h"

#include "sb-device-columns.h"

#include "sb-words.h"

#include <glib/gi18n.h>

static char *
get_field_text (gpointer snapshot, guint field)
{
  const char *text = sb_record_get_line (snapshot, field);

  return g_strdup (text != NULL ? text : "");
}

static char *
get_name (gpointer snapshot)
{
  return sb_words_name (sb_device_get_label (snapshot));
}

static const char *
get_icon (gpointer snapshot)
{
  switch ((SbPlatform) sb_device_get_enum (snapshot, SB_DEVICE_FIELD_PLATFORM_TYPE)) {
  case SB_PLATFORM_IOS:
  case SB_PLATFORM_ANDROID:
    return "phone-symbolic";
  case SB_PLATFORM_WINDOWS:
  case SB_PLATFORM_MACOS:
  case SB_PLATFORM_UNKNOWN:
  default:
    return "computer-symbolic";
  }
}

static char *
get_user (gpointer snapshot)
{
  return get_field_text (snapshot, SB_DEVICE_FIELD_DISPLAY_NAME);
}

static char *
get_os (gpointer snapshot)
{
  return sb_words_platform_of_device (snapshot);
}

static char *
get_model (gpointer snapshot)
{
  return get_field_text (snapshot, SB_DEVICE_FIELD_PRETTY_MODEL);
}

static char *
get_state (gpointer snapshot)
{
  return sb_words_registration_state (snapshot);
}

static char *
get_carrier (gpointer snapshot)
{
  return get_field_text (snapshot, SB_DEVICE_FIELD_CURRENT_CARRIER_NETWORK);
}

static char *
get_esim (gpointer snapshot)
{
  return sb_words_esim_presence (snapshot);
}

static gint64
get_checkin (gpointer snapshot)
{
  return sb_device_get_int64 (snapshot, SB_DEVICE_FIELD_LAST_CHECKIN);
}

static char *
get_checkin_text (gpointer snapshot, gint64 now)
{
  return sb_words_time (get_checkin (snapshot), now);
}

static const SbColumn columns[] = {
  { .id = "name",
    .title = N_ ("Device"),
    .get_text = get_name,
    .get_icon = get_icon,
    .width = 0,
    .sort_field = SB_DEVICE_FIELD_DEVICE_NAME },
  { .id = "user",
    .title = N_ ("User"),
    .get_text = get_user,
    .width = 13,
    .sort_field = SB_DEVICE_FIELD_DISPLAY_NAME },
  { .id = "os",
    .title = N_ ("OS"),
    .get_text = get_os,
    .width = 17,
    .sort_field = SB_DEVICE_FIELD_PLATFORM_TYPE },
  { .id = "model",
    .title = N_ ("Model"),
    .get_text = get_model,
    .width = 12,
    .sort_field = SB_DEVICE_FIELD_PRETTY_MODEL },
  { .id = "state",
    .title = N_ ("State"),
    .get_text = get_state,
    .width = 9,
    .sort_field = SB_DEVICE_FIELD_REGISTRATION_STATE },
  { .id = "esim", .title = N_ ("eSIM"), .get_text = get_esim, .width = 11 },
  { .id = "carrier",
    .title = N_ ("Carrier"),
    .get_text = get_carrier,
    .width = 11,
    .sort_field = SB_DEVICE_FIELD_CURRENT_CARRIER_NETWORK },
  { .id = "checkin",
    .title = N_ ("Last Check-in"),
    .width = 16,
    .sort_field = SB_DEVICE_FIELD_LAST_CHECKIN,
    .get_time_text = get_checkin_text,
    .get_time = get_checkin },
};

const SbColumn *
sb_device_columns_get (guint *n_columns)
{
  *n_columns = G_N_ELEMENTS (columns);

  return columns;
}

char *
sb_device_columns_get_subtitle (gpointer snapshot)
{
  g_autofree char *os = get_os (snapshot);
  g_autofree char *state = get_state (snapshot);
  const char *user = sb_device_get_line (snapshot, SB_DEVICE_FIELD_DISPLAY_NAME);
  g_autofree char *inside = NULL;

  if (user == NULL)
    /* Translators: OS and state of a device */
    return g_strdup_printf (_ ("%s · %s"), os, state);

  inside = sb_words_name_in (user);
  /* Translators: OS, state and user of a device */
  return g_strdup_printf (_ ("%s · %s · %s"), os, state, inside);
}
