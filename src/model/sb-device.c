/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-device"

#include "sb-device.h"

#include "sb-text.h"

#include <string.h>

#define EID_LENGTH 32

SB_DEFINE_RECORD (SbSubscription, sb_subscription, SB_SUBSCRIPTION_FIELDS)
SB_DEFINE_RECORD (SbGroupRef, sb_group_ref, SB_GROUP_REF_FIELDS)
SB_DEFINE_RECORD (SbDevice, sb_device, SB_DEVICE_FIELDS)
SB_DEFINE_RECORD (SbReach, sb_reach, SB_REACH_FIELDS)

/* The device's own EID, or the first one of its SIM slots. */
static const char *
find_eid (SbDevice *self)
{
  GPtrArray *slots = sb_device_get_slots (self);

  if (sb_device_is_known (self, SB_DEVICE_FIELD_ESIM_IDENTIFIER))
    return sb_device_get_line (self, SB_DEVICE_FIELD_ESIM_IDENTIFIER);

  for (guint i = 0; slots != NULL && i < slots->len; i++) {
    SbSubscription *slot = g_ptr_array_index (slots, i);

    if (sb_subscription_is_known (slot, SB_SUBSCRIPTION_FIELD_EID))
      return sb_subscription_get_line (slot, SB_SUBSCRIPTION_FIELD_EID);
  }

  return NULL;
}

const char *
sb_device_get_label (SbDevice *self)
{
  const SbDeviceField order[] = { SB_DEVICE_FIELD_DEVICE_NAME,
                                  SB_DEVICE_FIELD_ENTITY_NAME,
                                  SB_DEVICE_FIELD_PRETTY_MODEL,
                                  SB_DEVICE_FIELD_DEVICE_MODEL,
                                  SB_DEVICE_FIELD_SERIAL_NUMBER };

  for (gsize i = 0; i < G_N_ELEMENTS (order); i++) {
    const char *text = sb_device_get_line (self, order[i]);

    /* What is left of a hidden value is nobody's name. */
    if (text != NULL && !sb_device_is_masked (self, order[i]))
      return text;
  }

  return NULL;
}

gboolean
sb_device_is_windows_pc (SbDevice *self)
{
  return sb_device_get_enum (self, SB_DEVICE_FIELD_PLATFORM_TYPE) == SB_PLATFORM_WINDOWS
         && (!sb_device_is_known (self, SB_DEVICE_FIELD_WINDOWS_DEVICE_TYPE)
             || sb_device_get_enum (self, SB_DEVICE_FIELD_WINDOWS_DEVICE_TYPE)
                  == SB_WINDOWS_DESKTOP);
}

guint
sb_device_get_windows_build (SbDevice *self)
{
  if (!sb_device_is_windows_pc (self))
    return 0;

  return sb_parse_windows_build (sb_device_get_string (self, SB_DEVICE_FIELD_OS_BUILD_VERSION));
}

guint
sb_device_get_ios_version (SbDevice *self)
{
  const char *version = sb_device_get_string (self, SB_DEVICE_FIELD_PLATFORM_VERSION);

  if (sb_device_get_enum (self, SB_DEVICE_FIELD_PLATFORM_TYPE) != SB_PLATFORM_IOS
      || version == NULL)
    return 0;

  /* Some servers put the system's name before the number. */
  version += strcspn (version, "0123456789");

  return (guint) MIN (g_ascii_strtoull (version, NULL, 10), 9999);
}

gboolean
sb_device_is_active (SbDevice *self)
{
  return sb_device_get_enum (self, SB_DEVICE_FIELD_REGISTRATION_STATE) == SB_REGISTRATION_ACTIVE;
}

/* The digits of an EID, without what people and exports put between and around them. (transfer
 * full) (nullable): NULL where they are not 32, or do not check: GSMA SGP.29. */
static char *
normalize_eid (const char *text)
{
  const char *named = sb_text_skip_number_name (text, "EID");
  g_autoptr (GString) digits = g_string_new (NULL);
  guint remainder = 0;

  for (const char *p = named != NULL ? named : text; *p != '\0'; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);

    if (sb_text_is_blank (c) || c == '-')
      continue;
    if (c > 127 || !g_ascii_isdigit ((char) c))
      return NULL;
    g_string_append_c (digits, (char) c);
    remainder = (remainder * 10 + (guint) g_ascii_digit_value ((char) c)) % 97;
  }

  return digits->len == EID_LENGTH && remainder == 1
           ? g_string_free (g_steal_pointer (&digits), FALSE)
           : NULL;
}

char *
sb_device_dup_eid (SbDevice *self)
{
  const char *eid = find_eid (self);
  g_autofree char *text = NULL;
  const char *named;
  char *digits;

  if (eid == NULL)
    return NULL;

  text = sb_trim (eid);
  digits = normalize_eid (text);
  if (digits != NULL)
    return digits;

  named = sb_text_skip_number_name (text, "EID");

  return named != NULL ? sb_trim (named) : g_steal_pointer (&text);
}

GPtrArray *
sb_device_get_slots (SbDevice *self)
{
  GPtrArray *slots = sb_device_get_records (self, SB_DEVICE_FIELD_SERVICE_SUBSCRIPTIONS);

  return slots != NULL ? slots
                       : sb_device_get_records (self, SB_DEVICE_FIELD_WIN_SERVICE_SUBSCRIPTIONS);
}

guint
sb_subscription_get_number (SbSubscription *self)
{
  static const char *const names[] = { "CTSubscriptionSlotOne", "CTSubscriptionSlotTwo" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++) {
    if (g_strcmp0 (sb_subscription_get_string (self, SB_SUBSCRIPTION_FIELD_SLOT), names[i]) == 0)
      return i + 1;
  }

  return 0;
}

gboolean
sb_device_has_masked_eid (SbDevice *self)
{
  GPtrArray *slots = sb_device_get_slots (self);

  if (sb_device_is_masked (self, SB_DEVICE_FIELD_ESIM_IDENTIFIER))
    return TRUE;

  for (guint i = 0; slots != NULL && i < slots->len; i++) {
    if (sb_subscription_is_masked (g_ptr_array_index (slots, i), SB_SUBSCRIPTION_FIELD_EID))
      return TRUE;
  }

  return FALSE;
}

SbEsimPresence
sb_device_get_esim_presence (SbDevice *self)
{
  if (find_eid (self) != NULL)
    return SB_ESIM_PRESENT;

  if (!sb_device_has_masked_eid (self) && sb_device_get_ios_version (self) >= 14
      && sb_device_get_slots (self) != NULL)
    return SB_ESIM_ABSENT;

  return SB_ESIM_CANNOT_TELL;
}

guint
sb_parse_windows_build (const char *os_build_version)
{
  g_autofree char *version = sb_trim (os_build_version);
  g_auto (GStrv) parts = g_strsplit (version, ".", 5);
  guint64 build = 0;

  if (g_strv_length (parts) < 3 || !g_str_equal (parts[0], "10")
      || !g_ascii_string_to_unsigned (parts[2], 10, 1, G_MAXINT32, &build, NULL))
    return 0;

  return (guint) build;
}

SbDevice *
sb_reach_get_device (SbReach *self)
{
  return sb_reach_get_record (self, SB_REACH_FIELD_DEVICE);
}

const char *
sb_reach_get_label (SbReach *self)
{
  SbDevice *device = sb_reach_get_device (self);

  return device != NULL ? sb_device_get_label (device) : NULL;
}
