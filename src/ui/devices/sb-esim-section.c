/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-esim-section"

#include "config.h"

#include "sb-esim-section.h"

#include "sb-record-list.h"
#include "sb-ui.h"
#include "sb-words.h"

#include <adwaita.h>
#include <glib/gi18n.h>

struct _SbEsimSection {
  GtkWidget parent_instance;

  SbServer *server; /* (owned) */
  SbEvidence known; /* its records are owned */

  GtkWidget *box;
  AdwActionRow *state_row;
  GtkWidget *spinner;
  GtkWidget *cancel_button;
  AdwActionRow *note_row;
  AdwActionRow *reset_row;
  GtkWidget *reset_button;
  SbRecordList *profiles;
  SbRecordList *servers;
};

G_DEFINE_FINAL_TYPE (SbEsimSection, sb_esim_section, GTK_TYPE_WIDGET)

static void
describe_profile (gpointer record, gint64 now, SbRecordWords *words)
{
  SbEsimProfile *profile = record;
  const char *server = sb_esim_profile_get_line (profile, SB_ESIM_PROFILE_FIELD_SERVER_NAME);
  gint64 first_seen = sb_esim_profile_get_int64 (profile, SB_ESIM_PROFILE_FIELD_FIRST_SEEN_AT);

  words->title = sb_words_esim_profile (profile);
  if (sb_esim_profile_is_known (profile, SB_ESIM_PROFILE_FIELD_ICCID))
    words->value = sb_record_dup_value (SB_RECORD (profile), SB_ESIM_PROFILE_FIELD_ICCID);
  words->otherwise = g_strdup (
    sb_words_not_reported (SB_RECORD (profile), SB_ESIM_PROFILE_FIELD_ICCID));

  if (server != NULL && first_seen != 0) {
    g_autofree char *time = sb_words_time_exact (first_seen);

    /* Translators: a server's name, and since when a plan from it is there */
    words->note = g_strdup_printf (_ ("From %s, first seen %s"), server, time);
  } else if (server != NULL) {
    /* Translators: a server's name */
    words->note = g_strdup_printf (_ ("From %s"), server);
  } else {
    words->note = g_strdup (_ ("Not from a configuration; a user may have added it"));
  }
}

static void
describe_server (gpointer record, gint64 now, SbRecordWords *words)
{
  SbDownloadServer *server = record;
  gboolean discovery =
    sb_download_server_get_boolean (server, SB_DOWNLOAD_SERVER_FIELD_IS_DISCOVERY_SERVER);
  gboolean enable = sb_download_server_get_boolean (server, SB_DOWNLOAD_SERVER_FIELD_AUTO_ENABLE);

  words->title = g_strdup (sb_words_discovery_state (
    (SbDiscoveryState) sb_download_server_get_enum (server,
                                                    SB_DOWNLOAD_SERVER_FIELD_DISCOVERY_STATE)));
  words->value = sb_record_dup_value (SB_RECORD (server), SB_DOWNLOAD_SERVER_FIELD_SERVER_NAME);
  words->otherwise = g_strdup (_ ("Not reported"));

  if (discovery && enable)
    words->note = g_strdup (_ ("Discovery server · Auto Enable"));
  else if (discovery)
    words->note = g_strdup (_ ("Discovery server"));
  else if (enable)
    words->note = g_strdup (_ ("Auto Enable"));
}

/* Why there is nothing to show; with a state, there is. */
static char *
explain_absence (SbEsimSection *self, const GError *error)
{
  g_autofree char *reason = sb_words_capability (self->server, SB_CAPABILITY_SHOW_ESIM);

  if (reason != NULL)
    return g_steal_pointer (&reason);

  return g_strdup (error != NULL ? sb_words_error_title (error) : _ ("Loading…"));
}

static const char *
explain_profiles (SbEsimState *state)
{
  if (sb_esim_state_get_records (state, SB_ESIM_STATE_FIELD_PROFILES) == NULL)
    return _ ("This device does not report its eSIM profiles");

  return _ ("The device reports no eSIM profile");
}

static char *
describe_reset (SbEsimState *state, gint64 now)
{
  SbResetState reset = (SbResetState) sb_esim_state_get_enum (state,
                                                              SB_ESIM_STATE_FIELD_RESET_STATE);
  gint64 requested = sb_esim_state_get_int64 (state, SB_ESIM_STATE_FIELD_RESET_REQUESTED_AT);
  gint64 finished = sb_esim_state_get_int64 (state, SB_ESIM_STATE_FIELD_RESET_FINISHED_AT);
  const char *error = sb_esim_state_get_line (state, SB_ESIM_STATE_FIELD_RESET_ERROR);
  const char *words = sb_words_reset_state (reset);
  g_autofree char *time = NULL;

  if (reset == SB_RESET_FAILED && error != NULL)
    /* Translators: an eSIM reset failed, and what the device says about it */
    return g_strdup_printf (_ ("%s: %s"), words, error);

  if (finished == 0 && requested == 0)
    return g_strdup (words);

  time = sb_words_time (finished != 0 ? finished : requested, now);

  /* Translators: how an eSIM reset stands, and since when */
  return g_strdup_printf (_ ("%s · %s"), words, time);
}

static void
sb_esim_section_dispose (GObject *object)
{
  SbEsimSection *self = SB_ESIM_SECTION (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), SB_TYPE_ESIM_SECTION);
  g_clear_object (&self->server);
  sb_evidence_set (&self->known, &(SbEvidence){ 0 });

  G_OBJECT_CLASS (sb_esim_section_parent_class)->dispose (object);
}

