/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-words-configuration"

#include "config.h"

#include "sb-words.h"

#include "sb-count.h"
#include "sb-words-text.h"

#include <glib/gi18n.h>

static gboolean
is_ipad (SbDevice *device)
{
  const char *pretty = sb_device_get_line (device, SB_DEVICE_FIELD_PRETTY_MODEL);
  const char *model = sb_device_get_line (device, SB_DEVICE_FIELD_DEVICE_MODEL);

  return (pretty != NULL && g_str_has_prefix (pretty, "iPad"))
         || (model != NULL && g_str_has_prefix (model, "iPad"));
}

/* What a Custom distribution names, such as "2 device groups, 1 user". */
static char *
describe_targets (SbDistribution *distribution)
{
  static const struct {
    SbDistributionField field;
    SbTargetKind kind;
  } parts[] = {
    { SB_DISTRIBUTION_FIELD_DEVICE_GROUP_IDS, SB_TARGET_KIND_DEVICE_GROUP },
    { SB_DISTRIBUTION_FIELD_DEVICE_IDS, SB_TARGET_KIND_DEVICE },
    { SB_DISTRIBUTION_FIELD_ACCOUNT_GROUP_IDS, SB_TARGET_KIND_ACCOUNT_GROUP },
    { SB_DISTRIBUTION_FIELD_ACCOUNT_IDS, SB_TARGET_KIND_ACCOUNT },
  };
  GString *text = g_string_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++) {
    gsize n_ids = 0;

    sb_record_get_ids ((SbRecord *) distribution, parts[i].field, &n_ids);
    if (n_ids > 0)
      sb_words_add_own (text, ", ", sb_words_n_targets (parts[i].kind, (gint64) n_ids));
  }

  return g_string_free (text, FALSE);
}

/**
 * sb_words_platform:
 *
 * Returns: (transfer none): an operating system's name, as Choose OS has it
 */
const char *
sb_words_platform (SbPlatform platform)
{
  static const char *const names[] = {
    [SB_PLATFORM_UNKNOWN] = N_ ("Not reported"), [SB_PLATFORM_IOS] = N_ ("iOS/iPadOS"),
    [SB_PLATFORM_MACOS] = N_ ("macOS"),          [SB_PLATFORM_ANDROID] = N_ ("Android"),
    [SB_PLATFORM_WINDOWS] = N_ ("Windows"),
  };

  return _ (sb_words_pick (names, platform));
}

/**
 * sb_words_platform_of_device:
 *
 * Returns: (transfer full): the operating system with its version, such as "iPadOS 17.2" or
 *   "Windows 11 (22631)"
 */
char *
sb_words_platform_of_device (SbDevice *device)
{
  SbPlatform platform;
  const char *version;
  const char *name;
  g_autofree char *inside = NULL;

  g_return_val_if_fail (device != NULL, NULL);

  platform = (SbPlatform) sb_device_get_enum (device, SB_DEVICE_FIELD_PLATFORM_TYPE);
  version = sb_device_get_line (device, SB_DEVICE_FIELD_PLATFORM_VERSION);

  if (platform == SB_PLATFORM_WINDOWS) {
    guint build = sb_device_get_windows_build (device);

    if (build == 0)
      return g_strdup (_ ("Windows"));

    /* Translators: an edition of Windows and its build, such as Windows 11 (22631) */
    return g_strdup_printf (build >= SB_WINDOWS_11_BUILD ? _ ("Windows 11 (%lu)")
                                                         : _ ("Windows 10 (%lu)"),
                            (gulong) build);
  }

  if (platform == SB_PLATFORM_IOS)
    name = is_ipad (device) ? _ ("iPadOS") : _ ("iOS");
  else
    name = sb_words_platform (platform);

  if (version == NULL)
    return g_strdup (name);

  inside = sb_words_name_in (version);

  return g_strdup_printf ("%s %s", name, inside);
}

/**
 * sb_words_distribution:
 *
 * Returns: (transfer none): a kind of distribution
 */
const char *
sb_words_distribution (SbDistributionType type)
{
  static const char *const names[] = {
    [SB_DISTRIBUTION_UNKNOWN] = N_ ("Not reported"),
    [SB_DISTRIBUTION_ALL_DEVICES] = N_ ("All Devices"),
    [SB_DISTRIBUTION_NO_DEVICES] = N_ ("No Devices"),
    [SB_DISTRIBUTION_CUSTOM] = N_ ("Custom"),
  };

  return _ (sb_words_pick (names, type));
}

