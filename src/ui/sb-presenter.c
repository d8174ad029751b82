/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-presenter"

#include "config.h"

#include "sb-presenter.h"

#include "sb-message.h"
#include "sb-signal.h"
#include "sb-ui.h"
#include "sb-words.h"

#include <glib/gi18n.h>

/* Of a line in a toast; and what is beside it but the letters on its button, in pixels. */
#define MAX_CHARS 30
#define BESIDE    150

/* Of each kind one toast is there at most. */
typedef enum {
  PASSING,
  STAYING,
  ACTING,
  N_KINDS,
} ToastKind;

struct _SbPresenter {
  AdwBin parent_instance;

  AdwToastOverlay *overlay;
  GListModel *parts;         /* (owned) (nullable): of the overlay; until disposed */
  AdwToast *toasts[N_KINDS]; /* (owned) (nullable): the last of each kind */
};

G_DEFINE_FINAL_TYPE (SbPresenter, sb_presenter, ADW_TYPE_BIN)

enum { PROP_0, PROP_CONTENT, N_PROPS };

static GParamSpec *properties[N_PROPS];

typedef struct {
  GWeakRef widget;
  char *heading;
  char *details;
} Details;

static void
details_free (gpointer data, GClosure *closure)
{
  Details *details = data;

  g_weak_ref_clear (&details->widget);
  g_free (details->heading);
  g_free (details->details);
  g_free (details);
}

/* (nullable): the one around a widget. A window without one of its own leaves it to the window that
 * it belongs to. */
static SbPresenter *
find_presenter (GtkWidget *widget)
{
  GtkWidget *found = gtk_widget_get_ancestor (widget, SB_TYPE_PRESENTER);
  GtkRoot *root = gtk_widget_get_root (widget);

  if (found != NULL || root == NULL)
    return (SbPresenter *) found;

  if (ADW_IS_APPLICATION_WINDOW (root)
      && SB_IS_PRESENTER (adw_application_window_get_content (ADW_APPLICATION_WINDOW (root))))
    return SB_PRESENTER (adw_application_window_get_content (ADW_APPLICATION_WINDOW (root)));

  if (GTK_IS_WINDOW (root) && gtk_window_get_transient_for (GTK_WINDOW (root)) != NULL)
    return find_presenter (GTK_WIDGET (gtk_window_get_transient_for (GTK_WINDOW (root))));

  return NULL;
}

/* What stays until it is dismissed must not keep a later toast, and its Undo, from being seen.
 * Activity has it still. */
static void
forget_toast (SbPresenter *self, ToastKind kind)
{
  g_autoptr (AdwToast) toast = g_steal_pointer (&self->toasts[kind]);

  if (toast != NULL)
    adw_toast_dismiss (toast);
}

/* A toast gets its natural width, also where the window is narrower: its buttons would be beyond
 * the edge. The label is in no window yet and knows nothing of its font, which is bolder than what
 * is around it. */
static void
fit_toast (AdwToast *toast, GtkWidget *overlay)
{
  GtkLabel *label = GTK_LABEL (adw_toast_get_custom_title (toast));
  PangoContext *context = gtk_widget_get_pango_context (overlay);
  PangoFontMetrics *metrics = pango_context_get_metrics (context, NULL, NULL);
  int room = gtk_widget_get_width (overlay);
  int height;
  int char_width = PANGO_PIXELS (pango_font_metrics_get_approximate_char_width (metrics)) + 1;
  const char *button = adw_toast_get_button_label (toast);
  int n_chars;

  /* It comes before the window has a size. */
  if (room == 0)
    gtk_window_get_default_size (GTK_WINDOW (gtk_widget_get_root (overlay)), &room, &height);
  n_chars = (room - BESIDE) / char_width - (button != NULL ? (int) g_utf8_strlen (button, -1) : 0);

  /* As wide at least: a toast that is measured by its height would be as high as it can be. */
  n_chars = MIN (CLAMP (n_chars, 5, MAX_CHARS),
                 (int) g_utf8_strlen (gtk_label_get_text (label), -1));
  gtk_label_set_width_chars (label, n_chars);
  gtk_label_set_max_width_chars (label, n_chars);
  pango_font_metrics_unref (metrics);
}

/* What answers a key must not wait until an older answer has had its time.
 * @toast: (transfer full) */