static void
sb_esim_section_class_init (SbEsimSectionClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sb_esim_section_dispose;

  sb_set_template (widget_class, "devices/sb-esim-section.ui");
  gtk_widget_class_bind_template_child (widget_class, SbEsimSection, box);
  gtk_widget_class_bind_template_child (widget_class, SbEsimSection, state_row);
  gtk_widget_class_bind_template_child (widget_class, SbEsimSection, spinner);
  gtk_widget_class_bind_template_child (widget_class, SbEsimSection, cancel_button);
  gtk_widget_class_bind_template_child (widget_class, SbEsimSection, note_row);
  gtk_widget_class_bind_template_child (widget_class, SbEsimSection, reset_row);
  gtk_widget_class_bind_template_child (widget_class, SbEsimSection, reset_button);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
sb_esim_section_init (SbEsimSection *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  sb_set_label (self->cancel_button, _ ("Cancel Reset"));
  sb_set_label (self->reset_button, _ ("Reset eSIM to factory state"));

  self->profiles = SB_RECORD_LIST (sb_record_list_new (_ ("eSIM Profiles"), describe_profile));
  self->servers = SB_RECORD_LIST (sb_record_list_new (_ ("Download Servers"), describe_server));
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->profiles));
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->servers));
}

GtkWidget *
sb_esim_section_new (SbServer *server)
{
  SbEsimSection *self = g_object_new (SB_TYPE_ESIM_SECTION, NULL);

  self->server = g_object_ref (server);

  return GTK_WIDGET (self);
}

static gboolean
can_have_focus (GtkWidget *button)
{
  return gtk_widget_get_visible (button) && gtk_widget_get_sensitive (button);
}

/* What can be done about the eSIM now, and why not. A button that goes while it has the focus hands
 * it to the row above. */
static void
update_buttons (SbEsimSection *self)
{
  SbEligibility eligibility = sb_eligibility_judge (SB_VERB_RESET, &self->known);
  g_autofree char *reason = sb_words_cannot (self->server, SB_VERB_RESET, &self->known);
  g_autofree char *cancelling = sb_words_cannot (self->server, SB_VERB_CANCEL_RESET, &self->known);
  g_autofree char *doubt = sb_words_eligibility (&eligibility);
  gboolean possible = reason == NULL;
  gboolean had_focus = gtk_widget_has_focus (self->reset_button)
                       || gtk_widget_has_focus (self->cancel_button);

  if (reason == NULL && doubt != NULL)
    /* Translators: a reason, as a sentence */
    reason = g_strdup_printf (_ ("%s."), doubt);
  adw_action_row_set_subtitle (
    self->reset_row,
    reason != NULL ? reason
                   : _ ("Deletes every eSIM profile on the PC, also ones that a user added."));
  gtk_widget_set_sensitive (self->reset_button, possible);
  gtk_widget_set_sensitive (self->cancel_button, cancelling == NULL);
  gtk_widget_set_visible (
    self->cancel_button,
    self->known.state != NULL
      && sb_esim_state_get_enum (self->known.state, SB_ESIM_STATE_FIELD_RESET_STATE)
           == SB_RESET_REQUESTED);

  if (had_focus && !can_have_focus (self->reset_button) && !can_have_focus (self->cancel_button))
    gtk_widget_grab_focus (GTK_WIDGET (self->state_row));
  else if (had_focus && can_have_focus (self->cancel_button))
    gtk_widget_grab_focus (self->cancel_button);
  else if (had_focus)
    gtk_widget_grab_focus (self->reset_button);
}

void
sb_esim_section_set_evidence (SbEsimSection *self, const SbEvidence *evidence)
{
  g_return_if_fail (SB_IS_ESIM_SECTION (self));
  g_return_if_fail (evidence->device != NULL);

  sb_evidence_set (&self->known, evidence);
  update_buttons (self);
}

void
sb_esim_section_set_state (SbEsimSection *self,
                           SbEsimState *state,
                           const GError *error,
                           guint n_left,
                           gint64 now)
{
  SbResetState reset = SB_RESET_UNKNOWN;
  g_autofree char *words = NULL;
  g_autofree char *name = NULL;
  gboolean under_way;

  g_return_if_fail (SB_IS_ESIM_SECTION (self));

  if (state != NULL) {
    reset = (SbResetState) sb_esim_state_get_enum (state, SB_ESIM_STATE_FIELD_RESET_STATE);
    words = describe_reset (state, now);
  } else {
    words = explain_absence (self, error);
  }

  under_way = reset == SB_RESET_REQUESTED || reset == SB_RESET_RUNNING;
  adw_action_row_set_subtitle (self->state_row, words);
  name = g_strdup_printf ("%s: %s",
                          adw_preferences_row_get_title (ADW_PREFERENCES_ROW (self->state_row)),
                          words);
  sb_set_label (self->state_row, name);
  gtk_widget_set_visible (self->spinner, under_way);
  gtk_widget_set_visible (GTK_WIDGET (self->note_row), n_left > 0);

  sb_record_list_set_records (
    self->profiles,
    state != NULL ? sb_esim_state_get_records (state, SB_ESIM_STATE_FIELD_PROFILES) : NULL,
    state != NULL ? explain_profiles (state) : words,
    now);
  /* Only Windows knows such servers. */
  gtk_widget_set_visible (
    GTK_WIDGET (self->servers),
    state != NULL && sb_esim_state_is_known (state, SB_ESIM_STATE_FIELD_DOWNLOAD_SERVERS));
  sb_record_list_set_records (
    self->servers,
    state != NULL ? sb_esim_state_get_records (state, SB_ESIM_STATE_FIELD_DOWNLOAD_SERVERS) : NULL,
    _ ("The device has no download server"),
    now);
}
