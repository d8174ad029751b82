/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-identity"

#include "sb-identity.h"

#include <string.h>

#define EID_LENGTH  32
#define IMEI_LENGTH 15
/* Exports put this before an EID. Source: the reference server's administrator guide. */
#define EID_PREFIX "EID"
#define MIN_LENGTH 5

/* What makers leave where a number should be. */
static const char *const placeholders[] = { "TOBEFILLEDBYO.E.M.", "DEFAULTSTRING" };

static gboolean
are_digits (const char *text, gsize length)
{
  return text != NULL && strlen (text) == length && strspn (text, "0123456789") == length;
}

gboolean
sb_identity_is_eid (const char *text)
{
  guint rest = 0;

  if (!are_digits (text, EID_LENGTH))
    return FALSE;

  for (; *text != '\0'; text++)
    rest = (rest * 10 + (guint) (*text - '0')) % 97;

  return rest == 1;
}

gboolean
sb_identity_is_imei (const char *text)
{
  guint sum = 0;

  if (!are_digits (text, IMEI_LENGTH))
    return FALSE;

  /* Every second digit from the right counts twice. */
  for (guint i = 0; i < IMEI_LENGTH; i++) {
    guint digit = (guint) (text[i] - '0') * (i % 2 == 1 ? 2 : 1);

    sum += digit > 9 ? digit - 9 : digit;
  }

  return sum % 10 == 0;
}

/* (transfer full): as it is compared */
static char *
fold (const char *text)
{
  g_autoptr (GString) folded = g_string_new (NULL);

  for (; *text != '\0'; text++) {
    if (!g_ascii_isspace (*text) && *text != '-')
      g_string_append_c (folded, g_ascii_toupper (*text));
  }

  return g_string_free (g_steal_pointer (&folded), FALSE);
}

static gboolean
is_one_character (const char *text)
{
  return strspn (text, (const char[]){ text[0], '\0' }) == strlen (text);
}

static gboolean
is_number (const char *text, SbDeviceField field)
{
  if (field == SB_DEVICE_FIELD_IMEI || field == SB_DEVICE_FIELD_IMEI2)
    return sb_identity_is_imei (text);
  if (field == SB_DEVICE_FIELD_ESIM_IDENTIFIER)
    return sb_identity_is_eid (text);

  return TRUE;
}

char *
sb_identity_dup (SbDevice *device, SbDeviceField field)
{
  const char *value;
  g_autofree char *folded = NULL;

  g_return_val_if_fail (SB_IS_RECORD (device), NULL);

  value = sb_device_is_known (device, field) ? sb_device_get_string (device, field) : NULL;
  if (value == NULL)
    return NULL;

  folded = fold (value);
  if (field == SB_DEVICE_FIELD_ESIM_IDENTIFIER && g_str_has_prefix (folded, EID_PREFIX))
    memmove (folded, folded + strlen (EID_PREFIX), strlen (folded) - strlen (EID_PREFIX) + 1);

  if (strlen (folded) < MIN_LENGTH || is_one_character (folded) || !is_number (folded, field))
    return NULL;
  for (gsize i = 0; i < G_N_ELEMENTS (placeholders); i++) {
    if (g_str_equal (folded, placeholders[i]))
      return NULL;
  }

  return g_steal_pointer (&folded);
}