static void
add_toast (GtkWidget *widget, ToastKind kind, AdwToast *toast)
{
  SbPresenter *self = find_presenter (widget);
  g_autoptr (AdwToast) owned = toast;

  if (self == NULL) {
    g_message ("%s", gtk_label_get_label (GTK_LABEL (adw_toast_get_custom_title (toast))));
    return;
  }

  forget_toast (self, kind);
  forget_toast (self, STAYING);
  self->toasts[kind] = g_object_ref (toast);
  fit_toast (toast, GTK_WIDGET (self));
  adw_toast_overlay_add_toast (self->overlay, g_steal_pointer (&owned));
}

/* A toast's own title is markup, which what a server or a person wrote is not, and is cut off where
 * the window is narrow, which a reason must not be. */
static AdwToast *
create_toast (const char *text)
{
  AdwToast *toast = adw_toast_new ("");
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_max_width_chars (GTK_LABEL (label), MAX_CHARS);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "heading");
  adw_toast_set_custom_title (toast, label);

  return toast;
}

static void
details_cb (AdwToast *toast, gpointer user_data)
{
  Details *details = user_data;
  g_autoptr (GtkWidget) widget = g_weak_ref_get (&details->widget);

  if (widget != NULL && gtk_widget_get_root (widget) != NULL)
    sb_message_show_details (widget, details->heading, details->details);
}

static void
present_with_details (GtkWidget *widget,
                      const char *text,
                      const char *heading,
                      const char *long_text)
{
  AdwToast *toast = create_toast (text);
  SbPresenter *presenter = find_presenter (widget);
  Details *details = g_new0 (Details, 1);

  /* The widget may be a dialog that is about to close: the presenter stays. */
  g_weak_ref_init (&details->widget, presenter != NULL ? (gpointer) presenter : (gpointer) widget);
  details->heading = g_strdup (heading);
  details->details = g_strdup (long_text);

  adw_toast_set_timeout (toast, 0);
  adw_toast_set_priority (toast, ADW_TOAST_PRIORITY_HIGH);
  adw_toast_set_button_label (toast, _ ("_Details"));
  g_signal_connect_data (toast,
                         "button-clicked",
                         G_CALLBACK (details_cb),
                         details,
                         details_free,
                         0);
  add_toast (widget, STAYING, toast);
}

static void
tell_end (GtkWidget *widget, SbChange *change)
{
  g_autofree char *state = sb_words_change_state (change);
  /* What was joined with what somebody else did is there to be looked at. */
  gboolean plain = sb_change_is_whole (change) && sb_change_get_joined (change) == NULL;

  if (plain && sb_change_can_undo (change)) {
    const char *key = sb_command_get_key (sb_change_get_command (change));

    sb_present_text_with_action (widget,
                                 state,
                                 _ ("_Undo"),
                                 "undo.change",
                                 g_variant_new_string (key));
  } else if (plain) {
    sb_present_text (widget, state);
  } else {
    g_autofree char *title = sb_words_change_title (change);
    g_autofree char *details = sb_words_change_details (change);

    present_with_details (widget, state, title, details);
  }
}

static void
change_state_cb (GtkWidget *widget, SbChange *change)
{
  g_assert (GTK_IS_WIDGET (widget));

  if (!sb_change_is_over (change))
    return;

  g_signal_handlers_disconnect_by_func (change, change_state_cb, widget);
  tell_end (widget, change);
}

/* A toast that waited for another is made when that has gone. */
static void
parts_changed_cb (GListModel *parts, guint position, guint removed, guint added, SbPresenter *self)
{
  for (guint i = position; i < position + added; i++) {
    g_autoptr (GtkWidget) part = g_list_model_get_item (parts, i);

    if (part != adw_toast_overlay_get_child (self->overlay))
      sb_name_parts (part);
  }
}

static void
sb_presenter_dispose (GObject *object)
{
  SbPresenter *self = SB_PRESENTER (object);

  g_clear_object (&self->parts);
  for (guint kind = 0; kind < N_KINDS; kind++)
    g_clear_object (&self->toasts[kind]);

  G_OBJECT_CLASS (sb_presenter_parent_class)->dispose (object);
}