/**
 * sb_words_distribution_of:
 *
 * Returns: (transfer full): to whom a configuration goes, such as "Custom: 2 device groups, 1 user"
 */
char *
sb_words_distribution_of (SbConfiguration *configuration)
{
  SbDistribution *distribution;
  SbDistributionType type;
  g_autofree char *targets = NULL;

  g_return_val_if_fail (configuration != NULL, NULL);

  /* A server that tells no details does not say that nobody gets it. */
  if (!sb_configuration_is_known (configuration, SB_CONFIGURATION_FIELD_DISTRIBUTION)
      && !sb_configuration_is_known (configuration, SB_CONFIGURATION_FIELD_VERSION))
    return g_strdup (_ ("Not reported"));

  type = sb_configuration_get_distribution_type (configuration);
  distribution = sb_configuration_get_record (configuration, SB_CONFIGURATION_FIELD_DISTRIBUTION);
  if (type != SB_DISTRIBUTION_CUSTOM || distribution == NULL)
    return g_strdup (sb_words_distribution (type));

  targets = describe_targets (distribution);
  if (targets[0] == '\0')
    return g_strdup (sb_words_distribution (type));

  /* Translators: a distribution and what it names, such as Custom: 2 device groups, 1 user */
  return g_strdup_printf (_ ("%s: %s"), sb_words_distribution (type), targets);
}

/* (transfer full) */
static char *
count_installed (gint64 installed, gint64 total)
{
  /* Translators: how many of the devices that get a configuration have it */
  return g_strdup_printf (
    ngettext ("%lu of %lu installed", "%lu of %lu installed", (gulong) installed),
    (gulong) installed,
    (gulong) total);
}

/* How many devices of a configuration's published counts have it. */
static char *
describe_published (SbConfiguration *configuration)
{
  gint64 total = sb_configuration_get_int64 (configuration,
                                             SB_CONFIGURATION_FIELD_TOTAL_DEVICE_COUNT);
  gint64 installed = sb_configuration_get_int64 (configuration,
                                                 SB_CONFIGURATION_FIELD_INSTALLED_DEVICE_COUNT);

  if (!sb_configuration_is_known (configuration, SB_CONFIGURATION_FIELD_TOTAL_DEVICE_COUNT)
      || !sb_configuration_is_known (configuration, SB_CONFIGURATION_FIELD_INSTALLED_DEVICE_COUNT)
      || total < 0 || installed < 0)
    return g_strdup (_ ("Not reported by this server"));

  return count_installed (installed, total);
}

/**
 * sb_words_delivery_summary:
 *
 * The devices that took the configuration, of those that are to have it: steps of the ladder, and
 * errors. Devices that were excluded, are being taken out or cannot have it are not among them.
 * Policy violations are no errors of delivery.
 *
 * Returns: (transfer full): such as "12 of 30 installed, 1 error", or acknowledged on iOS
 */
char *
sb_words_delivery_summary (SbConfiguration *configuration)
{
  SbDeliveryCounts *counts;
  g_autofree char *taken = NULL;
  gint64 installed;
  gint64 errors;
  gint64 total;

  g_return_val_if_fail (configuration != NULL, NULL);

  counts = sb_configuration_get_record (configuration, SB_CONFIGURATION_FIELD_DEVICE_COUNTS);
  if (counts == NULL)
    /* Published counts of an eSIM configuration may stay 0 whatever happens. */
    return sb_configuration_is_esim (configuration) ? g_strdup (_ ("Not reported by this server"))
                                                    : describe_published (configuration);

  errors = sb_delivery_counts_get_int64 (counts, SB_DELIVERY_COUNTS_FIELD_ERROR);
  installed = sb_count_add (
    sb_delivery_counts_get_int64 (counts, SB_DELIVERY_COUNTS_FIELD_INSTALLED),
    sb_delivery_counts_get_int64 (counts, SB_DELIVERY_COUNTS_FIELD_ACTIVE));
  total = sb_delivery_counts_get_n_meant (counts);

  if (total < 0)
    return g_strdup (_ ("Not reported by this server"));
  if (total == 0)
    return g_strdup (_ ("No devices"));

  /* iOS only acknowledges a request, which is not yet a plan. */
  if (sb_configuration_get_enum (configuration, SB_CONFIGURATION_FIELD_PLATFORM_TYPE)
      == SB_PLATFORM_IOS)
    /* Translators: how many of the devices that get a configuration have it */
    taken = g_strdup_printf (
      ngettext ("%lu of %lu acknowledged", "%lu of %lu acknowledged", (gulong) installed),
      (gulong) installed,
      (gulong) total);
  else
    taken = count_installed (installed, total);
  if (errors <= 0)
    return g_steal_pointer (&taken);

  /* Translators: how many devices have a configuration, such as 12 of 30 installed; and on how many
   * it failed */
  return g_strdup_printf (ngettext ("%s, %lu error", "%s, %lu errors", (gulong) errors),
                          taken,
                          (gulong) errors);
}

