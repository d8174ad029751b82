/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-payload-view"

#include "config.h"

#include "sb-payload-view.h"

#include "sb-device.h"
#include "sb-payload-apple.h"
#include "sb-payload-windows.h"
#include "sb-presenter.h"
#include "sb-ui.h"
#include "sb-words.h"

#include <glib/gi18n.h>
#include <gtksourceview/gtksource.h>

/* Each command has one of its own. */
#define COMMAND_UUID "00000000-0000-0000-0000-000000000000"

struct _SbPayloadView {
  AdwPreferencesGroup parent_instance;

  SbDraft *draft; /* (owned) (nullable) */

  GtkDropDown *dropdown;
  GtkWidget *problem_label;
  GtkWidget *card;
  GtkTextView *text;
};

G_DEFINE_FINAL_TYPE (SbPayloadView, sb_payload_view, ADW_TYPE_PREFERENCES_GROUP)

/* What a PC is sent at which occasion. */
typedef enum { ADD, ADD_21H2, RETRY, REMOVE } Occasion;

static const char *const occasions[] = {
  [ADD] = N_ ("Windows 11 22H2 or later"),
  [ADD_21H2] = N_ ("Windows 11 21H2"),
  [RETRY] = N_ ("Retry Install, Windows 11 22H2 or later"),
  [REMOVE] = N_ ("Removal"),
};

/* (transfer full) (nullable): what a device is sent, NULL where it is nothing */
static char *
new_payload (SbPayloadView *self)
{
  g_autoptr (SbConfiguration) configuration = sb_draft_to_configuration (self->draft);
  SbEsim *esim = sb_configuration_get_record (configuration, SB_CONFIGURATION_FIELD_ESIM);

  if (sb_draft_get_platform (self->draft) == SB_PLATFORM_IOS)
    return sb_payload_apple_new_refresh_cellular_plans (configuration, COMMAND_UUID);

  switch ((Occasion) gtk_drop_down_get_selected (self->dropdown)) {
  case ADD_21H2:
    /* It does not know such a server, and would take it for another kind. */
    if (sb_esim_get_boolean (esim, SB_ESIM_FIELD_IS_DISCOVERY_SERVER))
      return NULL;
    return sb_payload_windows_new_add (esim, SB_WINDOWS_11_BUILD);
  case RETRY:
    return sb_payload_windows_new_retry (esim, SB_WINDOWS_22H2_BUILD);
  case REMOVE:
    return sb_payload_windows_new_remove (esim);
  case ADD:
  default:
    return sb_payload_windows_new_add (esim, SB_WINDOWS_22H2_BUILD);
  }
}

/* (transfer full): why there is nothing to send */
static char *
describe_problems (SbPayloadView *self)
{
  SbPlatform platform = sb_draft_get_platform (self->draft);
  g_autoptr (GString) lines = g_string_new (NULL);

  for (guint i = 0; i < SB_N_DRAFT_FIELDS; i++) {
    SbDraftField field = (SbDraftField) i;
    const SbProblem *problem = sb_draft_get_problem (self->draft, field);
    g_autofree char *words = NULL;

    if (problem == NULL || !sb_draft_field_is_setting (field)
        || !sb_draft_field_is_for (field, platform))
      continue;

    words = sb_words_problem (problem, field);
    if (lines->len > 0)
      g_string_append_c (lines, '\n');
    /* Translators: a field of a configuration, and what is wrong with it */
    g_string_append_printf (lines, _ ("%s: %s"), sb_words_draft_field (field), words);
  }

  if (lines->len == 0)
    return g_strdup (_ ("These devices are sent nothing: a discovery server needs Windows 11 22H2 "
                        "or later."));

  return g_string_free (g_steal_pointer (&lines), FALSE);
}

static const char *
get_description (SbPlatform platform)
{
  return platform == SB_PLATFORM_IOS
           ? _ ("What each device is sent, an Apple property list derived from the published "
                "specification. Each command has a CommandUUID of its own.")
           : _ ("What each device is sent, SyncML derived from the published specification.");
}

/* What is looked at, selected or being read aloud stays where the text is the same. */
static void
set_text (SbPayloadView *self, const char *text)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->text);
  g_autofree char *old = NULL;
  GtkTextIter start;
  GtkTextIter end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  old = gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
  if (g_str_equal (old, text))
    return;

  gtk_text_buffer_set_text (buffer, text, -1);
  gtk_text_buffer_get_start_iter (buffer, &start);
  gtk_text_buffer_place_cursor (buffer, &start);
}