static void
sb_presenter_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  SbPresenter *self = SB_PRESENTER (object);

  switch (prop_id) {
  case PROP_CONTENT:
    g_value_set_object (value, adw_toast_overlay_get_child (self->overlay));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
sb_presenter_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  SbPresenter *self = SB_PRESENTER (object);

  switch (prop_id) {
  case PROP_CONTENT:
    adw_toast_overlay_set_child (self->overlay, g_value_get_object (value));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
sb_presenter_class_init (SbPresenterClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = sb_presenter_dispose;
  object_class->get_property = sb_presenter_get_property;
  object_class->set_property = sb_presenter_set_property;

  properties[PROP_CONTENT] = g_param_spec_object ("content",
                                                  NULL,
                                                  NULL,
                                                  GTK_TYPE_WIDGET,
                                                  G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
sb_presenter_init (SbPresenter *self)
{
  self->overlay = ADW_TOAST_OVERLAY (adw_toast_overlay_new ());
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->overlay));
  self->parts = gtk_widget_observe_children (GTK_WIDGET (self->overlay));
  g_signal_connect_object (self->parts, "items-changed", G_CALLBACK (parts_changed_cb), self, 0);
}

void
sb_present_text (GtkWidget *widget, const char *text)
{
  g_return_if_fail (GTK_IS_WIDGET (widget));

  add_toast (widget, PASSING, create_toast (text));
}

void
sb_present_progress (GtkWidget *widget, const char *text, const char *cancel_action)
{
  SbPresenter *presenter;
  AdwToast *toast;

  g_return_if_fail (GTK_IS_WIDGET (widget));

  presenter = find_presenter (widget);
  toast = presenter != NULL ? presenter->toasts[PASSING] : NULL;
  /* No other passing text stays: it is the one that says how far it is. */
  if (toast != NULL && adw_toast_get_timeout (toast) == 0) {
    gtk_label_set_label (GTK_LABEL (adw_toast_get_custom_title (toast)), text);
    return;
  }

  toast = create_toast (text);
  adw_toast_set_timeout (toast, 0);
  adw_toast_set_button_label (toast, _ ("_Cancel"));
  adw_toast_set_action_name (toast, cancel_action);
  add_toast (widget, PASSING, toast);
}

void
sb_present_no_text (GtkWidget *widget)
{
  SbPresenter *presenter;

  g_return_if_fail (GTK_IS_WIDGET (widget));

  presenter = find_presenter (widget);
  if (presenter != NULL)
    forget_toast (presenter, PASSING);
}

void
sb_present_text_with_action (GtkWidget *widget,
                             const char *text,
                             const char *button,
                             const char *action,
                             GVariant *target)
{
  AdwToast *toast;

  g_return_if_fail (GTK_IS_WIDGET (widget));

  toast = create_toast (text);
  /* Shown at once, whatever else waits: it is of use for a few seconds only. */
  adw_toast_set_priority (toast, ADW_TOAST_PRIORITY_HIGH);
  adw_toast_set_button_label (toast, button);
  adw_toast_set_action_name (toast, action);
  adw_toast_set_action_target_value (toast, target);
  /* The older one would come back behind it, with an Undo of what is not the last any more. */
  add_toast (widget, ACTING, toast);
}

void
sb_present_details (GtkWidget *widget, const char *text, const char *heading, const char *details)
{
  g_return_if_fail (GTK_IS_WIDGET (widget));

  present_with_details (widget, text, heading, details);
}

void
sb_present_error (GtkWidget *widget, const char *what, const GError *error)
{
  g_autofree char *details = NULL;
  g_autofree char *text = NULL;

  g_return_if_fail (GTK_IS_WIDGET (widget));
  g_return_if_fail (error != NULL);

  if (g_error_matches (error, SB_ERROR, SB_ERROR_CANCELLED)
      || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  details = sb_words_error_details (error);
  /* Translators: what was tried, and why it failed: "Could not load devices: The server cannot be
   * reached" */
  text = g_strdup_printf (_ ("%s: %s"), what, sb_words_error_title (error));
  present_with_details (widget, text, what, details);
}

void
sb_present_change (GtkWidget *widget, SbChange *change)
{
  SbPresenter *presenter;

  g_return_if_fail (GTK_IS_WIDGET (widget));
  g_return_if_fail (SB_IS_CHANGE (change));

  /* What is pressed may be gone when the change ends: the presenter is not. */
  presenter = find_presenter (widget);
  if (presenter != NULL)
    widget = GTK_WIDGET (presenter);

  if (sb_change_is_over (change))
    tell_end (widget, change);
  else
    sb_connect (change, "state-changed", change_state_cb, widget);
}