/**
 * sb_words_carrier_of:
 *
 * Returns: (transfer full): the carrier's URL or server; empty for a configuration that is not eSIM
 */
char *
sb_words_carrier_of (SbConfiguration *configuration)
{
  SbEsim *esim;
  const char *carrier;

  g_return_val_if_fail (configuration != NULL, NULL);

  if (!sb_configuration_is_esim (configuration))
    return g_strdup ("");

  esim = sb_configuration_get_record (configuration, SB_CONFIGURATION_FIELD_ESIM);
  if (esim == NULL)
    return g_strdup (_ ("Not reported"));

  carrier = sb_esim_get_line (esim, SB_ESIM_FIELD_CARRIER_URL);
  if (carrier == NULL)
    carrier = sb_esim_get_line (esim, SB_ESIM_FIELD_SERVER_NAME);

  return g_strdup (carrier == NULL ? _ ("Not reported") : carrier);
}

/* The name of a person, or what there is of it. */
static char *
describe_person (SbPerson *person)
{
  const char *name = sb_person_get_line (person, SB_PERSON_FIELD_DISPLAY_NAME);
  const char *first = sb_person_get_line (person, SB_PERSON_FIELD_FIRST_NAME);
  const char *last = sb_person_get_line (person, SB_PERSON_FIELD_LAST_NAME);

  if (name != NULL)
    return g_strdup (name);
  if (first != NULL && last != NULL)
    /* Translators: first and last name of a person */
    return g_strdup_printf (_ ("%s %s"), first, last);

  return g_strdup (sb_person_get_line (person, SB_PERSON_FIELD_EMAIL_ADDRESS));
}

/**
 * sb_words_changed_by:
 * @now: the time, in milliseconds since 1970
 *
 * Returns: (transfer full): when and by whom a configuration was changed
 */
char *
sb_words_changed_by (SbConfiguration *configuration, gint64 now)
{
  gint64 at;
  SbPerson *person;
  g_autofree char *name = NULL;
  g_autofree char *inside = NULL;
  g_autofree char *when = NULL;

  g_return_val_if_fail (configuration != NULL, NULL);

  if (!sb_configuration_is_known (configuration, SB_CONFIGURATION_FIELD_MODIFIED_AT))
    return g_strdup (_ ("Not reported"));

  at = sb_configuration_get_int64 (configuration, SB_CONFIGURATION_FIELD_MODIFIED_AT);
  when = sb_words_time (at, now);
  person = sb_configuration_get_record (configuration, SB_CONFIGURATION_FIELD_MODIFIED_BY);
  name = person == NULL ? NULL : describe_person (person);
  if (name == NULL)
    return g_steal_pointer (&when);

  inside = sb_words_name_in (name);
  /* Translators: when, and by whom: “2 hours ago by Ann Lee” */
  return g_strdup_printf (_ ("%s by %s"), when, inside);
}

/**
 * sb_words_read_only:
 *
 * Returns: (nullable) (transfer none): why Signalbox cannot change a configuration
 */
const char *
sb_words_read_only (SbConfiguration *configuration)
{
  g_return_val_if_fail (configuration != NULL, NULL);

  if (!sb_configuration_is_esim (configuration))
    return _ ("Not an eSIM configuration: it is managed in the server’s own console.");
  if (sb_configuration_is_inherited (configuration))
    return _ ("Inherited from another device space: it can be changed there only.");
  if (sb_configuration_is_read_only (configuration))
    return _ ("The server does not let it be changed here.");

  return NULL;
}