static void
update (SbPayloadView *self)
{
  SbPlatform platform = self->draft != NULL ? sb_draft_get_platform (self->draft)
                                            : SB_PLATFORM_UNKNOWN;
  g_autofree char *payload = NULL;
  g_autofree char *problems = NULL;

  g_assert (SB_IS_PAYLOAD_VIEW (self));

  gtk_widget_set_visible (GTK_WIDGET (self), platform != SB_PLATFORM_UNKNOWN);
  if (platform == SB_PLATFORM_UNKNOWN)
    return;

  payload = new_payload (self);
  if (payload == NULL)
    problems = describe_problems (self);
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (self), get_description (platform));
  gtk_widget_set_visible (GTK_WIDGET (self->dropdown), platform == SB_PLATFORM_WINDOWS);
  gtk_widget_set_visible (self->card, payload != NULL);
  gtk_widget_set_visible (self->problem_label, payload == NULL);
  set_text (self, payload != NULL ? payload : "");
  sb_set_spoken_text (self->problem_label, problems != NULL ? problems : "");
}

static void
copy_cb (SbPayloadView *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->text);
  g_autofree char *text = NULL;
  GtkTextIter start;
  GtkTextIter end;

  g_assert (SB_IS_PAYLOAD_VIEW (self));

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  text = gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text);
  sb_present_text (GTK_WIDGET (self), _ ("Payload copied"));
}

static void
dark_cb (SbPayloadView *self)
{
  gboolean dark = adw_style_manager_get_dark (adw_style_manager_get_default ());
  GtkSourceStyleSchemeManager *manager = gtk_source_style_scheme_manager_get_default ();

  g_assert (SB_IS_PAYLOAD_VIEW (self));

  gtk_source_buffer_set_style_scheme (
    GTK_SOURCE_BUFFER (gtk_text_view_get_buffer (self->text)),
    gtk_source_style_scheme_manager_get_scheme (manager, dark ? "Adwaita-dark" : "Adwaita"));
}

static void
sb_payload_view_dispose (GObject *object)
{
  SbPayloadView *self = SB_PAYLOAD_VIEW (object);

  if (self->draft != NULL)
    g_signal_handlers_disconnect_by_data (self->draft, self);
  g_clear_object (&self->draft);
  gtk_widget_dispose_template (GTK_WIDGET (self), SB_TYPE_PAYLOAD_VIEW);

  G_OBJECT_CLASS (sb_payload_view_parent_class)->dispose (object);
}

static void
sb_payload_view_class_init (SbPayloadViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sb_payload_view_dispose;

  g_type_ensure (GTK_SOURCE_TYPE_VIEW);

  sb_set_template (widget_class, "configurations/sb-payload-view.ui");
  gtk_widget_class_bind_template_child (widget_class, SbPayloadView, dropdown);
  gtk_widget_class_bind_template_child (widget_class, SbPayloadView, problem_label);
  gtk_widget_class_bind_template_child (widget_class, SbPayloadView, card);
  gtk_widget_class_bind_template_child (widget_class, SbPayloadView, text);
  gtk_widget_class_bind_template_callback (widget_class, update);
  gtk_widget_class_bind_template_callback (widget_class, copy_cb);
}

static void
sb_payload_view_init (SbPayloadView *self)
{
  g_autoptr (GtkStringList) words = gtk_string_list_new (NULL);
  GtkSourceLanguageManager *languages = gtk_source_language_manager_get_default ();

  gtk_widget_init_template (GTK_WIDGET (self));

  for (guint i = 0; i < G_N_ELEMENTS (occasions); i++)
    gtk_string_list_append (words, _ (occasions[i]));
  gtk_drop_down_set_model (self->dropdown, G_LIST_MODEL (words));
  sb_set_drop_down_label (self->dropdown, _ ("What is sent"));

  gtk_source_buffer_set_language (GTK_SOURCE_BUFFER (gtk_text_view_get_buffer (self->text)),
                                  gtk_source_language_manager_get_language (languages, "xml"));
  sb_connect (adw_style_manager_get_default (), "notify::dark", dark_cb, self);
  dark_cb (self);
}

void
sb_payload_view_set_draft (SbPayloadView *self, SbDraft *draft)
{
  g_return_if_fail (SB_IS_PAYLOAD_VIEW (self));

  if (self->draft != NULL)
    g_signal_handlers_disconnect_by_data (self->draft, self);
  g_set_object (&self->draft, draft);
  if (draft != NULL)
    sb_connect (draft, "changed", update, self);
  update (self);
}
