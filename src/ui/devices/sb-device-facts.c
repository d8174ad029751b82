/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-device-facts"

#include "config.h"

#include "sb-device-facts.h"

#include "sb-value-row.h"
#include "sb-words.h"

#include <adwaita.h>
#include <glib/gi18n.h>

typedef struct {
  const char *title;
  guint field;
  gboolean can_copy;
  gboolean always; /* shown although it is not reported */
  char *(*get_text) (SbDevice *device, gint64 now);
} Fact;

static char *get_os (SbDevice *device, gint64 now);
static char *get_state (SbDevice *device, gint64 now);
static char *get_checkin (SbDevice *device, gint64 now);
static char *get_registered (SbDevice *device, gint64 now);
static char *get_eid (SbDevice *device, gint64 now);
static char *get_groups (SbDevice *device, gint64 now);
static char *get_yes_no_user_enrolled (SbDevice *device, gint64 now);
static char *get_compliance (SbDevice *device, gint64 now);

static const Fact facts[] = {
  { N_ ("User"), SB_DEVICE_FIELD_DISPLAY_NAME, FALSE, TRUE, NULL },
  { N_ ("E-Mail"), SB_DEVICE_FIELD_EMAIL_ADDRESS, TRUE, FALSE, NULL },
  { N_ ("State"), SB_DEVICE_FIELD_REGISTRATION_STATE, FALSE, TRUE, get_state },
  { N_ ("Compliance"), SB_DEVICE_FIELD_COMPLIANCE_STATE, FALSE, FALSE, get_compliance },
  { N_ ("Last Check-in"), SB_DEVICE_FIELD_LAST_CHECKIN, FALSE, TRUE, get_checkin },
  { N_ ("Enrolled"), SB_DEVICE_FIELD_LAST_REGISTRATION_TIME, FALSE, FALSE, get_registered },
  { N_ ("User-Enrolled"), SB_DEVICE_FIELD_USER_ENROLLED, FALSE, FALSE, get_yes_no_user_enrolled },
  { N_ ("Model"), SB_DEVICE_FIELD_PRETTY_MODEL, FALSE, TRUE, NULL },
  { N_ ("Manufacturer"), SB_DEVICE_FIELD_MANUFACTURER, FALSE, FALSE, NULL },
  { N_ ("OS"), SB_DEVICE_FIELD_PLATFORM_TYPE, FALSE, TRUE, get_os },
  { N_ ("Build"), SB_DEVICE_FIELD_OS_BUILD_VERSION, TRUE, FALSE, NULL },
  { N_ ("Serial Number"), SB_DEVICE_FIELD_SERIAL_NUMBER, TRUE, TRUE, NULL },
  { N_ ("EID"), SB_DEVICE_FIELD_ESIM_IDENTIFIER, TRUE, TRUE, get_eid },
  { N_ ("IMEI"), SB_DEVICE_FIELD_IMEI, TRUE, TRUE, NULL },
  { N_ ("Second IMEI"), SB_DEVICE_FIELD_IMEI2, TRUE, FALSE, NULL },
  { N_ ("ICCID"), SB_DEVICE_FIELD_ICCID, TRUE, FALSE, NULL },
  { N_ ("Phone Number"), SB_DEVICE_FIELD_PHONE_NUMBER, TRUE, FALSE, NULL },
  { N_ ("Carrier"), SB_DEVICE_FIELD_CURRENT_CARRIER_NETWORK, FALSE, FALSE, NULL },
  { N_ ("UDID"), SB_DEVICE_FIELD_UDID, TRUE, FALSE, NULL },
  { N_ ("Wi-Fi Address"), SB_DEVICE_FIELD_WIFI_MAC_ADDRESS, TRUE, FALSE, NULL },
  { N_ ("Device Space"), SB_DEVICE_FIELD_SPACE_NAME, FALSE, FALSE, NULL },
  { N_ ("Device Groups"), SB_DEVICE_FIELD_GROUPS, FALSE, FALSE, get_groups },
};

struct _SbDeviceFacts {
  GtkWidget parent_instance;

  GtkWidget *group; /* AdwPreferencesGroup */
  SbValueRow *rows[G_N_ELEMENTS (facts)];
};

G_DEFINE_FINAL_TYPE (SbDeviceFacts, sb_device_facts, GTK_TYPE_WIDGET)

static char *
get_os (SbDevice *device, gint64 now)
{
  return sb_words_platform_of_device (device);
}

static char *
get_state (SbDevice *device, gint64 now)
{
  return sb_words_registration_state (device);
}

static char *
describe_time (gint64 time, gint64 now)
{
  g_autofree char *ago = sb_words_time (time, now);
  g_autofree char *exact = sb_words_time_exact (time);

  if (time == 0)
    return g_strdup (ago);

  /* Translators: how long ago, and the date and time */
  return g_strdup_printf (_ ("%s (%s)"), ago, exact);
}

static char *
get_checkin (SbDevice *device, gint64 now)
{
  return describe_time (sb_device_get_int64 (device, SB_DEVICE_FIELD_LAST_CHECKIN), now);
}

static char *
get_registered (SbDevice *device, gint64 now)
{
  return describe_time (sb_device_get_int64 (device, SB_DEVICE_FIELD_LAST_REGISTRATION_TIME), now);
}

static char *
get_eid (SbDevice *device, gint64 now)
{
  return sb_device_dup_eid (device);
}

static char *
get_groups (SbDevice *device, gint64 now)
{
  GPtrArray *groups = sb_device_get_records (device, SB_DEVICE_FIELD_GROUPS);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < groups->len; i++) {
    const char *name = sb_group_ref_get_line (g_ptr_array_index (groups, i),
                                              SB_GROUP_REF_FIELD_NAME);

    g_ptr_array_add (names, sb_words_name_in (name));
  }

  return sb_words_names (names);
}

static char *
get_yes_no_user_enrolled (SbDevice *device, gint64 now)
{
  return g_strdup (sb_device_get_boolean (device, SB_DEVICE_FIELD_USER_ENROLLED) ? _ ("Yes")
                                                                                 : _ ("No"));
}

static char *
get_compliance (SbDevice *device, gint64 now)
{
  return g_strdup (
    sb_words_compliance (sb_device_get_boolean (device, SB_DEVICE_FIELD_COMPLIANCE_STATE)));
}

static void
update_row (SbDeviceFacts *self, guint index, SbDevice *device, const char *space, gint64 now)
{
  const Fact *fact = &facts[index];
  gboolean known = sb_device_is_known (device, fact->field);
  gboolean masked = sb_device_is_masked (device, fact->field);
  g_autofree char *text = NULL;

  /* The EID may be known from a SIM slot alone. */
  if (fact->get_text != NULL && (known || fact->get_text == get_eid))
    text = fact->get_text (device, now);
  else if (known)
    text = sb_record_dup_value (SB_RECORD (device), fact->field);
  else if (fact->field == SB_DEVICE_FIELD_SPACE_NAME)
    text = g_strdup (space);

  sb_value_row_set_value (self->rows[index],
                          text,
                          sb_words_not_reported (SB_RECORD (device), fact->field));
  gtk_widget_set_visible (GTK_WIDGET (self->rows[index]),
                          fact->always || masked || (text != NULL && *text != '\0'));
}

static void
sb_device_facts_dispose (GObject *object)
{
  SbDeviceFacts *self = SB_DEVICE_FACTS (object);

  g_clear_pointer (&self->group, gtk_widget_unparent);

  G_OBJECT_CLASS (sb_device_facts_parent_class)->dispose (object);
}

static void
sb_device_facts_class_init (SbDeviceFactsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sb_device_facts_dispose;

  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
sb_device_facts_init (SbDeviceFacts *self)
{
  self->group = adw_preferences_group_new ();
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self->group), _ ("Identity"));
  gtk_widget_set_parent (self->group, GTK_WIDGET (self));

  for (guint i = 0; i < G_N_ELEMENTS (facts); i++) {
    GtkWidget *row = sb_value_row_new (_ (facts[i].title), facts[i].can_copy);

    self->rows[i] = SB_VALUE_ROW (row);
    adw_preferences_group_add (ADW_PREFERENCES_GROUP (self->group), row);
  }
}

GtkWidget *
sb_device_facts_new (void)
{
  return g_object_new (SB_TYPE_DEVICE_FACTS, NULL);
}

void
sb_device_facts_set_device (SbDeviceFacts *self, SbDevice *device, const char *space, gint64 now)
{
  g_return_if_fail (SB_IS_DEVICE_FACTS (self));

  for (guint i = 0; i < G_N_ELEMENTS (facts); i++)
    update_row (self, i, device, space, now);
}
